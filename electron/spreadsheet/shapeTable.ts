import { fail, ok, type Result } from '../../domain/values/result';
import { maxColumns, type Table, type TableLayout, type TableRow } from './table';

/**
 * Makes a table of the rows of a file: finds the row that names the columns under the titles above it, leaves out blank
 * rows and the columns no row fills.
 */
export function shapeTable(
  rows: readonly TableRow[],
  layout: Omit<TableLayout, 'headerRow'>,
  headerRow?: number,
): Result<Table, 'import.empty' | 'import.tooWide'> {
  const filled = rows.filter((row) => filledCount(row.cells) > 0);
  const at = headerRow === undefined ? findHeader(filled) : filled.findIndex((row) => row.row > headerRow);
  const header = filled[at];
  if (header === undefined) return fail('import.empty');
  const body = filled.slice(at + 1);
  if (body[0] !== undefined && numbersColumns(body[0].cells)) body.shift();
  if (body.length === 0) return fail('import.empty');

  const width = [header, ...body].reduce((most, row) => Math.max(most, lastFilled(row.cells) + 1), 0);
  if (width > maxColumns) {
    return fail('import.tooWide', { params: { columns: width, limit: maxColumns } });
  }
  const fit = (cells: readonly string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return ok({
    layout: { ...layout, headerRow: header.row - 1 },
    header: fit(header.cells),
    rows: body.map((row) => ({ row: row.row, cells: fit(row.cells) })),
  });
}

/** Titles above a table fill a cell or two; the header fills most of what the fullest row fills. */
export function findHeader(rows: readonly TableRow[]): number {
  const top = rows.slice(0, 50);
  const most = Math.max(0, ...top.map((row) => filledCount(row.cells)));
  return top.findIndex((row) => filledCount(row.cells) * 2 > most);
}

/** The printed forms number their columns in a row of their own: 1, 2, 3 … */
function numbersColumns(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length >= 3 && filled.every((cell, index) => cell === String(index + 1));
}

const filledCount = (cells: readonly string[]): number => cells.filter((cell) => cell !== '').length;
const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '');
