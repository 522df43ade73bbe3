import { columnLetters, sheetReference, type Entry, type Sheet } from './workbook';

/**
 * A list of values stands in the rule itself only when it is short and no value holds a comma or a quote; Excel calls a
 * workbook damaged otherwise. Every other list is laid into a hidden sheet, and the rule points there.
 */
export function layLists(sheets: readonly Sheet[]): readonly Sheet[] {
  const name = freeName(sheets);
  const columns: (readonly string[])[] = [];
  const lay = (entry: Entry): Entry => {
    if (entry.rule.kind !== 'list' || fitsRule(entry.rule.values)) return entry;
    const { values } = entry.rule;
    let at = columns.findIndex((column) => column.join('\n') === values.join('\n'));
    if (at < 0) at = columns.push(values) - 1;
    const reference = sheetReference(name, columnRange(at, values.length));
    return { ...entry, rule: { kind: 'listFrom', reference } };
  };
  const laid = sheets.map((sheet) =>
    sheet.entries === undefined ? sheet : { ...sheet, entries: sheet.entries.map(lay) },
  );
  if (columns.length === 0) return sheets;
  return [...laid, { name, hidden: true, locked: true, rows: rowsOf(columns) }];
}

/** What a rule may hold of a list, by its length in characters. */
const mostInRule = 255;

function fitsRule(values: readonly string[]): boolean {
  if (values.length === 0) throw new Error('a list of no values');
  return (
    values.join(',').length <= mostInRule && values.every((value) => /^[^\s",]([^",]*[^\s",])?$/.test(value))
  );
}

const columnRange = (column: number, rows: number): string =>
  `${columnLetters(column)}1:${columnLetters(column)}${rows}`;

const rowsOf = (columns: readonly (readonly string[])[]): (string | null)[][] =>
  Array.from({ length: Math.max(...columns.map((column) => column.length)) }, (_, row) =>
    columns.map((column) => column[row] ?? null),
  );

/** A name that no sheet has. */
function freeName(sheets: readonly Sheet[]): string {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()));
  let name = 'Lists';
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `Lists ${number}`;
  return name;
}
