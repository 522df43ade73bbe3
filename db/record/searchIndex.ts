import type { Change } from '../../domain/exchange/change';
import type { Registry } from '../../domain/registry/defineRegistry';
import { foldText } from '../../domain/values/foldText';
import type { FieldKind, FieldValue } from '../../domain/registry/fieldKinds';
import type { WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from './jsonRows';
import { columnOf } from './tables';

/** Words of a record in SQLite's FTS5, found by their beginnings. Folded by us: FTS5 knows no «ё = е». */

/** Fields whose words are found: the declared ones and the registration number. */
export function searchedFields(root: Registry): readonly string[] {
  const declared = Object.entries(root.fields).flatMap(([field, declaration]) =>
    declaration.search === true ? [field] : [],
  );
  return ['registrationNumber', ...declared];
}

/** Lists of an open registry, the words of whose rows its record is found by. */
const searchedLists = (root: Registry): readonly (readonly [list: Registry, fields: readonly string[]])[] =>
  Object.values(root.root?.lists ?? {}).flatMap((list) => {
    const fields = Object.keys(list.fields).filter((field) => list.fields[field]?.search === true);
    return fields.length === 0 ? [] : [[list, fields] as const];
  });

/** Does a change of this field of a list change what its record is found by? */
export const isSearchedInRows = (
  root: Registry,
  { registry, field }: Pick<Change, 'registry' | 'field'>,
): boolean =>
  searchedLists(root).some(
    ([list, fields]) => list.code === registry && (field === 'removed' || fields.includes(field)),
  );

/** Words of the rows of these records, by the ids of the records. */
export async function wordsInRows(
  tx: WriteTx,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly FieldValue[]>> {
  const words = new Map<string, readonly FieldValue[]>();
  for (const [list, fields] of searchedLists(root)) {
    const columns = fields.flatMap((field) => columnOf(list, field) ?? []);
    const rows = await tx.all<Readonly<Record<string, string | number | null>>>(
      `SELECT parent_id, ${columns.map(({ column }) => column).join(', ')} FROM ${list.table}
       WHERE removed = 0 AND parent_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    );
    for (const row of rows) {
      const id = String(row['parent_id']);
      const own = columns.flatMap(({ field, column }) =>
        wordsOf(list.fields[field]?.kind, row[column] ?? null),
      );
      words.set(id, [...(words.get(id) ?? []), ...own]);
    }
  }
  return words;
}

/** The words of one record, by the number of its row: values of `searchedFields` in their order. */
export type IndexedWords = readonly [
  seq: number,
  words: readonly FieldValue[],
  inRows: readonly FieldValue[],
];

/** Lets records be found by these words and no others. */
export async function indexWords(
  tx: WriteTx,
  root: Registry,
  records: readonly IndexedWords[],
): Promise<void> {
  const kinds = searchedFields(root).map((field) => root.fields[field]?.kind);
  const rows = records.map(([seq, words, inRows]) => [
    seq,
    wordsText([...words.flatMap((value, at) => wordsOf(kinds[at], value)), ...inRows]),
  ]);
  for (const some of jsonRows(rows))
    await tx.run(
      `INSERT OR REPLACE INTO ${root.table}_search (rowid, words) SELECT ${jsonColumns(2)} FROM json_each(?)`,
      [some],
    );
}

/** A chosen option is found by its words in both languages and by what else people call it. */
function wordsOf(kind: FieldKind | undefined, value: FieldValue): readonly FieldValue[] {
  if (kind?.type !== 'choice') return [value];
  const option = kind.options.find(({ code }) => code === value);
  return option === undefined ? [] : [option.ru, option.tt, ...(option.also ?? [])];
}

/** What the index keeps of the values of the searched fields. */
export function wordsText(values: readonly FieldValue[]): string {
  const words = values.flat().filter((word) => typeof word === 'string');
  return foldText(words.join(' '));
}

export async function forgetWords(tx: WriteTx, root: Registry, seqs: readonly number[]): Promise<void> {
  if (seqs.length === 0) return;
  await tx.run(`DELETE FROM ${root.table}_search WHERE rowid IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(seqs),
  ]);
}

/** What is typed as an FTS5 query: every word by its beginning, all of them; undefined when nothing is left to find. */
export function matchExpression(typed: string): string | undefined {
  const words = foldText(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ');
}
