import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../electron/spreadsheet/readTable';
import { writeXlsx } from '../../electron/spreadsheet/writeXlsx';
import { createUploads } from '../support/offices/uploads';

const uploads = createUploads();
const { folder, tableOf, refusal } = uploads;
afterAll(() => uploads.remove());

const example = fileURLToPath(new URL('../../resources/examples/providers-tatarstan.csv', import.meta.url));

const csvCell = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('CSV', () => {
  const encodings = {
    'utf-8': (text: string) => Buffer.from(text),
    'utf-8 with mark': (text: string) => Buffer.from(`\ufeff${text}`),
    'utf-16le': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'windows-1251': (text: string) => iconv.encode(text, 'windows-1251'),
  };
  const header = ['Наименование, полное', 'Телефон; второй', 'ИНН'];
  const letters = fc.constantFrom(...Array.from('Дом-интернат «Ак чишма»,;"\n\t№ 5'));
  const cell = fc.string({ unit: letters, maxLength: 12 }).map((text) => text.trim());
  const rows = fc.array(fc.tuple(fc.constantFrom('Дом', 'Центр "Омет"', 'а;б,в\tг'), cell, cell), {
    minLength: 1,
    maxLength: 6,
  });

  it('comes back cell by cell in every encoding, with every delimiter and line end', async () => {
    const how = fc.record({
      encoding: fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
      delimiter: fc.constantFrom(';', ',', '\t'),
      newline: fc.constantFrom('\r\n', '\n', '\r'),
    });
    await fc.assert(
      fc.asyncProperty(how, rows, async ({ encoding, delimiter, newline }, body) => {
        const text = [header, ...body].map((line) => line.map(csvCell).join(delimiter)).join(newline);
        const table = await tableOf(encodings[encoding](text));
        expect(table.layout).toMatchObject({
          delimiter,
          encoding: encoding.replace(' with mark', ''),
          headerRow: 0,
        });
        const width = table.header.length;
        expect(table.header).toEqual(header.slice(0, width));
        expect(table.rows).toEqual(
          body.map((cells, index) => ({ row: index + 2, cells: cells.slice(0, width) })),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is not fooled by commas in text, quoted or not', async () => {
    const heading = 'Имя, город, улица;ИНН\nДом, Казань, ул. Тихая, 1;7\nЦентр, Арск, ул. Новая, 2;8\n';
    expect((await tableOf(heading)).layout.delimiter).toBe(';');
    const few = 'Имя, адрес;ИНН\nДом, Казань, ул. Тихая, 1;7\nЦентр, Арск, ул. Новая, 2;8\n';
    expect((await tableOf(few)).layout.delimiter).toBe(';');
    const unquoted = 'Название;Адрес\nДом, первый;Казань, ул. Тихая, 1\nДом, второй;Арск, ул. Новая, 2\n';
    expect((await tableOf(unquoted)).layout.delimiter).toBe(';');
    expect(
      (await tableOf('Название,Адрес\n"Дом; а; б; в","Казань; г"\n"Дом; д","Арск"\n')).layout.delimiter,
    ).toBe(',');
    expect((await tableOf('Название\tАдрес\nДом, а; б\tКазань, в; г\n')).layout.delimiter).toBe('\t');
    expect(
      (await tableOf('Реестр, на 2026 год\nИмя;ИНН;Форма\nДом;1;на дому, срочно\n')).layout.delimiter,
    ).toBe(';');
  });

  it('reads short lines, mixed line ends and a DOS end of file', async () => {
    const table = await tableOf('Имя;Телефон;ИНН\r\nДом\nЦентр;1;2\r\n\x1a');
    expect(table.rows.map(({ cells }) => cells)).toContainEqual(['Дом', '', '']);
    expect(table.rows.map(({ cells }) => cells)).toContainEqual(['Центр', '1', '2']);
  });

  it('finds the header under titles, passes over the row of column numbers and blank rows', async () => {
    const text =
      ';;;\nРеестр поставщиков;;;\nна 01.01.2026;;;\n\nИмя;ИНН;Телефон;\n1;2;3;\nДом;7;8;\n;;;\nЦентр;9;10;\n';
    const table = await tableOf(text);
    expect(table.layout.headerRow).toBe(4);
    expect(table.header).toEqual(['Имя', 'ИНН', 'Телефон']);
    expect(table.rows).toEqual([
      { row: 7, cells: ['Дом', '7', '8'] },
      { row: 9, cells: ['Центр', '9', '10'] },
    ]);
  });

  it('obeys the operator', async () => {
    const text = 'Имя,ИНН;Телефон\nДом,7;8\nЦентр,9;10\n';
    expect((await tableOf(text, { delimiter: ',' })).header).toEqual(['Имя', 'ИНН;Телефон']);
    expect((await tableOf(text, { delimiter: ';', headerRow: 1 })).header).toEqual(['Дом,7', '8']);
    const russian = iconv.encode('Имя;ИНН\nДом;7\n', 'windows-1251');
    expect((await tableOf(russian, { encoding: 'windows-1251' })).header).toEqual(['Имя', 'ИНН']);
    expect(await refusal(russian, { encoding: 'utf-8' })).toMatchObject({ code: 'import.badEncoding' });
  });

  it('reads the real list', async () => {
    const table = await tableOf(await readFile(example));
    expect(table.layout).toMatchObject({ encoding: 'windows-1251', delimiter: ';', headerRow: 0 });
    expect(table.header).toHaveLength(14);
    expect(table.rows.map(({ row }) => row)).toEqual(Array.from({ length: 16 }, (_, index) => index + 2));
    expect(table.rows[15]?.cells[6]).toBe('на дому\nполустационарная');
  });
});

describe('what is not a table', () => {
  it('a broken quote is named with its line', async () => {
    const unclosed = 'Имя;ИНН\n"Дом";1\n"Центр;2\nЕщё;3\n';
    expect(await refusal(unclosed)).toEqual({ code: 'import.badQuote', params: { line: 3 } });
    const trailing = 'Имя;ИНН\n"Дом\nвторой";1\n"Центр" "Омет";2\n';
    expect(await refusal(trailing)).toEqual({ code: 'import.badQuote', params: { line: 4 } });
  });

  it.each(['koi8-r', 'cp866', 'maccyrillic', 'utf-16be', 'utf-16le', 'shift_jis'])(
    'text in %s',
    async (encoding) => {
      const text = iconv.decode(await readFile(example), 'windows-1251');
      const bytes = iconv.encode(text, encoding, { addBOM: false });
      expect(await refusal(bytes)).toMatchObject({ code: 'import.badEncoding' });
    },
  );

  it('text of Western Europe', async () => {
    const bytes = iconv.encode('Name;Straße\nAltenheim Köln;Görlitzer Straße\n', 'latin1');
    expect(await refusal(bytes)).toMatchObject({ code: 'import.badEncoding' });
  });

  it('UTF-8 with a damaged byte is not taken for windows-1251', async () => {
    const bytes = Buffer.from(iconv.decode(await readFile(example), 'windows-1251'));
    bytes[bytes.length >> 1] = 0xff;
    expect(await refusal(bytes)).toMatchObject({ code: 'import.badEncoding' });
    expect(
      await refusal(Buffer.concat([Buffer.from('Имя;ИНН\nДом;'), Buffer.from([0x98, 10])])),
    ).toMatchObject({
      code: 'import.badEncoding',
    });
  });

  it('200 columns', async () => {
    const line = (text: string) => Array.from({ length: 200 }, (_, index) => `${text}${index}`).join(';');
    const wide = { code: 'import.tooWide', params: { columns: 200, limit: 100 } };
    expect(await refusal(`${line('Столбец ')}\n${line('')}\n`)).toEqual(wide);
    const [header, row] = [line('Столбец ').split(';'), line('').split(';')] as const;
    const workbook = await writeXlsx({ title: 'Л', madeAt: '2026-11-23T09:00:00Z', header, rows: [row] });
    expect(await refusal(workbook)).toEqual(wide);
  });

  it.each([
    ['no bytes', ''],
    ['the mark alone', '\ufeff'],
    ['blank lines', ' \n;;\n\n'],
    ['a header alone', 'Имя;ИНН\n'],
    ['a header and the numbers of columns', 'Имя;ИНН;Телефон\n1;2;3\n'],
  ])('an empty file: %s', async (_, text) => {
    expect(await refusal(text)).toMatchObject({ code: 'import.empty' });
  });

  it('a file of 200 MB is not even opened', async () => {
    const path = join(folder, 'huge');
    writeFileSync(path, '');
    truncateSync(path, 200 * 1024 * 1024);
    const began = process.memoryUsage.rss();
    const result = await readTable({ read: () => readFile(path), size: statSync(path).size });
    expect(result).toEqual({
      ok: false,
      error: { code: 'file.tooLarge', params: { limitMb: 64, limitRows: 200_000 } },
    });
    expect(process.memoryUsage.rss() - began).toBeLessThan(50 * 1024 * 1024);
  });

  it('more than 200 000 rows', async () => {
    expect(await refusal(`Имя;ИНН\n${'Дом;1\n'.repeat(200_005)}`)).toMatchObject({ code: 'file.tooLarge' });
  });

  it.each([
    ['bytes of a program', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00])],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x01])],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a web page', '<html><table><tr><td>Имя</td></tr></table></html>'],
    ['a zip cut short', Buffer.from('PK\x03\x04 and no more')],
  ])('%s', async (_, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'import.notSpreadsheet' });
  });
});
