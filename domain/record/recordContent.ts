import type { FieldContext } from '../registry/fieldContext';
import type { FieldValue, FieldValues, ListRow } from '../registry/fieldKinds';
import type { Issue, IssueBody } from '../values/result';

/** A record as it would stand after a save: all its fields and all rows of its lists. */
export interface RecordContent {
  readonly fields: FieldValues;
  readonly lists: Readonly<Record<string, readonly ListRow[]>>;
}

export interface RecordContext extends FieldContext {
  /** Editable numbers of `resources/registry/providerSettings.json`: code of the entry -> its value. */
  readonly settings: Readonly<Record<string, number>>;
  /** What must hold between the fields of a record, by code of its registry: of the office's registries. */
  readonly rulesOf: (code: string) => RecordRule | undefined;
  /** Fields that the other fields of an imported row prove. */
  readonly proofOf: (code: string) => ((stated: FieldValues) => FieldValues) | undefined;
}

/** What the rules of a registry are told. Values in `record` are good and in stored form; bad ones are `null`. */
export interface RuleInput {
  readonly record: RecordContent;
  readonly context: RecordContext;
  /** Is the record to stand in this status or a later one? */
  readonly reaches: (status: string) => boolean;
}
export type RecordRule = (input: RuleInput) => readonly Issue[];

export const error = (path: string, code: IssueBody['code'], params?: IssueBody['params']): Issue => ({
  path,
  code,
  severity: 'error',
  ...(params === undefined ? {} : { params }),
});

export const warning = (path: string, code: IssueBody['code'], params?: IssueBody['params']): Issue => ({
  ...error(path, code, params),
  severity: 'warning',
});

/** Rows of a list; none when the record has no such list. */
export const rowsOf = (record: RecordContent, list: string): readonly ListRow[] => record.lists[list] ?? [];

/** A text or date of a row or of the record, null when absent. */
export function textOf(values: FieldValues, field: string): string | null {
  const value = values[field];
  return typeof value === 'string' ? value : null;
}

/** A number of a row or of the record, null when absent. */
export function numberOf(values: FieldValues, field: string): number | null {
  const value = values[field];
  return typeof value === 'number' ? value : null;
}

/** Items of a field that holds many, none when absent. */
export function itemsOf(values: FieldValues, field: string): readonly string[] {
  const value: FieldValue | undefined = values[field];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
