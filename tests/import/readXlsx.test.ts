import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { createUploads } from '../support/offices/uploads';

const uploads = createUploads();
const { read, tableOf, refusal } = uploads;
afterAll(() => uploads.remove());

/** A zip of these parts. */
function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...all: string[]): string => `<Relationships>${all.join('')}</Relationships>`;

/** The smallest workbook around one sheet, in the prefixed XML of the OpenXML SDK. */
const workbookOf = (sheet: string): Record<string, string> => ({
  '_rels/.rels': relations(relation('r1', 'officeDocument', '/xl/book.xml')),
  'xl/book.xml':
    '<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="Л" sheetId="1" r:id="r1"/></x:sheets></x:workbook>',
  'xl/_rels/book.xml.rels': relations(relation('r1', 'worksheet', 'worksheets/sheet.xml')),
  'xl/worksheets/sheet.xml': `<x:worksheet xmlns:x="x"><x:sheetData>${sheet}</x:sheetData></x:worksheet>`,
});

const textCell = (text: string): string => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
const textRow = (...cells: string[]): string => `<x:row>${cells.map(textCell).join('')}</x:row>`;

describe('XLSX', () => {
  // Written by exceljs 4.4: rich text, a link, formulas with results, formats of days and of codes, a hidden sheet.
  const foreign = readFileSync(join(import.meta.dirname, 'foreignWorkbook.xlsx'));

  it('gives cells as a person sees them, from the first visible sheet that holds a table', async () => {
    const table = await tableOf(foreign);
    expect(table.layout).toEqual({
      encoding: 'utf-8',
      delimiter: '',
      headerRow: 2,
      sheet: 2,
      sheets: ['Обложка', 'Служебный', 'Поставщики'],
    });
    expect(table.rows).toEqual([
      {
        row: 4,
        cells: [
          'Дом «Омет»\nвторой',
          '1027700132195',
          '2019-04-05',
          '60',
          '0000000007',
          'a@zavod.example',
          '0,3',
          '1',
        ],
      },
      { row: 5, cells: ['Центр', '500100732259', '2020-02-29 10:30', '2020-04-04', '', '', '', ''] },
    ]);
  });

  it('reads the sheet the operator chose', async () => {
    const table = await tableOf(foreign, { sheet: 1 });
    expect(table.header).toEqual(['а', 'б']);
    expect(await refusal(foreign, { sheet: 0 })).toMatchObject({ code: 'import.empty' });
    expect(await refusal(foreign, { sheet: 9 })).toMatchObject({ code: 'import.empty' });
  });

  it('reads prefixed XML, cells without addresses, runs of inline text and exponents', async () => {
    const sheet =
      textRow('Имя', 'ИНН') +
      '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>Дом </x:t></x:r><x:r><x:t>первый</x:t></x:r></x:is></x:c>' +
      '<x:c><x:v>7.707083893E9</x:v></x:c></x:row>' +
      '<x:row r="7"><x:c r="B7"><x:v>1.5E-7</x:v></x:c></x:row>';
    const table = await tableOf(await zipOf(workbookOf(sheet)));
    expect(table.rows).toEqual([
      { row: 2, cells: ['Дом первый', '7707083893'] },
      { row: 7, cells: ['', '0,00000015'] },
    ]);
  });

  it('a renamed zip, a document of Word and a damaged part are no spreadsheets', async () => {
    const word = { '_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')) };
    const no = { code: 'import.notSpreadsheet' };
    expect(await refusal(await zipOf({ 'photo.jpg': 'x' }))).toMatchObject(no);
    expect(await refusal(await zipOf(word))).toMatchObject(no);
    expect(
      await refusal(
        await zipOf({ ...word, 'word/document.xml': '<w/>', 'word/_rels/document.xml.rels': relations() }),
      ),
    ).toMatchObject(no);
    expect(await refusal(await zipOf(workbookOf('<x:row><x:c r="?"/></x:row>')))).toMatchObject(no);
    expect(await refusal(await zipOf(workbookOf('<x:row>')))).toMatchObject(no);
  });

  it('expands no entities', async () => {
    const parts = workbookOf(textRow('Имя', 'ИНН') + textRow('Дом', '&bomb;'));
    const sheet = 'xl/worksheets/sheet.xml';
    parts[sheet] = `<!DOCTYPE x [<!ENTITY bomb "бум">]>${parts[sheet] ?? ''}`;
    expect(await refusal(await zipOf(parts))).toMatchObject({ code: 'import.notSpreadsheet' });
  });

  it('a zip bomb is refused by its declared size, and one that lies when it passes what it declared', async () => {
    const parts = { ...workbookOf(textRow('Имя', 'ИНН')), 'xl/media/bomb': 'x' };
    const bomb = declareSize(await zipOf(parts), 'xl/media/bomb', 600 * 1024 * 1024);
    expect(await refusal(bomb)).toMatchObject({ code: 'file.tooLarge' });

    const rows = textRow('Дом', '1').repeat(2_000);
    const honest = await zipOf(workbookOf(textRow('Имя', 'ИНН') + rows));
    expect((await tableOf(honest)).rows).toHaveLength(2_000);
    expect(await refusal(declareSize(honest, 'xl/worksheets/sheet.xml', 1000))).toMatchObject({
      code: 'import.notSpreadsheet',
    });
  });

  it('a sheet of very many wide lines is refused without spreading them', async () => {
    const sheet = textRow('Имя', 'ИНН') + '<x:row><x:c r="XFD5"><x:v>1</x:v></x:c></x:row>'.repeat(5_000);
    expect(await refusal(await zipOf(workbookOf(sheet)))).toMatchObject({ code: 'import.tooWide' });
  });

  it('a damaged workbook never brings the program down', async () => {
    const bytes = Buffer.from(foreign);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = Buffer.from(bytes);
        for (const [at, byte] of changes) damaged[at] = byte;
        const result = await read(damaged);
        return result.ok || result.error.code.startsWith('import.') || result.error.code === 'file.tooLarge';
      }),
      { numRuns: 150 },
    );
  });

  it('10 000 rows stay far under 300 MB', async () => {
    const cells = Array.from({ length: 14 }, (_, index) => `Государственное учреждение ${index}`);
    const sheet = Array.from({ length: 10_001 }, (_, row) =>
      textRow(...cells.map((cell) => `${cell} ${row}`)),
    );
    const bytes = await zipOf(workbookOf(sheet.join('')));
    const began = process.memoryUsage.rss();
    expect((await tableOf(bytes)).rows).toHaveLength(10_000);
    expect(process.memoryUsage.rss() - began).toBeLessThan(150 * 1024 * 1024);
  });
});

/** Writes another unpacked size into the directory of a zip, as a hostile archive does. */
function declareSize(zip: Buffer, name: string, size: number): Buffer {
  const lying = Buffer.from(zip);
  const directory = lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  const at = lying.indexOf(name, directory) - 46;
  lying.writeUInt32LE(size, at + 24);
  return lying;
}
