import { describe, expect, it } from 'vitest';
import { areUsableColumns, guessColumns } from '../../domain/import/guessColumns';
import { rowToFields } from '../../domain/import/rowToFields';
import { provider } from '../../domain/registry/provider/declaration';
import { recordContext as context } from '../support/record/fieldContext';

describe('guessing columns', () => {
  it('knows the headings of our own export in both languages', () => {
    const published = Object.entries(provider.fields);
    for (const language of ['ru', 'tt'] as const) {
      const header = published.map(([, { label }]) => label[language]);
      expect(guessColumns(provider, header, [])).toEqual(published.map(([name]) => name));
    }
  });

  it('believes values that prove themselves where the heading says nothing', () => {
    const samples = [
      ['7707083893', '1027700132195', 'a@zavod.example', 'x'],
      ['1655000003', '1021600000003', 'b@zavod.example', 'y'],
      ['500100732259', '304500116000157', '', 'z'],
      ['7736050003', '1027700070518', 'c@zavod.example', ''],
    ];
    expect(guessColumns(provider, ['Код', 'Код 2', 'Связь', 'Прочее'], samples)).toEqual([
      'inn',
      'ogrn',
      'emails',
      '+note',
    ]);
  });

  it('takes no field twice and prefers the heading to the values', () => {
    const samples = [
      ['7707083893', '1'],
      ['1655000003', '2'],
      ['7736050003', '3'],
    ];
    expect(guessColumns(provider, ['Код', 'ИНН'], samples)).toEqual(['+note', 'inn']);
    expect(guessColumns(provider, ['Телефон', 'Контактный телефон'], [])).toEqual(['phones', '+note']);
  });

  it('does not guess a heading that means two fields or another thing', () => {
    const header = [
      'Адрес, телефон',
      'Телефон руководителя',
      'Количество мест (стационар)',
      'Дата включения',
    ];
    expect(guessColumns(provider, header, [])).toEqual(['+note', '+note', '+note', '+note']);
  });

  it('refuses columns without the name, of unknown fields and of fields named twice', () => {
    expect(areUsableColumns(provider, ['inn', '-'])).toBe(false);
    expect(areUsableColumns(provider, ['fullName', 'toString'])).toBe(false);
    expect(areUsableColumns(provider, ['fullName', 'inn', 'inn'])).toBe(false);
    expect(areUsableColumns(provider, ['fullName', '+note', '+note', '-', '-'])).toBe(true);
  });
});

describe('a row as fields', () => {
  const read = (columns: string[], header: string[], cells: string[]) =>
    rowToFields(provider, columns, header, cells, context);

  it('keeps what does not parse, beside what does', () => {
    const row = read(
      ['fullName', 'phones', 'inn', 'placesTotal'],
      ['Название', 'Телефоны', 'ИНН', 'Мест'],
      ['Центр', '8 (85592) 7-12-34; 7-12-35,\n8 85592 7-12-36', '7707083894', 'около 60'],
    );
    expect(row.fields).toEqual({
      fullName: 'Центр',
      phones: ['+78559271234', '+78559271236'],
      note: 'Телефоны: 7-12-35\nИНН: 7707083894\nМест: около 60',
    });
    expect(row.issues).toEqual([
      { path: 'phones', code: 'phone.length', severity: 'warning', params: { typed: '7-12-35' } },
      { path: 'inn', code: 'inn.checksum', severity: 'warning', params: { typed: '7707083894' } },
      { path: 'placesTotal', code: 'integer.malformed', severity: 'warning', params: { typed: 'около 60' } },
    ]);
  });

  it('takes a dash for nothing, and «нет» for an answer: a value or a note', () => {
    const row = read(
      ['fullName', 'shortName', 'phones', 'statePurchase', '+note'],
      ['Название', 'Кратко', 'Телефон', 'Госзадание', 'Филиалы'],
      ['Центр', '—', 'нет', 'нет', 'Нет'],
    );
    expect(row).toMatchObject({
      fields: { fullName: 'Центр', statePurchase: false, note: 'Телефон: нет\nФилиалы: Нет' },
      issues: [],
    });
    const said = ['fullName', 'shortName', 'phones', 'statePurchase'].map(row.said);
    expect(said).toEqual(['Название: Центр', undefined, undefined, 'Госзадание: нет']);
  });

  it('takes an option for itself only: what begins with one and goes on says another thing', () => {
    const formsOf = (cell: string) => read(['serviceForms'], ['Формы'], [cell]).fields;
    for (const cell of [
      'стационарная не оказывается',
      'стационарная, полустационарная не оказывается',
      'кроме стационарной, на дому',
      'стационарная до 2020 года',
      'не на дому и стационарная',
    ])
      expect(formsOf(cell)).toEqual({ note: `Формы: ${cell}` });
    for (const cell of ['Стационарная форма социального обслуживания', 'стационар', 'стационарное'])
      expect([cell, formsOf(cell)['serviceForms'] ?? formsOf(cell)['note']]).toEqual([
        cell,
        cell === 'стационарное' ? 'Формы: стационарное' : ['stationary'],
      ]);
    for (const cell of ['на дому и стационарная', 'стационарная/на дому', 'на дому + стационар; на дому'])
      expect(formsOf(cell)).toEqual({ serviceForms: ['home', 'stationary'] });
    const kind = read(
      ['entityKind', 'ownerKind'],
      ['Кто', 'Чьё'],
      ['юридическое лицо не зарегистрировано', 'муниципальная'],
    );
    expect(kind.fields).toEqual({
      ownerKind: 'municipal',
      note: 'Кто: юридическое лицо не зарегистрировано',
    });
  });

  it('keeps every word of a cell that is more than its value', () => {
    const of = (field: string, cell: string) => read([field], ['Столбец'], [cell]).fields;
    expect(of('headName', 'Главный врач Примерова Анна Ивановна')).toEqual({
      headName: 'Примерова Анна Ивановна',
      note: 'Столбец: Главный врач Примерова Анна Ивановна',
    });
    for (const cell of [
      'вакансия',
      'и.о. директора Примерова Анна',
      'обязанности не возложены',
      'Центр «Забота»',
    ])
      expect(of('headName', cell)).toEqual({ note: `Столбец: ${cell}` });
    for (const name of ['Гусейнов Али Гасан оглы', 'ПРИМЕРОВА АННА', 'Салтыков-Щедрин Иван'])
      expect(of('headName', name)).toEqual({ headName: name });
    expect(of('phones', '8 (843) 200-00-01 (директор), бухгалтерия')).toEqual({
      phones: ['+78432000001'],
      note: 'Столбец: 8 (843) 200-00-01 (директор), бухгалтерия',
    });
    expect(of('shortName', 'не имеется')).toEqual({ note: 'Столбец: не имеется' });
    for (const cell of ['#ССЫЛКА!', '#N/A', '########', '#ДЕЛ/0!'])
      expect(of('legalAddress', cell)).toEqual({ note: `Столбец: ${cell}` });
  });

  it('does not complete a date that has no year', () => {
    const row = read(['fullName', 'stateRegistrationOn'], ['Название', 'Дата'], ['Центр', '5.4']);
    expect(row.fields).toEqual({ fullName: 'Центр', note: 'Дата: 5.4' });
    expect(read(['stateRegistrationOn'], ['Дата'], ['05.04.2019']).fields).toEqual({
      stateRegistrationOn: '2019-04-05',
    });
  });

  it('says who it is only when the codes prove it', () => {
    const kindOf = (inn: string, legalForm: string) =>
      read(['inn', 'legalForm'], ['ИНН', 'ОПФ'], [inn, legalForm]).fields['entityKind'];
    expect(kindOf('7707083893', '')).toBe('legalEntity');
    expect(kindOf('500100732259', '')).toBe('entrepreneur');
    expect(kindOf('', '75201')).toBe('legalEntity');
    expect(kindOf('', '50102')).toBe('entrepreneur');
    expect(kindOf('500100732259', '75201')).toBeUndefined();
    expect(kindOf('', '')).toBeUndefined();
  });
});
