import { sameValue } from '../../domain/registry/fieldKinds';
import type { RecordContent } from '../../domain/record/validateRecord';
import type { FieldValue, FieldValues, ListRow } from '../../domain/registry/fieldKinds';
import { sameRow } from './formContent';

/**
 * Brings what an operator typed onto a record that others have changed meanwhile. What only one side changed is taken
 * from that side; where both changed the same place, the operator's value stands and the place is named, so that a
 * person decides. Neither side's work may vanish here without being named.
 */
export interface Conflict {
  readonly path: string;
  readonly before: FieldValue;
  readonly theirs: FieldValue;
  readonly mine: FieldValue;
}

export interface Rebased {
  readonly content: RecordContent;
  readonly conflicts: readonly Conflict[];
  /** Places that others changed and the operator did not. */
  readonly taken: readonly string[];
}

export function rebase(opened: RecordContent, mine: RecordContent, theirs: RecordContent): Rebased {
  const fields = mergeValues(opened.fields, mine.fields, theirs.fields, '');
  const names = [...new Set([...Object.keys(mine.lists), ...Object.keys(theirs.lists)])];
  const lists = names.map((name) => ({
    name,
    ...mergeRows(opened.lists[name] ?? [], mine.lists[name] ?? [], theirs.lists[name] ?? [], name),
  }));
  return {
    content: {
      fields: fields.values,
      lists: Object.fromEntries(lists.map(({ name, rows }) => [name, rows])),
    },
    conflicts: [...fields.conflicts, ...lists.flatMap(({ conflicts }) => conflicts)],
    taken: [...fields.taken, ...lists.flatMap(({ taken }) => taken)],
  };
}

/**
 * What was typed while `sent` was being saved, laid over what was saved. A list that was not touched meanwhile is as it
 * was saved; a row that was sent without an id has got one by its place.
 */
export function typedSince(sent: RecordContent, typed: RecordContent, saved: RecordContent): RecordContent {
  const touched = Object.keys(typed.lists).filter((name) => typed.lists[name] !== sent.lists[name]);
  const named = ({ fields, lists }: RecordContent): RecordContent => ({
    fields,
    lists: {
      ...saved.lists,
      ...Object.fromEntries(
        touched.map((name) => [name, withSavedIds(lists[name] ?? [], saved.lists[name] ?? [])]),
      ),
    },
  });
  return rebase(named(sent), named(typed), saved).content;
}

function withSavedIds(rows: readonly ListRow[], saved: readonly ListRow[]): readonly ListRow[] {
  const known = new Set(rows.map(({ id }) => id));
  return rows.map((row, at) => {
    const id = saved[at]?.id;
    return row.id !== undefined || id === undefined || known.has(id) ? row : { ...row, id };
  });
}

function mergeValues(opened: FieldValues, mine: FieldValues, theirs: FieldValues, prefix: string) {
  const values: Record<string, FieldValue> = {};
  const conflicts: Conflict[] = [];
  const taken: string[] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, my, their] = [opened[name] ?? null, mine[name] ?? null, theirs[name] ?? null];
    const onlyTheirs = sameValue(my, was);
    values[name] = onlyTheirs ? their : my;
    if (sameValue(their, was) || sameValue(my, their)) continue;
    if (onlyTheirs) taken.push(prefix + name);
    else conflicts.push({ path: prefix + name, before: was, theirs: their, mine: my });
  }
  return { values, conflicts, taken };
}

/** Rows are the same row by their id. A row that one side removed and the other changed stays. */
function mergeRows(
  opened: readonly ListRow[],
  mine: readonly ListRow[],
  theirs: readonly ListRow[],
  list: string,
) {
  const rows: ListRow[] = [];
  const conflicts: Conflict[] = [];
  const taken = new Set<string>();
  for (const their of theirs) {
    const was = withId(opened, their.id);
    const my = withId(mine, their.id);
    if (was !== undefined && my === undefined) {
      if (sameRow(was, their)) continue;
      taken.add(list);
      rows.push(their);
    } else if (was === undefined || my === undefined) {
      taken.add(list);
      rows.push(their);
    } else {
      const merged = mergeValues(was, my, their, `${list}.${rows.length}.`);
      conflicts.push(...merged.conflicts);
      merged.taken.forEach((path) => taken.add(path));
      rows.push(merged.values);
    }
  }
  for (const my of mine) {
    const was = withId(opened, my.id);
    if (withId(theirs, my.id) !== undefined) continue;
    if (was !== undefined && sameRow(was, my)) taken.add(list);
    else rows.push(withoutId(my));
  }
  return { rows, conflicts, taken: [...taken] };
}

const withId = (rows: readonly ListRow[], id: string | undefined): ListRow | undefined =>
  id === undefined ? undefined : rows.find((row) => row.id === id);

/** Others removed it: it comes back as a new row. */
function withoutId(row: ListRow): ListRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id'));
}
