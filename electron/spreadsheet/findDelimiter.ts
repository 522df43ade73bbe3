import Papa from 'papaparse';
import { findHeader } from './shapeTable';
import type { Delimiter } from './table';

/**
 * Finds what separates the cells. Text is full of commas, so counting signs misleads: the right sign is the one by which
 * the rows are as wide as the header, not the one that cuts most pieces.
 */
export function findDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampleLength);
  let best: { delimiter: Delimiter; agreement: number; width: number } | undefined;
  for (const delimiter of delimiters) {
    const { agreement, width } = judge(sample, delimiter);
    if (width < 2) continue;
    if (
      best === undefined ||
      agreement > best.agreement ||
      (agreement === best.agreement && width > best.width)
    ) {
      best = { delimiter, agreement, width };
    }
  }
  return best?.delimiter ?? ';';
}

const delimiters: readonly Delimiter[] = [';', '\t', ','];
const sampleLength = 256 * 1024;
const sampleRows = 100;

/** The share of rows, from the header on, that this sign cuts into at least two cells and no more than the header. */
function judge(sample: string, delimiter: Delimiter): { agreement: number; width: number } {
  const records = Papa.parse<string[]>(sample, { delimiter, newline: '\n', preview: sampleRows }).data;
  const rows = records
    .map((record, index) => ({ row: index + 1, cells: record.map((cell) => cell.trim()) }))
    .filter((row) => row.cells.some((cell) => cell !== ''));
  const table = rows.slice(Math.max(findHeader(rows), 0));
  const width = table[0]?.cells.length ?? 0;
  const agreeing = table.filter((row) => row.cells.length >= 2 && row.cells.length <= width);
  return { agreement: rows.length === 0 ? 0 : agreeing.length / rows.length, width };
}
