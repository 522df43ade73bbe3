import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Formula } from '../../electron/spreadsheet/workbook';
import { readXlsx } from '../../electron/spreadsheet/readXlsx';
import { writeWorkbook } from '../../electron/spreadsheet/writeWorkbook';
import {
  bodiesSheet,
  formBook,
  formSheet,
  formulasOfForm,
  trickyTexts,
} from '../support/spreadsheet/formBook';
import { xlsxParts } from '../support/spreadsheet/xlsxParts';
import { readFlatOds } from './flatOds';
import { findLibreOffice, type LibreOffice } from './libreOffice';

/**
 * `npm run office`: does an independent office program understand our workbooks as we mean them? LibreOffice opens a
 * form with everything in it, whose results are written wrong on purpose, computes it anew and saves it in its own
 * format and as XLSX again.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-office-'));
  try {
    const office = await findLibreOffice(folder);
    if (office === undefined) {
      process.stderr.write(
        'LibreOffice is not here: install it, on Debian with `apt-get install libreoffice-calc-nogui`.\n',
      );
      process.exitCode = 1;
      return;
    }
    say(office.version);
    for (const [what, check] of Object.entries(checks)) {
      await check(office, folder);
      say(`  holds  ${what}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

type Check = (office: LibreOffice, folder: string) => Promise<void>;

const checks: Readonly<Record<string, Check>> = {
  'a damaged workbook is refused, so that the rest proves something': refusesDamage,
  'formulas give our results, texts are texts, days are days': understandsCells,
  'locked cells, lists, formats, fills and filters are kept': keepsForm,
  'saved as .ods and as XLSX again it reads as before, with its protection and lists': comesBack,
};

/** A workbook whose formulas bear results that are all wrong. */
async function writeStale(folder: string): Promise<string> {
  const wrong = ({ result }: Formula) =>
    typeof result === 'number' ? -1 : typeof result === 'string' ? 'wrong' : !result;
  const file = join(folder, 'form.xlsx');
  await writeFile(file, await writeWorkbook(formBook(wrong)));
  return file;
}

async function refusesDamage(office: LibreOffice, folder: string): Promise<void> {
  const file = join(folder, 'damaged.xlsx');
  const bytes = await writeWorkbook(formBook());
  await writeFile(file, bytes.subarray(0, bytes.length / 2));
  await assert.rejects(async () => readFile(await office.convert(file, 'fods')));
}

async function understandsCells(office: LibreOffice, folder: string): Promise<void> {
  const flat = await readFlatOds(await office.convert(await writeStale(folder), 'fods'));
  const cells = flat.cells(formSheet);
  for (const [address, { result }] of Object.entries(formulasOfForm)) {
    const cell = cells.get(address);
    assert.ok(cell?.formula !== undefined, `${address} is no formula`);
    if (typeof result === 'number') assert.ok(Math.abs(Number(cell.value) - result) < 1e-9, address);
    else assert.equal(cell.value, String(result), address);
  }
  assert.equal([...cells.values()].filter(({ formula }) => formula !== undefined).length, formulaCells);
  assert.deepEqual([cells.get('B7')?.type, cells.get('B7')?.value], ['date', '2026-06-30']);
  assert.deepEqual([cells.get('C7')?.type, cells.get('C7')?.value], ['date', '1901-02-28']);
  assert.deepEqual([cells.get('B8')?.type, cells.get('B8')?.value], ['string', '1850-03-01']);
  const texts = flat.cells('Тексты');
  trickyTexts.forEach((text, at) => {
    const cell = texts.get(`A${at + 1}`);
    // XML holds no such sign, and LibreOffice drops it.
    assert.equal(cell?.value, text.replace('\u0001', ''));
    assert.deepEqual([cell.type, cell.formula], ['string', undefined], text);
  });
}

/** LibreOffice writes a truth that is entered as a formula too. */
const formulaCells = Object.keys(formulasOfForm).length + 1;

async function keepsForm(office: LibreOffice, folder: string): Promise<void> {
  const flat = await readFlatOds(await office.convert(await writeStale(folder), 'fods'));
  const cells = flat.cells(formSheet);
  const style = (address: string, path: string): string | undefined =>
    flat.one(`//style:style[@style:name="${cells.get(address)?.style ?? ''}"]${path}`);
  const list = (address: string): string | undefined =>
    flat.one(
      `//table:content-validation[@table:name="${cells.get(address)?.validation ?? ''}"]/@table:condition`,
    );
  const sheet = (name: string) => `//table:table[@table:name="${name}"]`;

  assert.equal(flat.one(`${sheet(formSheet)}/@table:protected`), 'true');
  assert.equal(flat.one(`${sheet(bodiesSheet)}/@table:protected`), undefined);
  const protectOf = (address: string) => style(address, '/style:table-cell-properties/@style:cell-protect');
  assert.deepEqual(['B2', 'E4', 'C2', 'B5'].map(protectOf), ['none', 'none', 'protected', 'protected']);

  assert.equal(list('B2'), 'of:cell-content-is-whole-number() and cell-content-is-between(0,1000000)');
  assert.equal(list('F2'), 'of:cell-content-is-in-list("7";"42";"12345")');
  assert.equal(list('A2'), `of:cell-content-is-in-list([$'${bodiesSheet}'.$A$2:.$A$4])`);
  assert.equal(list('D2'), 'of:cell-content-is-in-list(Bodies)');
  assert.equal(list('E3'), 'of:cell-content-is-in-list([$Lists.$A$1:.$A$3])');
  assert.equal(list('B5'), undefined);

  const lists = flat.one(`${sheet('Lists')}/@table:style-name`) ?? '';
  assert.equal(
    flat.one(`//style:style[@style:name="${lists}"]/style:table-properties/@table:display`),
    'false',
  );
  const numbers = (address: string, path: string): string | undefined =>
    flat.one(`//*[@style:name="${style(address, '/@style:data-style-name') ?? ''}"]${path}`);
  assert.equal(numbers('C2', '/number:number/@number:grouping'), 'true');
  assert.equal(numbers('F2', '/number:number/@number:min-integer-digits'), '5');
  assert.equal(cells.get('D5')?.type, 'percentage');
  assert.equal(numbers('B7', '/number:month/@number:style'), 'long');
  assert.equal(style('A1', '/style:table-cell-properties/@fo:background-color'), '#ddebf7');
  assert.equal(style('A1', '/style:table-cell-properties/@fo:wrap-option'), 'wrap');
  assert.equal(style('A1', '/style:text-properties/@fo:font-weight'), 'bold');
  assert.equal(flat.all('//table:database-range[@table:display-filter-buttons="true"]').length, 2);
  const named = flat.one('//table:named-range[@table:name="Bodies"]/@table:cell-range-address') ?? '';
  assert.ok(named.endsWith('$A$2:.$A$4'));
}

async function comesBack(office: LibreOffice, folder: string): Promise<void> {
  const right = await rowsOf(await writeWorkbook(formBook()));
  const sheet = await office.convert(await office.convert(await writeStale(folder), 'ods'), 'xlsx');
  const bytes = await readFile(sheet);
  assert.deepEqual(await rowsOf(bytes), right);
  const parts = await xlsxParts(bytes);
  const first = 'xl/worksheets/sheet1.xml';
  assert.match(parts.one(first, '//s:sheetProtection/@sheet') ?? '', /^(1|true)$/);
  assert.equal(parts.all(first, '//s:dataValidation').length, 6);
}

/** The form as our own reader sees it. */
async function rowsOf(bytes: Uint8Array): Promise<string[][]> {
  const read = await readXlsx(Buffer.from(bytes), { sheet: 0, headerRow: 0 }, () => true);
  assert.ok(read.ok);
  return read.value.rows.map(({ cells }) => [...cells]);
}

await main();
