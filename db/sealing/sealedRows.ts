import type { Registry } from '../../domain/registry/defineRegistry';
import { childRegistries } from '../../domain/registry/index';
import { sealedFields } from '../../domain/registry/personal';
import { forgetTokens, indexTokens } from './blindIndex';
import type { ReadDb, WriteTx } from '../file/handles';
import { addRecordKey, wrappedKeysOf } from './recordKeys';
import type { RecordKeys } from './sealing';
import { dropContentsOf } from '../content/contentSweep';
import { snakeCase } from '../record/tables';

/**
 * What is done to sealed rows without changing what they say: they are sealed anew under other keys, or emptied when a
 * person is destroyed. Nothing is logged here because nothing is said anew; what a record says is written by
 * `applyChanges.ts` alone.
 */

/** How many records have a key that is wrapped by another data key than this generation. */
export async function countToReseal(db: ReadDb, generation: number): Promise<number> {
  const left = await db.get<{ n: number }>(
    'SELECT count(DISTINCT record_id) AS n FROM record_key WHERE data_key <> ?',
    [generation],
  );
  return left?.n ?? 0;
}

/** Records of personal registries whose keys still lie under another data key, at most `limit` of them. */
export async function recordsToReseal(
  tx: Pick<WriteTx, 'all'>,
  generation: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx.all<{ recordId: string }>(
    'SELECT DISTINCT record_id AS recordId FROM record_key WHERE data_key <> ? LIMIT ?',
    [generation, limit],
  );
  return rows.map(({ recordId }) => recordId);
}

/**
 * Seals a record's rows with a new key and wraps its former ones, which the log still wants, by the newest data key.
 * The log itself is append-only and stays as it is.
 */
export async function resealRecord(tx: WriteTx, root: Registry, recordId: string): Promise<boolean> {
  const row = await tx.get<Cells>(`SELECT * FROM ${root.table} WHERE id = ?`, [recordId]);
  if (row === undefined) return false;
  const sealing = tx.vault.sealing();
  const held = (await wrappedKeysOf(tx, [recordId])).get(recordId) ?? [];
  const former = sealing.openRecordKeys(recordId, held);
  const next = 1 + Math.max(...held.map(({ generation }) => generation));
  const keys = [...held.map((key) => sealing.rewrap(recordId, key)), sealing.newRecordKey(recordId, next)];
  for (const key of keys) await addRecordKey(tx, recordId, key);
  const now = sealing.openRecordKeys(recordId, keys);
  await sealRow(tx, root, row, former, now);
  for (const child of childRegistries(root)) {
    const rows = await tx.all<Cells>(`SELECT * FROM ${child.table} WHERE parent_id = ?`, [recordId]);
    for (const one of rows) await sealRow(tx, child, one, former, now);
  }
  if (row['removed'] !== 1) await indexTokens(tx, root, recordId, row, former);
  return true;
}

/** Makes what is sealed of a record unreadable for ever: its keys, its tokens and its ciphertext go. */
export async function emptySealed(tx: WriteTx, root: Registry, recordId: string): Promise<void> {
  const row = await tx.get<Cells>(`SELECT seq FROM ${root.table} WHERE id = ?`, [recordId]);
  if (row !== undefined) await forgetTokens(tx, root, Number(row['seq']));
  await emptyRows(tx, root, 'id', recordId);
  for (const child of childRegistries(root)) await emptyRows(tx, child, 'parent_id', recordId);
  await dropContentsOf(tx, recordId);
  await tx.run('DELETE FROM record_key WHERE record_id = ?', [recordId]);
  await tx.run('DELETE FROM draft WHERE registry = ? AND record_id = ?', [root.code, recordId]);
}

type Cells = Readonly<Record<string, string | number | null>>;

async function sealRow(
  tx: WriteTx,
  registry: Registry,
  row: Cells,
  former: RecordKeys,
  now: RecordKeys,
): Promise<void> {
  const id = String(row['id']);
  const cells = sealedFields(registry).flatMap((field): [string, string][] => {
    const stored = row[snakeCase(field)];
    if (typeof stored !== 'string') return [];
    return [[snakeCase(field), now.seal(id, field, former.open(id, field, stored))]];
  });
  if (cells.length === 0) return;
  await tx.run(
    `UPDATE ${registry.table} SET ${cells.map(([column]) => `${column} = ?`).join(', ')} WHERE id = ?`,
    [...cells.map(([, value]) => value), id],
  );
}

async function emptyRows(tx: WriteTx, registry: Registry, by: string, recordId: string): Promise<void> {
  const columns = sealedFields(registry).map(snakeCase);
  if (columns.length === 0) return;
  await tx.run(
    `UPDATE ${registry.table} SET ${columns.map((column) => `${column} = NULL`).join(', ')} WHERE ${by} = ?`,
    [recordId],
  );
}
