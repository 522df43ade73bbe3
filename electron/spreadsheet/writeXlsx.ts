import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Row } from 'exceljs';
import type { WrittenCell, WrittenTable } from './writeCsv';

/**
 * A table as an XLSX workbook of one sheet: header bold, frozen and with a filter, text kept as text. Rows are written
 * as they come, so a large register does not stand in memory as a workbook.
 */
export interface WrittenWorkbook extends WrittenTable {
  readonly title: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export async function writeXlsx({ title, madeAt, header, rows }: WrittenWorkbook): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  workbook.created = new Date(madeAt);
  const sheet = workbook.addWorksheet(sheetName(title), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = header.map((heading, column) => ({ width: widthOf(heading, rows, column) }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(header.length, 1) } };
  const headings = sheet.addRow(header.map(fitting));
  headings.font = { bold: true };
  finish(headings);
  for (const cells of rows) finish(sheet.addRow(cells.map(fitting)));
  sheet.commit();
  await workbook.commit();
  return bytes;
}

function finish(row: Row): void {
  row.eachCell((cell) => {
    cell.alignment = { vertical: 'top', wrapText: true };
    if (typeof cell.value === 'string') cell.numFmt = '@';
  });
  row.commit();
}

/** Excel calls a workbook damaged when a cell is longer; the whole of it is in the CSV and the JSON. */
const mostCharacters = 32_767;

const fitting = (cell: WrittenCell): WrittenCell =>
  typeof cell === 'string' && cell.length > mostCharacters ? `${cell.slice(0, mostCharacters - 2)} …` : cell;

/** Excel allows 31 characters and forbids some. */
const sheetName = (title: string): string =>
  title
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet';

const narrowest = 10;
const widest = 60;
const sampleRows = 500;

function widthOf(heading: string, rows: WrittenTable['rows'], column: number): number {
  const lengths = rows.slice(0, sampleRows).map((row) => longestLine(String(row[column] ?? '')));
  return Math.min(widest, Math.max(narrowest, longestLine(heading), ...lengths) + 2);
}

const longestLine = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
