import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  cellAddress,
  sheetName,
  sheetReference,
  type Cell,
  type Sheet,
} from '../../electron/spreadsheet/workbook';
import { writeWorkbook } from '../../electron/spreadsheet/writeWorkbook';
import { sheetXml } from '../../electron/spreadsheet/xlsxSheetXml';
import { createStyleTable } from '../../electron/spreadsheet/xlsxStyles';
import {
  bodiesSheet,
  formBook,
  formSheet,
  formulasOfForm,
  reasonsOfForm,
  trickyTexts,
} from '../support/spreadsheet/formBook';
import { createUploads } from '../support/offices/uploads';
import { xlsxParts } from '../support/spreadsheet/xlsxParts';

const uploads = createUploads();
afterAll(() => uploads.remove());

const madeAt = '2026-07-01T06:00:00Z';
const write = (...sheets: Sheet[]) => writeWorkbook({ madeAt, sheets });
const writeRows = (...rows: Cell[][]) => write({ name: 'Л', rows });
const first = 'xl/worksheets/sheet1.xml';

describe('a form as a workbook', async () => {
  const parts = await xlsxParts(await writeWorkbook(formBook()));
  const cell = (address: string) => `/s:worksheet/s:sheetData/s:row/s:c[@r="${address}"]`;
  const styleOf = (address: string, path: string): string | undefined => {
    const number = Number(parts.one(first, `${cell(address)}/@s`));
    return parts.one('xl/styles.xml', `/s:styleSheet/s:cellXfs/s:xf[${number + 1}]${path}`);
  };
  const formatOf = (address: string): string | undefined =>
    parts.one('xl/styles.xml', `//s:numFmt[@numFmtId="${styleOf(address, '/@numFmtId') ?? ''}"]/@formatCode`);

  it('has the parts that it declares, and no others', () => {
    const declared = parts.text('[Content_Types].xml').match(/(?<=PartName="\/)[^"]+/g);
    const plumbing = ['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels'];
    expect([...(declared ?? []), ...plumbing].sort()).toEqual([...parts.names].sort());
    expect(parts.one('docProps/core.xml', '//d:created')).toBe('2026-07-01T06:00:00.000Z');
  });

  it('has the elements of a sheet in the order of the schema', () => {
    expect(parts.all(first, '/s:worksheet/*/@*/..').length).toBeGreaterThan(0);
    const order = [
      ...parts.text(first).matchAll(/<(sheet(?:Views|Data|Protection)|cols|autoFilter|dataValidations)\b/g),
    ];
    expect(order.map(([, name]) => name)).toEqual([
      'sheetViews',
      'cols',
      'sheetData',
      'sheetProtection',
      'autoFilter',
      'dataValidations',
    ]);
  });

  it.each(Object.entries(formulasOfForm))(
    '%s is a formula with its result',
    (address, { formula, result }) => {
      expect(parts.one(first, `${cell(address)}/s:f`)).toBe(formula);
      expect(parts.one(first, `${cell(address)}/s:v`)).toBe(
        typeof result === 'boolean' ? '0' : String(result),
      );
      const type = { string: 'str', boolean: 'b', number: undefined }[typeof result as 'string'];
      expect(parts.one(first, `${cell(address)}/@t`)).toBe(type);
    },
  );

  it('is computed anew when it is opened', () => {
    expect(parts.one('xl/workbook.xml', '//s:calcPr/@fullCalcOnLoad')).toBe('1');
  });

  it('is locked but for the cells to fill in, and keeps its sheets', () => {
    expect(parts.one(first, '//s:sheetProtection/@sheet')).toBe('1');
    expect(parts.all('xl/worksheets/sheet2.xml', '//s:sheetProtection')).toEqual([]);
    expect(parts.one('xl/workbook.xml', '//s:workbookProtection/@lockStructure')).toBe('1');
    expect(styleOf('B2', '/s:protection/@locked')).toBe('0');
    expect(styleOf('E3', '/s:protection/@locked')).toBe('0');
    for (const address of ['A2', 'C2', 'B5', 'C5'])
      expect(styleOf(address, '/s:protection/@locked')).toBe('1');
  });

  it('has lists: in the rule, in cells, under a name, and those with commas in a hidden sheet', () => {
    const rule = (cells: string, path = '/s:formula1') =>
      parts.one(first, `//s:dataValidation[@sqref="${cells}"]${path}`);
    expect(rule('F2:F3')).toBe('"7,42,12345"');
    expect(rule('A2:A4')).toBe(`'${bodiesSheet}'!$A$2:$A$4`);
    expect(rule('D2:D4')).toBe('Bodies');
    expect(rule('E2:E4')).toBe("'Lists'!$A$1:$A$3");
    expect(parts.all('xl/workbook.xml', '//s:sheet[@state="hidden"]/@name')).toEqual(['Lists']);
    expect(parts.all('xl/worksheets/sheet4.xml', '//s:t')).toEqual(reasonsOfForm);
    expect([rule('B2:B4', '/@type'), rule('B2:B4'), rule('B2:B4', '/s:formula2')]).toEqual([
      'whole',
      '0',
      '1000000',
    ]);
    expect(rule('B2:B4', '/@error')).toBe('Введите целое число от нуля до миллиона.');
    expect([rule('F4', '/@operator'), rule('F4')]).toEqual(['greaterThanOrEqual', '1']);
    expect(parts.one('xl/workbook.xml', '//s:definedName[@name="Bodies"]')).toBe(
      `'${bodiesSheet}'!$A$2:$A$4`,
    );
  });

  it('has formats, days, widths, frozen rows and a filter', () => {
    expect(styleOf('C2', '/@numFmtId')).toBe('4');
    expect(formatOf('F2')).toBe('00000');
    expect(formatOf('D5')).toBe('0.0%');
    expect(styleOf('E2', '/@numFmtId')).toBe('49');
    expect([parts.one(first, `${cell('B7')}/s:v`), formatOf('B7')]).toEqual(['46203', 'dd.mm.yyyy']);
    expect([parts.one(first, `${cell('C7')}/s:v`), formatOf('C7')]).toEqual(['425', 'd.m.yy']);
    expect(parts.one(first, `${cell('B8')}/s:is/s:t`)).toBe('1850-03-01');
    expect([parts.one(first, `${cell('D7')}/@t`), parts.one(first, `${cell('D7')}/s:v`)]).toEqual(['b', '1']);
    expect(parts.all(first, '//s:col/@width')).toEqual(['40', '12', '16', '9', '30']);
    expect(parts.one(first, '//s:pane[@state="frozen"]/@topLeftCell')).toBe('B2');
    expect(parts.one(first, '//s:autoFilter/@ref')).toBe('A1:F4');
    const hidden = '//s:definedName[@name="_xlnm._FilterDatabase"]';
    expect(parts.all('xl/workbook.xml', hidden)).toEqual([
      `'${formSheet}'!$A$1:$F$4`,
      `'${bodiesSheet}'!$A$1:$B$4`,
    ]);
    const font = Number(styleOf('A1', '/@fontId')) + 1;
    expect(parts.all('xl/styles.xml', `//s:fonts/s:font[${font}]/s:b`)).toHaveLength(1);
    const fill = Number(styleOf('A1', '/@fillId')) + 1;
    expect(parts.one('xl/styles.xml', `//s:fills/s:fill[${fill}]//s:fgColor/@rgb`)).toBe('FFDDEBF7');
    expect(styleOf('A1', '/s:alignment/@wrapText')).toBe('1');
  });

  it('comes back through the reader, texts as texts', async () => {
    const back = async (sheet: number, headerRow: number) =>
      (await uploads.tableOf(await writeWorkbook(formBook()), { sheet, headerRow })).rows.map(
        ({ cells }) => cells,
      );
    const [, , , totals, checks, made] = await back(0, 0);
    expect(totals).toEqual(['Итого', '60', '1234,75', '0,166666666666667', 'сходится', '0']);
    expect(checks).toEqual(['Проверка', '2', '14', '180', 'нет случаев', '9 из 3']);
    expect(made?.slice(0, 4)).toEqual(['Составлено', '2026-06-30', '1901-02-28', '1']);
    const texts = [trickyTexts[0], ...(await back(2, 0)).map(([text]) => text)];
    expect(texts).toEqual(trickyTexts);
    expect(parts.all('xl/worksheets/sheet3.xml', '//s:f')).toEqual([]);
  });

  it('is the same bytes for the same content', async () => {
    expect(await writeWorkbook(formBook())).toEqual(await writeWorkbook(formBook()));
  });
});

describe('what a workbook can hold', () => {
  it('is every text, as it was', async () => {
    const sign = fc.constantFrom(
      ...Array.from('ab_x0041F=<&>"\'\t\u0000\u001f\u0085\ufffe\ud83d\udfe0 ы'),
      '_x000D_',
      '🏠',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { minLength: 1, maxLength: 12 }), async (signs) => {
        const text = `я${signs.join('')}я`;
        const table = await uploads.tableOf(await writeRows(['а', 'б'], [text, 'x']));
        expect(table.rows[0]?.cells[0]).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
      { numRuns: 200 },
    );
  });

  it('is no text longer than Excel holds, and one kind of line end', async () => {
    const [long, lines] = (
      await uploads.tableOf(await writeRows(['а', 'б'], ['ы'.repeat(40_000), 'x\r\ny\rz']))
    ).rows[0]?.cells ?? [''];
    expect([long?.length, long?.endsWith('ы …'), lines]).toEqual([32_767, true, 'x\ny\nz']);
    const parts = await xlsxParts(await writeRows([' а ']));
    expect(parts.one(first, '//s:t/@xml:space')).toBe('preserve');
  });

  it('is days since 1900, with the day that its calendar has too many', async () => {
    const days = ['1899-12-31', '1900-01-01', '1900-02-28', '1900-03-01', '2026-12-31'];
    const parts = await xlsxParts(await writeRows(days.map((day) => ({ day }))));
    expect(parts.all(first, '//s:v')).toEqual(['1', '59', '61', '46387']);
    expect(parts.all(first, '//s:t')).toEqual(['1899-12-31']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a number that is none', () => writeRows([Number.NaN])],
    ['a result that is none', () => writeRows([{ formula: '1/0', result: Infinity }])],
    ['a day that is none', () => writeRows([{ day: '2026-02-30' }])],
    ['a name that Excel refuses', () => write({ name: 'а/б', rows: [] })],
    ['a name too long', () => write({ name: 'ы'.repeat(32), rows: [] })],
    ['two sheets of one name', () => write({ name: 'Л', rows: [] }, { name: 'л', rows: [] })],
    ['no sheet that is seen', () => write({ name: 'Л', rows: [], hidden: true })],
    [
      'an empty list',
      () => write({ name: 'Л', rows: [], entries: [{ cells: 'A1', rule: { kind: 'list', values: [] } }] }),
    ],
  ])('is not %s: that is a bug and thrown', async (_what, writing) => {
    await expect(writing()).rejects.toThrow(/number|day|name|sheet|list/);
  });
});

describe('lists', () => {
  const listed = async (...lists: string[][]) =>
    xlsxParts(
      await write(
        {
          name: 'lists',
          rows: [['а']],
          entries: lists.map((values, at) => ({ cells: cellAddress(1, at), rule: { kind: 'list', values } })),
        },
        { name: 'Б', rows: [], hidden: true },
      ),
    );

  it('that fit into a rule make no sheet', async () => {
    const parts = await listed(['да', 'нет'], ['<&>']);
    expect(parts.all(first, '//s:formula1')).toEqual(['"да,нет"', '"<&>"']);
    expect(parts.names).not.toContain('xl/worksheets/sheet3.xml');
  });

  it('that do not fit lie in one sheet under a free name, equal ones once', async () => {
    const long = Array.from({ length: 60 }, (_, at) => `значение ${at}`);
    const parts = await listed(['а, б', 'в'], long, ['а, б', 'в'], ['"'], [' пробел']);
    expect(parts.all(first, '//s:formula1')).toEqual([
      "'Lists 2'!$A$1:$A$2",
      "'Lists 2'!$B$1:$B$60",
      "'Lists 2'!$A$1:$A$2",
      "'Lists 2'!$C$1:$C$1",
      "'Lists 2'!$D$1:$D$1",
    ]);
    expect(parts.all('xl/worksheets/sheet3.xml', '//s:t')).toHaveLength(64);
  });
});

describe('names', () => {
  it('of cells and sheets are as formulas write them', () => {
    expect([0, 25, 26, 701, 702].map((column) => cellAddress(3, column))).toEqual([
      'A3',
      'Z3',
      'AA3',
      'ZZ3',
      'AAA3',
    ]);
    expect(sheetReference("О'Хара", 'B2:C10')).toBe("'О''Хара'!$B$2:$C$10");
    expect(sheetName('Реестр [всех]: а/б?')).toBe('Реестр  всех   а б');
    expect(sheetName("'")).toBe('Sheet');
  });
});

describe('a large workbook', () => {
  it('is written by pieces, as its rows come', () => {
    let asked = 0;
    function* rows(): Generator<Cell[]> {
      for (; asked < 2000; asked += 1) yield [asked, 'Учреждение «Тихая заводь»'.repeat(10)];
    }
    const pieces = sheetXml({ name: 'Л', rows: rows() }, true, createStyleTable());
    expect(String(pieces.next().value).length).toBeLessThan(70_000);
    expect(asked).toBeLessThan(300);
    expect([...pieces].length).toBeGreaterThan(7);
    expect(asked).toBe(2000);
  });
});
