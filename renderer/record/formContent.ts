import { sameValue } from '../../domain/registry/fieldKinds';
import type { RecordContent } from '../../domain/record/validateRecord';
import type { FieldValue, ListRow, RecordFields } from '../../domain/registry/fieldKinds';

/**
 * What stands in a form, as a value that is replaced and never altered: undo is then keeping the former one. A place
 * is named like the path of an issue: `inn`, or `places.2.oktmo` inside a list. Typed words that cannot be read yet
 * stand in their place as they are, so that a draft keeps them too.
 */
export function withValue(content: RecordContent, path: string, value: FieldValue): RecordContent {
  const [name, index, field] = placeOf(path);
  if (field === undefined) return { ...content, fields: { ...content.fields, [name]: value } };
  const rows = content.lists[name] ?? [];
  return withRows(
    content,
    name,
    rows.map((row, at) => (at === index ? changedRow(row, field, value) : row)),
  );
}

export const withNewRow = (content: RecordContent, list: string): RecordContent =>
  withRows(content, list, [...(content.lists[list] ?? []), {}]);

export const withoutRow = (content: RecordContent, list: string, index: number): RecordContent =>
  withRows(
    content,
    list,
    (content.lists[list] ?? []).filter((_row, at) => at !== index),
  );

/** Rows that were added and left empty say nothing: they are not sent. */
export const withoutBlankRows = (content: RecordContent): RecordContent => ({
  ...content,
  lists: Object.fromEntries(
    Object.entries(content.lists).map(([list, rows]) => [list, rows.filter((row) => !isBlank(row))]),
  ),
});

/** Does this place lie in such a row? */
export function isInBlankRow(content: RecordContent, path: string): boolean {
  const [name, index] = placeOf(path);
  const row = content.lists[name]?.[index];
  return row !== undefined && isBlank(row);
}

/** The fields and lists that differ from what was opened: all that a save sends. A list is sent whole. */
export function changedFields(opened: RecordContent, current: RecordContent): RecordFields {
  const fields = Object.entries(current.fields).filter(
    ([name, value]) => !sameValue(opened.fields[name] ?? null, value),
  );
  const lists = Object.entries(current.lists).filter(
    ([name, rows]) => !sameRows(opened.lists[name] ?? [], rows),
  );
  return Object.fromEntries<FieldValue | readonly ListRow[]>([...fields, ...lists]);
}

/** The opened record with what a draft holds laid over it. `isList` tells a list from a field by its name. */
export function withFields(
  content: RecordContent,
  kept: RecordFields,
  isList: (name: string) => boolean,
): RecordContent {
  const entries = Object.entries(kept);
  return {
    fields: {
      ...content.fields,
      ...Object.fromEntries(entries.filter(([name]) => !isList(name))),
    } as RecordContent['fields'],
    lists: {
      ...content.lists,
      ...Object.fromEntries(entries.filter(([name]) => isList(name))),
    } as RecordContent['lists'],
  };
}

const sameRows = (some: readonly ListRow[], others: readonly ListRow[]): boolean =>
  some.length === others.length && some.every((row, at) => sameRow(row, others[at] ?? {}));

/** An absent cell and an empty one are the same. */
export function sameRow(some: ListRow, other: ListRow): boolean {
  const names = new Set([...Object.keys(some), ...Object.keys(other)]);
  return [...names].every((name) => sameValue(some[name] ?? null, other[name] ?? null));
}

const withRows = (content: RecordContent, list: string, rows: readonly ListRow[]): RecordContent => ({
  ...content,
  lists: { ...content.lists, [list]: rows },
});

const changedRow = (row: ListRow, field: string, value: FieldValue): ListRow => ({ ...row, [field]: value });

const isBlank = (row: ListRow): boolean =>
  row.id === undefined && Object.values(row).every((value) => value === null);

function placeOf(path: string): readonly [string, number, string | undefined] {
  const [name = '', index, field] = path.split('.');
  return [name, Number(index ?? -1), field];
}
