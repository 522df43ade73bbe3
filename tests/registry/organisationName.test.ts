import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { organisationNameKey } from '../../domain/values/organisationName';

const file = new URL('../../resources/examples/providers-tatarstan.csv', import.meta.url);
const [, ...rows] = Papa.parse<readonly string[]>(iconv.decode(readFileSync(file), 'windows-1251'), {
  delimiter: ';',
  skipEmptyLines: true,
}).data;

describe('key of an organisation', () => {
  it('brings together rows 1 and 15 of the real list and no others', () => {
    expect(rows).toHaveLength(16);
    const keys = rows.map((row) => organisationNameKey(row[2] ?? ''));
    const pairs = keys.flatMap((key, index) =>
      keys.indexOf(key) < index ? [[keys.indexOf(key) + 1, index + 1]] : [],
    );
    expect(pairs).toEqual([[1, 15]]);
  });
  it('meets the abbreviated name of the same row', () => {
    const [, full = '', short = ''] = rows[3]?.slice(1) ?? [];
    expect(short).toBe('ГАУСО "Алькеевский ДИПИ"');
    expect(organisationNameKey(short)).toBe(organisationNameKey(full));
  });
  it.each([
    ['ООО «Уют»', 'Общество с ограниченной ответственностью "УЮТ"'],
    ['«Уют», ООО', 'ООО Уют'],
    ['ИП Сабирова Г. Җ.', 'Сабирова Г.Җ. (индивидуальный предприниматель)'],
    [
      'АНО ЦСОН «Забота»',
      'Автономная некоммерческая организация «Центр социального обслуживания населения «Забота»',
    ],
    ['ГАУ СО «Надежда»', 'ГАУСО «НАДЕЖДА»'],
    ['ГАУ СО «Надежда»', 'ГАУ социального обслуживания Надежда'],
    ['МБУ «Тёплый дом»', 'Муниципальное бюджетное учреждение «Теплый дом»'],
    ['ГКУ «Приют» РТ', 'Государственное казённое учреждение «Приют» Республики Татарстан'],
    ['ФГБУ «Опора»', 'Федеральное государственное бюджетное учреждение «Опора»'],
    ['ГБУ "Дом‑интернат"', 'ГБУ\u00a0«Дом  интернат»'],
  ])('meets %s = %s', (one, other) => expect(organisationNameKey(one)).toBe(organisationNameKey(other)));
  it.each([
    ['ООО «Уют»', 'АНО «Уют»'],
    ['ООО «Уют»', 'ООО «Уют-2»'],
    ['ФГБУ «Опора»', 'ГБУ «Опора»'],
    ['ГАУСО «КЦСОН «Омет»', 'ГАУСО «КЦСОН «Омет» в Нурлатском муниципальном районе'],
    ['АНО «Содействие»', 'АНОСО «Действие»'],
    ['НАО «Уют»', 'АО «Уют»'],
  ])('keeps apart %s and %s', (one, other) =>
    expect(organisationNameKey(one)).not.toBe(organisationNameKey(other)),
  );
});
