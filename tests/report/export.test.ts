import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { format, resolveConfig } from 'prettier';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FieldDeclaration } from '../../domain/registry/defineRegistry';
import { provider } from '../../domain/registry/provider/declaration';
import { publishedFields, toPublishedObject, toPublishedRow } from '../../domain/publication/publishedRows';
import { publishedDocument, publishedSchema } from '../../domain/publication/publishedSchema';
import { writeCsv, type WrittenCell } from '../../electron/spreadsheet/writeCsv';
import { cellAddress } from '../../electron/spreadsheet/workbook';
import { writeXlsx } from '../../electron/spreadsheet/writeXlsx';
import { recordContext as context } from '../support/record/fieldContext';
import { soundProvider } from '../support/record/soundProvider';
import { createUploads } from '../support/offices/uploads';
import { xlsxParts } from '../support/spreadsheet/xlsxParts';

const uploads = createUploads();
afterAll(() => uploads.remove());

const sound = soundProvider();
const inner = {
  source: 'ВНУТРЕННЕЕ',
  note: 'ВНУТРЕННЕЕ',
  inn: '7707083893',
  ogrn: '1027700132195',
  okved: '87.30',
};
const record = {
  registrationNumber: '16-000001',
  fields: { ...sound.fields, ...inner },
  lists: sound.lists,
};
const bare = { registrationNumber: null, fields: { fullName: '=HYPERLINK("http://x.example")' }, lists: {} };

const header = publishedFields(provider).map(({ label }) => label.ru);
const rows = [record, bare].map((one) => toPublishedRow(provider, one, 'ru', context));
const cellOf = (label: string, row = 0): WrittenCell => rows[row]?.[header.indexOf(label)] ?? null;

describe('what is published', () => {
  it('is what the declaration says and nothing else', () => {
    const names = publishedFields(provider).map(({ name }) => name);
    expect(names[0]).toBe('registrationNumber');
    for (const [name, { published }] of Object.entries<FieldDeclaration>(provider.fields)) {
      expect(names.includes(name)).toBe(published === true);
    }
    expect(names).not.toEqual(expect.arrayContaining(['inn', 'note', 'source', 'kpp', 'oktmo', 'status']));
    const everything = [
      JSON.stringify(toPublishedObject(provider, record, context)),
      JSON.stringify(rows),
      Buffer.from(writeCsv({ header, rows })).toString(),
    ].join();
    for (const secret of Object.values(inner)) expect(everything).not.toContain(secret);
    expect(everything).toContain('Тихая заводь');
  });

  it('is said in words, lists as lines', () => {
    expect(cellOf('Организационно-правовая форма')).toBe(
      context.classifiers.okopf.entries.find(({ code }) => code === '75201')?.ru,
    );
    expect(cellOf('Контактные телефоны')).toBe('+7 (855) 927-12-34');
    expect(cellOf('Дата государственной регистрации')).toBe('14.08.2002');
    expect(cellOf('Всего мест')).toBe(60);
    expect(String(cellOf('Тарифы')).split('\n')).toHaveLength(2);
    expect(String(cellOf('Тарифы'))).toContain('Действует с: 01.01.2026');
    expect(cellOf('Тарифы', 1)).toBeNull();
    const tatar = toPublishedRow(provider, record, 'tt', context);
    expect(tatar[header.indexOf('Формы социального обслуживания')]).toBe('стационар');
  });
});

describe('CSV', () => {
  it('opens in a Russian Excel: mark, semicolons, CRLF, decimal comma', () => {
    const text = Buffer.from(
      writeCsv({
        header: ['Имя', 'Сумма'],
        rows: [
          ['Дом; «Омет»', 1234.5],
          [null, -2],
        ],
      }),
    );
    expect(text.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(text.toString('utf8')).toBe('\ufeffИмя;Сумма\r\n"Дом; «Омет»";1234,5\r\n;-2\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+7-1', "'+7-1"],
    ['+78559271234', "'+78559271234"],
    ["-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"],
    ['+7 (855) 927-12-34|calc', "'+7 (855) 927-12-34|calc"],
    ['+7 (855) 927-12-34, +7 (843) 200-00-00', '+7 (855) 927-12-34, +7 (843) 200-00-00'],
    ['-', '-'],
    ['-5,25', '-5,25'],
    ['="007"', `'="007"`],
    ['=""', `'=""`],
    ['Дом =1', 'Дом =1'],
  ])('guards %s', async (cell, written) => {
    const bytes = writeCsv({ header: ['Имя', 'Б'], rows: [[cell, 'x']] });
    const line = Buffer.from(bytes).toString().split('\r\n')[1];
    expect(
      line
        ?.replace(/^"(.*)";x$/, '$1')
        .replaceAll('""', '"')
        .replace(/;x$/, ''),
    ).toBe(written);
    expect((await uploads.tableOf(bytes)).rows[0]?.cells).toEqual([cell, 'x']);
  });

  it('comes back cell by cell through the import', async () => {
    const table = await uploads.tableOf(writeCsv({ header, rows }));
    expect(table.layout).toMatchObject({ encoding: 'utf-8', delimiter: ';', headerRow: 0 });
    expect(table.header).toEqual(header);
    expect(table.rows.map(({ cells }) => cells)).toEqual(
      rows.map((row) => row.map((cell) => String(cell ?? ''))),
    );

    const letters = fc.constantFrom(...Array.from('ab=+-@\'";,\n №ә'));
    const cell = fc.string({ unit: letters, maxLength: 8 }).map((text) => text.replace(/^['\s]+/, '').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (body) => {
        const written = body.map(([one, other]) => ['x', one, other, 'y']);
        const back = await uploads.tableOf(writeCsv({ header: ['а', 'б', 'в', 'г'], rows: written }));
        expect(back.rows.map(({ cells }) => cells)).toEqual(written);
      }),
    );
  });
});

describe('XLSX', async () => {
  const bytes = await writeXlsx({
    title: 'Реестр [поставщиков]: всё',
    madeAt: '2026-11-23T09:00:00Z',
    header,
    rows,
  });

  it('comes back cell by cell through the import', async () => {
    const table = await uploads.tableOf(bytes);
    expect(table.header).toEqual(header);
    expect(table.rows.map(({ cells }) => cells)).toEqual(
      rows.map((row) => row.map((cell) => String(cell ?? ''))),
    );
  });

  it('has a bold frozen header with a filter, widths, and text that stays text', async () => {
    const parts = await xlsxParts(bytes);
    const sheet = 'xl/worksheets/sheet1.xml';
    const cell = (row: number, label: string): string =>
      `//s:c[@r="${cellAddress(row, header.indexOf(label))}"]`;
    const style = (row: number, label: string): number =>
      Number(parts.one(sheet, `${cell(row, label)}/@s`)) + 1;
    const styleOf = (row: number, label: string, path: string): string | undefined =>
      parts.one('xl/styles.xml', `//s:cellXfs/s:xf[${style(row, label)}]${path}`);
    expect(parts.all('xl/workbook.xml', '//s:sheet/@name')).toEqual(['Реестр  поставщиков   всё']);
    expect(parts.one('docProps/core.xml', '//d:created')).toBe('2026-11-23T09:00:00.000Z');
    const font = Number(styleOf(1, 'Всего мест', '/@fontId')) + 1;
    expect(parts.all('xl/styles.xml', `//s:font[${font}]/s:b`)).toHaveLength(1);
    expect(parts.one(sheet, '//s:pane[@state="frozen"]/@ySplit')).toBe('1');
    expect(parts.one(sheet, '//s:autoFilter/@ref')).toBe(`A1:${cellAddress(3, header.length - 1)}`);
    expect(Number(parts.all(sheet, '//s:col/@width')[1])).toBeGreaterThan(20);
    const name = 'Полное наименование';
    expect(parts.one(sheet, `${cell(3, name)}[@t="inlineStr"]/s:is/s:t`)).toBe(bare.fields.fullName);
    expect(parts.all(sheet, '//s:f')).toEqual([]);
    // 49 is the format of text: what is typed there later stays text too.
    expect(styleOf(3, name, '/@numFmtId')).toBe('49');
    expect(styleOf(3, name, '/s:alignment/@wrapText')).toBe('1');
    expect(parts.one(sheet, `${cell(2, 'Всего мест')}[not(@t)]/s:v`)).toBe('60');
  });

  it('keeps within what Excel can hold in a cell', async () => {
    const long = await writeXlsx({
      title: 'x',
      madeAt: '2026-11-23T09:00:00Z',
      header: ['а', 'б'],
      rows: [['ы'.repeat(40_000), 'x']],
    });
    const cell = (await uploads.tableOf(long)).rows[0]?.cells[0];
    expect(cell).toHaveLength(32_767);
    expect(cell?.endsWith('ы …')).toBe(true);
  });
});

describe('JSON', () => {
  const office = { code: 'mintrud', name: 'Министерство' };
  const document = publishedDocument(provider, {
    madeAt: '2026-11-23T09:00:00Z',
    office,
    records: [record, bare],
    context,
  });
  const schema = z.fromJSONSchema(publishedSchema(provider));
  const accepts = (value: unknown): boolean => schema.safeParse(JSON.parse(JSON.stringify(value))).success;
  const providers = document['providers'] as Record<string, unknown>[];
  const withField = (changes: Record<string, unknown>) => ({
    ...document,
    providers: [{ ...providers[0], ...changes }],
  });

  it('fits its schema', () => {
    expect(schema.safeParse(JSON.parse(JSON.stringify(document))).error).toBeUndefined();
    expect(providers[0]).toMatchObject({
      registrationNumber: '16-000001',
      legalForm: '75201',
      serviceForms: ['stationary'],
      tariffs: [
        { amount: 120000, validUntilOn: '2025-12-31' },
        { amount: 130000, validUntilOn: null },
      ],
    });
    expect(providers[1]).toMatchObject({ registrationNumber: null, phones: [], places: [] });
  });

  it('has a schema that refuses what is not public or not well formed', () => {
    expect(accepts(withField({}))).toBe(true);
    expect(accepts(withField({ note: 'x' }))).toBe(false);
    expect(accepts(withField({ inn: '7707083893' }))).toBe(false);
    expect(accepts(withField({ serviceForms: ['elsewhere'] }))).toBe(false);
    expect(accepts(withField({ fullName: null }))).toBe(false);
    expect(accepts(withField({ stateRegistrationOn: '14.08.2002' }))).toBe(false);
    expect(accepts(withField({ phones: ['8 855'] }))).toBe(false);
    expect(accepts({ ...document, schema: 'other' })).toBe(false);
  });

  it('has the schema that is published: `npx vitest -u` writes it anew when the declaration grows', async () => {
    const path = fileURLToPath(new URL('../../resources/schemas/providers.schema.json', import.meta.url));
    const text = await format(JSON.stringify(publishedSchema(provider)), {
      ...(await resolveConfig(path)),
      parser: 'json',
      endOfLine: 'lf',
    });
    await expect(text).toMatchFileSnapshot(path);
  });
});
