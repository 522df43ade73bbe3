import type { RecordContext } from '../record/validateRecord';
import type { Registry } from '../registry/defineRegistry';
import type { FieldKind, FieldValue } from '../registry/fieldKinds';
import { parseField } from '../registry/kinds/parseField';
import type { Parsed } from '../values/result';
import { totalRow } from '../registry/kinds/cellWords';
import { keysOf, type Keys } from './findDuplicates';
import { rowToFields, type RowFields } from './rowToFields';
import { settleFields, type SettledFields } from './settleFields';

/** Rows of a spreadsheet as records to be, before anyone asked whether they are here already. */
export interface ImportRow extends SettledFields {
  readonly row: number;
  readonly title: string;
  readonly keys: Keys;
  /** What the cells state by themselves, for putting over a record that is here. */
  readonly stated: RowFields;
}

export interface SpreadsheetRows {
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** Reads the rows with these columns (see `guessColumns`; `areUsableColumns` must hold). */
export function* readRows(
  registry: Registry,
  table: SpreadsheetRows,
  columns: readonly string[],
  context: RecordContext,
): Generator<ImportRow> {
  const parse = rememberingParse();
  for (const { row, cells } of table.rows) {
    const stated = rowToFields(registry, columns, table.header, cells, context, parse);
    const titleField = registry.root?.titleField ?? '';
    const settled = judgeTotal(settleFields(registry, {}, stated, context), titleField);
    const title = settled.fields[titleField];
    yield {
      ...settled,
      row,
      title: typeof title === 'string' ? title : (cells.find((cell) => cell !== '') ?? ''),
      keys: keysOf(registry, settled.fields),
      stated,
    };
  }
}

/** Sums under a list are no record; whoever thinks otherwise corrects the name. */
function judgeTotal(settled: SettledFields, path: string): SettledFields {
  const title = settled.fields[path];
  if (typeof title !== 'string' || !totalRow.test(title)) return settled;
  const issues = [...settled.issues, { path, code: 'row.total', severity: 'error' } as const];
  return { ...settled, issues, isDraft: false };
}

/** Names of classifiers repeat from row to row and are dear to find; the answer for equal words is the same. */
function rememberingParse(): typeof parseField {
  const answers = new Map<FieldKind, Map<string, Parsed<FieldValue>>>();
  return (kind, typed, context) => {
    if (kind.type !== 'classifier') return parseField(kind, typed, context);
    const known = answers.get(kind) ?? new Map<string, Parsed<FieldValue>>();
    answers.set(kind, known);
    const answer = known.get(typed) ?? parseField(kind, typed, context);
    known.set(typed, answer);
    return answer;
  };
}
