import { describe, expect, it } from 'vitest';
import type { PrintedRecord } from '../../domain/report/printedFields';
import { providerExtract } from '../../domain/registry/provider/extract';
import type { ReportModel, ReportPair, ReportTable } from '../../domain/report/reportModel';
import { typographic } from '../../domain/report/typography';
import type { Registry } from '../../domain/registry/defineRegistry';
import { provider } from '../../domain/registry/provider/declaration';
import { draftProvider, includedProvider, paperContext, paperOffice } from '../support/pdf/paperSamples';

/** 442-ФЗ ст. 25 ч. 3: which words stand in the extract, field by field, and which never do. */
const extractOf = (record: PrintedRecord): ReportModel =>
  providerExtract({ records: [record], office: paperOffice, context: paperContext });
const withFields = (fields: PrintedRecord['fields']): PrintedRecord => ({
  ...includedProvider,
  fields: { ...includedProvider.fields, ...fields },
});
const blocksOf = ({ sections }: ReportModel) => sections.flatMap(({ blocks }) => blocks);
const pairsOf = (model: ReportModel): readonly ReportPair[] =>
  blocksOf(model).flatMap((block) => (block.type === 'pairs' ? block.items : []));
const tablesOf = (model: ReportModel): readonly ReportTable[] =>
  blocksOf(model).filter((block) => block.type === 'table');
const marked = (model: ReportModel) =>
  pairsOf(model)
    .filter(({ mark }) => mark !== undefined)
    .map(({ mark, label, value }) => [mark, label, value]);
/** Numbers of points in the order of the paper. */
const pointsOf = (model: ReportModel): readonly number[] =>
  blocksOf(model)
    .flatMap((block) => {
      if (block.type === 'pairs') return block.items.map(({ mark }) => mark ?? '');
      return block.type === 'table' ? [block.caption?.split('.')[0] ?? ''] : [];
    })
    .filter((mark) => /^\d+$/.test(mark))
    .map(Number);

describe('the extract of an included provider', () => {
  const model = extractOf(includedProvider);

  it('names the paper, the office and the day', () => {
    expect(model.header).toEqual({
      organisation: ['Министерство труда, занятости и социальной защиты Республики Татарстан'],
      documentKind: 'ВЫПИСКА',
      title: 'из реестра поставщиков социальных услуг',
      date: '21.11.2026',
    });
    expect(model.signatures).toEqual([
      { post: 'Начальник отдела социального обслуживания', name: 'А.\u00a0Р.\u00a0Вымышленная' },
    ]);
  });

  it('says every field of the law with its point', () => {
    expect(marked(model)).toEqual([
      ['1', 'Регистрационный номер учётной записи', '16-00001'],
      [
        '2',
        'Полное наименование',
        'Государственное автономное учреждение социального обслуживания «Җиләкле авылы картлар йорты» в Примерном районе',
      ],
      ['2', 'Сокращённое наименование', 'ГАУСО «Җиләк»'],
      ['3', 'Дата государственной регистрации', '14.02.2003'],
      [
        '4',
        'Организационно-правовая форма',
        'Государственные автономные учреждения субъектов Российской Федерации',
      ],
      [
        '5',
        'Адрес (место нахождения)',
        '423330, Республика Татарстан, Примерный район, с.\u00a0Җиләкле, ул.\u00a0Г.\u00a0Тукая, д.\u00a01',
      ],
      ['5', 'Контактные телефоны', '+7\u00a0(855)\u00a0927-12-34, +7\u00a0(855)\u00a0927-56-78'],
      ['5', 'Адреса электронной почты', 'jilek@example.ru'],
      ['6', 'Ф.\u00a0И.\u00a0О. руководителя', 'Һадиева Гөлнара Үзбәковна'],
      ['8', 'Формы социального обслуживания', 'полустационарная, стационарная'],
      ['11', 'Всего мест', '120'],
      ['11', 'Свободных мест', '0'],
      ['11', 'Места по состоянию на', '01.11.2026'],
      [
        '12',
        'Условия предоставления услуг',
        'Круглосуточное пребывание.\nЧетырёхразовое питание, медицинский пост\u00a0— ежедневно.',
      ],
      ['13', 'Результаты проверок', 'нет сведений'],
      ['14', 'Опыт работы за последние пять лет', 'Работает с 2003 года без перерывов.'],
      ['15', 'Иная информация', 'нет сведений'],
    ]);
  });

  it('shows lists as tables under their points, with a dash where a cell is empty', () => {
    expect(tablesOf(model).map(({ caption }) => caption)).toEqual([
      'Решения',
      '5. Места предоставления услуг',
      '7. Лицензии',
      '9. Перечень услуг',
      '10. Тарифы',
      '11. Места по формам обслуживания',
      '14. Опыт работы по годам',
    ]);
    const [, places, licences, , tariffs] = tablesOf(model);
    expect(places?.rows[1]?.[2]).toBe('—');
    expect(licences?.columns.map(({ title }) => title)).toEqual([
      'Номер',
      'Дата выдачи',
      'Кем выдана',
      'Вид деятельности',
      'Действует до',
      'Состояние',
    ]);
    expect(tariffs?.rows).toEqual([
      [
        'стационарная',
        'социально-бытовые',
        'Обеспечение площадью жилых помещений',
        '1\u00a0234,56',
        '01.01.2026',
        '31.12.2026',
        'Приказ №\u00a015 от 20.12.2025',
      ],
    ]);
    expect(tariffs?.columns[3]?.align).toBe('right');
  });

  it('gives the status and the decisions on the registry only', () => {
    expect(pairsOf(model)[0]).toEqual({ label: 'Статус записи', value: 'включён' });
    expect(tablesOf(model)[0]?.rows).toEqual([
      [
        'включён в реестр',
        'Решение',
        '7',
        '02.03.2026',
        'заявление поставщика',
        'Управление социальной защиты в Примерном районе',
      ],
    ]);
  });

  it('keeps the order of the law and leaves out no point', () => {
    const points = pointsOf(model);
    expect(points).toEqual([...points].sort((one, other) => one - other));
    expect(new Set(points)).toEqual(new Set(Array.from({ length: 15 }, (_, index) => index + 1)));
  });
});

describe('what is not published', () => {
  const unpublished = Object.entries(provider.fields).filter(([, field]) => !('published' in field));

  it('never gets in: no note, no source, no ИНН, whatever their value', () => {
    const strange = Object.fromEntries(unpublished.map(([name]) => [name, `НЕЛЬЗЯ ${name}`]));
    const record = { ...withFields(strange), lists: withForeignColumns(includedProvider.lists) };
    expect(JSON.stringify(extractOf(record))).not.toMatch(/НЕЛЬЗЯ/);
    expect(JSON.stringify(extractOf(includedProvider))).not.toMatch(
      /СЛУЖЕБНО|1655000003|1021600000003|165501001/,
    );
    expect(unpublished.map(([name]) => name)).toEqual(
      expect.arrayContaining(['note', 'source', 'inn', 'ogrn']),
    );
  });

  it('is all that is left out: every published field has its point and every list its table', () => {
    const model = JSON.stringify(extractOf(fullyMarked()));
    for (const [name, { kind, label, ...field }] of Object.entries(provider.fields)) {
      if (!('published' in field)) continue;
      expect(model, name).toContain(typographic(label.ru));
      if (kind.type === 'text') expect(model).toContain(`ЗДЕСЬ-${name}!`);
    }
    for (const [name, list] of Object.entries<Registry>(provider.root.lists)) {
      const isPublic = Object.values(list.fields).some(({ published }) => published === true);
      expect([name, model.includes(list.name.ru)]).toEqual([name, isPublic]);
    }
  });
});

describe('a provider that is not in the registry', () => {
  const model = extractOf(draftProvider);

  it.each([
    ['draft', 'проект'],
    ['review', 'на рассмотрении'],
    ['unknown', 'unknown'],
  ])('in status %s gets a draft that says so', (status, words) => {
    const { header } = extractOf({ ...draftProvider, status });
    expect(header.documentKind).toBe('ПРОЕКТ ЗАПИСИ');
    expect(header.notice).toContain(`Поставщик в реестр не включён (статус записи: ${words}).`);
    expect(header.notice).toContain('не является выпиской');
  });

  it('has «нет сведений» in every empty place and nothing made up', () => {
    const filled = marked(model).filter(([, , value]) => value !== 'нет сведений');
    expect(filled).toEqual([
      ['2', 'Полное наименование', 'Автономная некоммерческая организация «Рядом & вместе <дома>»'],
    ]);
    expect(tablesOf(model)).toEqual([]);
    expect(new Set(pointsOf(model)).size).toBe(15);
  });
});

describe('other providers', () => {
  it('excluded ones get an extract that says it', () => {
    const { header } = extractOf({ ...includedProvider, status: 'excluded' });
    expect(header).toMatchObject({ documentKind: 'ВЫПИСКА', notice: 'Поставщик исключён из реестра.' });
  });

  it('an entrepreneur has no form of organisation, and no ИНН on paper', () => {
    const model = extractOf(
      withFields({
        entityKind: 'entrepreneur',
        legalForm: null,
        inn: '165000000138',
        kpp: null,
        ogrn: '315169000123457',
      }),
    );
    expect(marked(model)).toContainEqual([
      '4',
      'Организационно-правовая форма',
      'указывается только для юридических лиц',
    ]);
    expect(JSON.stringify(model)).not.toMatch(/165000000138|315169000123457/);
  });

  it('an office without a named signer leaves a place for the name', () => {
    const model = providerExtract({
      records: [includedProvider],
      office: { name: 'Отдел' },
      context: paperContext,
      number: '15/2',
      place: 'г. Казань',
    });
    expect(model.signatures).toEqual([{ post: 'Уполномоченное лицо' }]);
    expect(model.header).toMatchObject({ number: '№\u00a015/2', place: 'г.\u00a0Казань' });
  });

  it('makes content that survives JSON', () => {
    const model = extractOf(includedProvider);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});

function withForeignColumns(lists: PrintedRecord['lists']): PrintedRecord['lists'] {
  return Object.fromEntries(
    Object.entries(lists).map(([name, rows]) => [
      name,
      rows.map((row) => ({ ...row, id: 'НЕЛЬЗЯ', parentId: 'НЕЛЬЗЯ', remark: 'НЕЛЬЗЯ' })),
    ]),
  );
}

/** Every text field holds its own name. */
function fullyMarked(): PrintedRecord {
  const texts = Object.entries(provider.fields).filter(([, { kind }]) => kind.type === 'text');
  return withFields(Object.fromEntries(texts.map(([name]) => [name, `ЗДЕСЬ-${name}!`])));
}
