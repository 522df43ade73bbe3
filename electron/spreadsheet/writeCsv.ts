import Papa from 'papaparse';

/**
 * A table as CSV that a Russian Excel opens by a double click: UTF-8 with its mark, semicolons, CRLF, decimal comma.
 * A cell that a spreadsheet would take for a formula is given an apostrophe: names come from outside, and a formula may
 * run a program on the reader's desk.
 */
export interface WrittenTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly WrittenCell[])[];
}
export type WrittenCell = string | number | null;

export function writeCsv({ header, rows }: WrittenTable): Uint8Array {
  const lines = [header, ...rows].map((cells) => cells.map(cellText));
  const text = Papa.unparse(lines, { delimiter: ';', newline: '\r\n', escapeFormulae: taken });
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8');
}

const cellText = (cell: WrittenCell): string =>
  typeof cell === 'number' ? String(cell).replace('.', ',') : (cell ?? '');

/** Begins like a formula and is neither a dash, nor a number below zero, nor telephones as people write them. */
const taken = /^(?!(?:-|-\d+(?:,\d+)?|\+\d{1,3} [\d ()-]+(?:, \+\d{1,3} [\d ()-]+)*)$)[=+\-@\t\r]/;
