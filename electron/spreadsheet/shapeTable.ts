import { fail, ok, type Result } from '../../domain/values/result';
import { maxColumns, type Table, type TableLayout, type TableRow } from './table';

/**
 * Makes a table of the rows of a file: finds the row that names the columns under the titles above it, leaves out blank
 * rows and the columns no row fills. The heading and the row that numbers the columns are printed anew on every page
 * and are no rows of the table wherever they stand.
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
  const printed = headingTest(header.cells);
  const body = filled.slice(at + 1).filter(({ cells }) => !printed(cells));
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

/** Is a row the heading once more, or the row of numbers under it? */
function headingTest(header: readonly string[]): (cells: readonly string[]) => boolean {
  const wordsOf = (cells: readonly string[]): string => JSON.stringify(filledOf(cells).map(tidy));
  const heading = wordsOf(header);
  return (cells) => numbersColumns(cells) || (filledOf(cells).length >= 2 && wordsOf(cells) === heading);
}

const tidy = (cell: string): string => cell.replace(/\s+/gu, ' ').toLowerCase();

/** The printed forms number their columns in a row of their own: 1, 2, 3 … or, by letters first, A, B, 1, 2 … */
function numbersColumns(cells: readonly string[]): boolean {
  const filled = filledOf(cells);
  const letters = filled.findIndex((cell) => !/^\p{L}$/u.test(cell));
  if (filled.length < 3 || letters < 0) return false;
  return filled.slice(letters).every((cell, index) => cell.replace(/\.$/, '') === String(index + 1));
}

const filledOf = (cells: readonly string[]): readonly string[] => cells.filter((cell) => cell !== '');

const filledCount = (cells: readonly string[]): number => filledOf(cells).length;
const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '');
