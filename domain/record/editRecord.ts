import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, ListRow, RecordFields } from '../registry/fieldKinds';
import { checkValue } from '../registry/kinds/checkValue';
import type { FieldContext } from '../registry/fieldContext';
import { sameValue } from '../registry/fieldKinds';
import type { Issue } from '../values/result';
import type { RecordContent } from './validateRecord';

/**
 * From what was sent to what changes: submitted values are brought to their stored form, compared with what is there,
 * and become one edit per field. A list is sent whole: rows without an id are new, rows that are missing are withdrawn.
 * Values are never guessed: what does not fit its kind is an issue and the record stays as it was.
 */
export interface FieldEdit {
  readonly registry: string;
  readonly recordId: string;
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

export interface Submission {
  /** The record as it would stand. */
  readonly next: RecordContent;
  readonly edits: readonly FieldEdit[];
  /** Values that do not fit their kind, fields that do not exist or are not a person's to set. */
  readonly issues: readonly Issue[];
}

export interface Editing {
  readonly root: Registry;
  readonly recordId: string;
  /** null for a record being created. */
  readonly current: RecordContent | null;
  /** Ids for new rows. */
  readonly newId: () => string;
  readonly context: FieldContext;
}

export function editRecord(editing: Editing, submitted: RecordFields): Submission {
  const issues: Issue[] = [];
  const edits: FieldEdit[] = [];
  const fields: Record<string, FieldValue> = { ...emptyFields(editing.root), ...editing.current?.fields };
  const lists: Record<string, readonly ListRow[]> = {
    ...emptyLists(editing.root),
    ...editing.current?.lists,
  };

  for (const [name, value] of Object.entries(submitted)) {
    const child = own(editing.root.root?.lists, name);
    if (child !== undefined && isRows(value)) {
      const list = editList(editing, child, lists[name] ?? [], value, name);
      lists[name] = list.rows;
      edits.push(...list.edits);
      issues.push(...list.issues);
      continue;
    }
    const field = editField(
      editing,
      editing.root,
      name,
      name,
      fields[name] ?? null,
      child === undefined ? value : [[]],
    );
    if ('issue' in field) issues.push(field.issue);
    else {
      fields[name] = field.value;
      edits.push(...field.edits(editing.recordId));
    }
  }
  return { next: { fields, lists }, edits, issues };
}

interface EditedList {
  readonly rows: readonly ListRow[];
  readonly edits: readonly FieldEdit[];
  readonly issues: readonly Issue[];
}

function editList(
  editing: Editing,
  child: Registry,
  current: readonly ListRow[],
  sent: readonly ListRow[],
  list: string,
): EditedList {
  const byId = new Map(current.map((row) => [row.id, row]));
  const edits: FieldEdit[] = [];
  const issues: Issue[] = [];
  const rows = sent.map((row, index) => {
    const before = row.id === undefined ? undefined : byId.get(row.id);
    const id = before?.id ?? editing.newId();
    if (before === undefined) edits.push(edit(child, id, 'parentId', null, editing.recordId));
    if (before === undefined || current.indexOf(before) !== index) {
      edits.push(edit(child, id, 'position', before === undefined ? null : current.indexOf(before), index));
    }
    const next: Record<string, FieldValue> = { ...emptyFields(child), ...before };
    for (const [field, value] of Object.entries(row)) {
      if (field === 'id') continue;
      const path = `${list}.${index}.${field}`;
      const edited = editField(editing, child, field, path, next[field] ?? null, value);
      if ('issue' in edited) issues.push(edited.issue);
      else {
        next[field] = edited.value;
        edits.push(...edited.edits(id));
      }
    }
    return { ...next, id };
  });
  const kept = new Set(rows.map((row) => row.id));
  for (const { id } of current) {
    if (id !== undefined && !kept.has(id)) edits.push(edit(child, id, 'removed', false, true));
  }
  return { rows, edits, issues };
}

type EditedField =
  | { readonly issue: Issue }
  | { readonly value: FieldValue; readonly edits: (recordId: string) => readonly FieldEdit[] };

function editField(
  editing: Editing,
  registry: Registry,
  name: string,
  path: string,
  before: FieldValue,
  sent: unknown,
): EditedField {
  const declaration = own(registry.fields, name);
  if (declaration === undefined || declaration.system === true) {
    return { issue: { path, code: 'field.unknown', severity: 'error' } };
  }
  const checked = checkValue(declaration.kind, sent, editing.context);
  if (!checked.ok) return { issue: { path, ...checked.issue, severity: 'error' } };
  const value = checked.value;
  const same = sameValue(before, value);
  return { value, edits: (recordId) => (same ? [] : [edit(registry, recordId, name, before, value)]) };
}

const edit = (
  registry: Registry,
  recordId: string,
  field: string,
  before: FieldValue,
  after: FieldValue,
): FieldEdit => ({
  registry: registry.code,
  recordId,
  field,
  before,
  after,
});

function isRows(value: unknown): value is readonly ListRow[] {
  return (
    Array.isArray(value) &&
    value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  );
}

/** Own keys only: a submitted `__proto__` or `toString` is an unknown field. */
function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

const emptyFields = (registry: Registry): Record<string, FieldValue> =>
  Object.fromEntries(Object.keys(registry.fields).map((field) => [field, null]));

const emptyLists = (root: Registry): Record<string, readonly ListRow[]> =>
  Object.fromEntries(Object.keys(root.root?.lists ?? {}).map((list) => [list, []]));
