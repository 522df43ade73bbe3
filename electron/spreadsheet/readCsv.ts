import Papa from 'papaparse';
import { fail, ok, type Result } from '../../domain/values/result';
import { maxUploadBytes } from '../files/fileStore';
import { decodeText } from './decodeText';
import { findDelimiter } from './findDelimiter';
import { shapeTable } from './shapeTable';
import { maxRows, sizeLimits, type LayoutChoice, type Table, type TableRow } from './table';

type CsvError =
  | 'file.tooLarge'
  | 'import.empty'
  | 'import.tooWide'
  | 'import.badQuote'
  | 'import.badEncoding'
  | 'import.notSpreadsheet';

/** Reads delimited text in any of the encodings and with any of the delimiters that offices save. */
export function readCsv(bytes: Uint8Array, layout: LayoutChoice): Result<Table, CsvError> {
  const decoded = decodeText(bytes, layout.encoding);
  if (!decoded.ok) return decoded;
  const text = decoded.value.text.replace(/\r\n?/g, '\n');
  if (isMarkup(text)) return fail('import.notSpreadsheet');
  const delimiter = layout.delimiter ?? findDelimiter(text);
  const records = parseRecords(text, delimiter);
  if (!records.ok) return records;
  return shapeTable(
    records.value,
    { encoding: decoded.value.encoding, delimiter, sheet: 0, sheets: [] },
    layout.headerRow,
  );
}

/** A web page or XML that calls itself a spreadsheet; Excel opens those, a table they are not. */
const isMarkup = (text: string): boolean => /^\s*<(\?xml|!doctype|html|table)/i.test(text.slice(0, 1000));

function parseRecords(
  text: string,
  delimiter: string,
): Result<TableRow[], 'import.badQuote' | 'file.tooLarge'> {
  const parse = (quoteChar: string) =>
    Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: maxRows + 2, quoteChar });
  const brokenIn = (one: { readonly errors: readonly Papa.ParseError[] }) =>
    one.errors.find((error) => error.type === 'Quotes');
  let parsed = parse('"');
  const broken = brokenIn(parsed);
  // Cells that end at a tab need no quotes: there a quote that does not close is a sign of the text.
  if (broken !== undefined && delimiter === '\t') parsed = parse('\u0000');
  else if (broken !== undefined) {
    return fail('import.badQuote', { params: { line: lineAt(text, broken.index ?? 0) } });
  }
  if (parsed.meta.truncated) return fail('file.tooLarge', { params: sizeLimits(maxUploadBytes) });
  return ok(parsed.data.map((cells, index) => ({ row: index + 1, cells: cells.map(cleanCell) })));
}

/**
 * An apostrophe before a formula's sign is not text: spreadsheets and `writeCsv` put it so that what follows stays text as
 * it stands. Without one, a formula of nothing but a text in quotes is that text: so codes are kept from becoming numbers.
 */
function cleanCell(cell: string): string {
  const text = cell.trim();
  if (/^'[=+\-@]/.test(text)) return text.slice(1);
  return text.replace(/^="([^"]*)"$/, '$1');
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
