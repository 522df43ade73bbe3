import { nameOfChange, type Change } from '../../domain/exchange/change';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';

/** Names of those changes kept aside that one of these follows. What is in the log waits for nothing, whoever kept a thing under its name. */
export async function deferredAmongReplaced(db: ReadDb, changes: readonly Change[]): Promise<Set<string>> {
  const stamps = JSON.stringify([...new Set(changes.flatMap(({ replaces }) => replaces ?? []))]);
  const rows = await db.all<{ body: string }>(
    // Kept under their names by now, and under their stamps alone by former versions; the index knows both.
    `SELECT body FROM json_each(?) AS replaced CROSS JOIN deferred_change
        ON stamp = replaced.value
        OR (stamp > '["' || replaced.value || '"' AND stamp < '["' || replaced.value || '#')
      WHERE NOT EXISTS (SELECT 1 FROM change_event AS event
                         WHERE event.stamp = replaced.value AND event.record_id = body ->> 'recordId')`,
    [stamps],
  );
  return new Set(rows.map(({ body }) => nameOfChange(JSON.parse(body) as Change)));
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
