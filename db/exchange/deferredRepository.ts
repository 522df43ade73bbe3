import { nameOfChange, type Change } from '../../domain/exchange/change';
import type { ReadDb, WriteTx } from '../file/handles';

/**
 * A change of a registry, field or value this version does not know: kept until a version that does. The column `stamp`
 * holds what tells it from all others, its stamp first: the fields of a birth have one stamp, a change may be asked by
 * one office and told as a word by another. Former versions put the stamp alone there.
 */
export async function deferChange(tx: WriteTx, change: Change, sender: string, at: string): Promise<void> {
  const { stamp, recordId, field, accepted = '', lost } = change;
  const name = JSON.stringify([stamp, recordId, field, sender, lost === undefined ? accepted : 'lost']);
  await tx.run('INSERT OR IGNORE INTO deferred_change (stamp, sender, body, kept_at) VALUES (?, ?, ?, ?)', [
    name,
    sender,
    JSON.stringify(change),
    at,
  ]);
}

/**
 * In the order they came; `byOrder`: what another version is no help for, because it came before what it speaks of, and
 * that may be here by now: the word that made its author the owner, or the row of a list that it changes.
 */
export function listDeferred(
  db: ReadDb,
  which: 'all' | 'byOrder' = 'all',
): Promise<{ name: string; sender: string; body: string }[]> {
  const lists = db.registries.all.flatMap(({ parent, code }) => (parent === undefined ? [] : [code]));
  const those =
    which === 'all'
      ? ''
      : `WHERE body ->> '$.tenure' IS NOT NULL OR (body ->> '$.registry' IN (SELECT value FROM json_each(?))
           AND EXISTS (SELECT 1 FROM change_event AS event WHERE event.record_id = body ->> '$.recordId'
                          AND event.registry = body ->> '$.registry'))`;
  return db.all(
    `SELECT stamp AS name, sender, body FROM deferred_change ${those} ORDER BY rowid`,
    which === 'all' ? [] : [JSON.stringify(lists)],
  );
}

export async function forgetDeferred(tx: WriteTx, names: readonly string[]): Promise<void> {
  await tx.run('DELETE FROM deferred_change WHERE stamp IN (SELECT value FROM json_each(?))', [
    JSON.stringify(names),
  ]);
}

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
