import { cellAddress, sheetName, type Cell, type CellStyle, type Sheet } from './workbook';
import type { WrittenTable } from './writeCsv';
import { writeWorkbook } from './writeWorkbook';

/** A table as an XLSX workbook of one sheet: header bold, frozen and with a filter, text kept as text. */
export interface WrittenWorkbook extends WrittenTable {
  readonly title: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export const writeXlsx = ({ madeAt, ...table }: WrittenWorkbook): Promise<Uint8Array> =>
  writeTables([table], madeAt);

/** Tables, each on a sheet of its own. */
export const writeTables = (
  tables: readonly Omit<WrittenWorkbook, 'madeAt'>[],
  madeAt: string,
): Promise<Uint8Array> => writeWorkbook({ madeAt, sheets: tables.map(sheetOf) });

function sheetOf({ title, header, rows }: Omit<WrittenWorkbook, 'madeAt'>): Sheet {
  const lastColumn = Math.max(header.length, 1) - 1;
  return {
    name: sheetName(title),
    frozen: { rows: 1 },
    filter: `A1:${cellAddress(rows.length + 1, lastColumn)}`,
    columns: header.map((heading, column) => ({ width: widthOf(heading, rows, column) })),
    rows: styledRows(header, rows),
  };
}

const headingStyle: CellStyle = { bold: true, wrap: true, top: true };
const cellStyle: CellStyle = { wrap: true, top: true };

/** The rows as they are asked for: a large register does not stand in memory once more. */
function* styledRows(header: WrittenTable['header'], rows: WrittenTable['rows']): Generator<Cell[]> {
  yield header.map((value) => ({ value, style: headingStyle }));
  for (const cells of rows) yield cells.map((value) => ({ value, style: cellStyle }));
}

const narrowest = 10;
const widest = 60;
const sampleRows = 500;

function widthOf(heading: string, rows: WrittenTable['rows'], column: number): number {
  const lengths = rows.slice(0, sampleRows).map((row) => longestLine(String(row[column] ?? '')));
  return Math.min(widest, Math.max(narrowest, longestLine(heading), ...lengths) + 2);
}

const longestLine = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
