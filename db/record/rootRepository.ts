import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';

/** Titles of root records by id, for the words of a letter. */
export async function titlesOf(
  db: ReadDb,
  table: string,
  titleColumn: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ id: string; title: string | null }>(
    `SELECT id, ${titleColumn} AS title FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, title }) => [id, title ?? '']));
}

/** Root record of list rows that are here, by row id; of one that was not taken and is seen no more the log tells it. */
export async function parentsOf(
  db: ReadDb,
  { code, table }: Pick<Registry, 'code' | 'table'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.all<{ id: string; parent: string }>(
    `SELECT id, iif(parent_id <> '', parent_id,
              (SELECT root_id FROM change_event
                WHERE record_id = id AND field = 'parentId' AND outcome = 'applied' AND registry = ?2)) AS parent
       FROM ${table} WHERE id IN (SELECT value FROM json_each(?1))`,
    [JSON.stringify([...new Set(ids)]), code],
  );
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

/** Which of these ids are known here, withdrawn records too. */
export async function heldIds(
  db: ReadDb,
  table: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Set(rows.map(({ id }) => id));
}
