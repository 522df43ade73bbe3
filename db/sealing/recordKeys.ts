import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { ReadDb, WriteTx } from '../file/handles';
import { SealBroken, unlessBroken, type RecordKeys, type WrappedKey } from './sealing';

/**
 * Keys of sealed records in the table `record_key`. A destroyed record has none, and nobody asks for it; a record that
 * is still here and has none that open is damaged: it is shown as unreadable and never written over, because the keys
 * may come back from a backup and what a new key has covered would not open by them.
 */

/** Keys by record; a record whose keys are gone or do not open is not among them. */
export async function keysOfRecords(
  db: ReadDb,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, RecordKeys>> {
  const wrapped = await wrappedKeysOf(db, recordIds);
  // Where nothing is sealed nothing has to be open.
  if (wrapped.size === 0) return new Map();
  const sealing = db.vault.sealing();
  return new Map(
    [...wrapped].flatMap(([recordId, keys]): [string, RecordKeys][] => {
      const opened = unlessBroken(() => sealing.openRecordKeys(recordId, keys));
      return opened === undefined ? [] : [[recordId, opened]];
    }),
  );
}

/** The keys as they lie there. */
export async function wrappedKeysOf(
  db: ReadDb,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, readonly WrappedKey[]>> {
  const byRecord = new Map<string, WrappedKey[]>();
  if (recordIds.length === 0) return byRecord;
  const rows = await db.all<WrappedKey & { recordId: string }>(
    `SELECT record_id AS recordId, generation, data_key AS dataKey, wrapped FROM record_key
      WHERE record_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...new Set(recordIds)])],
  );
  for (const row of rows) byRecord.set(row.recordId, [...(byRecord.get(row.recordId) ?? []), row]);
  return byRecord;
}

/**
 * The keys of one record; one that is only being created is given its first. A row that is here without a key was
 * damaged or destroyed, and throws: a first key for it would seal as generation 1 what the lost one sealed before.
 */
export async function keysToWrite(tx: WriteTx, root: Registry, recordId: string): Promise<RecordKeys> {
  const sealing = tx.vault.sealing();
  const known = (await wrappedKeysOf(tx, [recordId])).get(recordId);
  if (known !== undefined) return sealing.openRecordKeys(recordId, known);
  const row = await tx.get(`SELECT 1 FROM ${root.table} WHERE id = ?`, [recordId]);
  if (row !== undefined) throw new SealBroken(`key/${recordId}`);
  const first = sealing.newRecordKey(recordId, 1);
  await addRecordKey(tx, recordId, first);
  return sealing.openRecordKeys(recordId, [first]);
}

export async function addRecordKey(tx: WriteTx, recordId: string, key: WrappedKey): Promise<void> {
  await tx.run(
    `INSERT INTO record_key (record_id, generation, data_key, wrapped) VALUES (?, ?, ?, ?)
     ON CONFLICT (record_id, generation) DO UPDATE SET data_key = excluded.data_key, wrapped = excluded.wrapped`,
    [recordId, key.generation, key.dataKey, key.wrapped],
  );
}

/** Absence is no secret: an empty field is NULL, as everywhere. */
export const sealValue = (
  keys: RecordKeys,
  recordId: string,
  field: string,
  value: FieldValue,
): FieldValue => (value === null ? null : keys.seal(recordId, field, value));

/** null for an empty field; undefined for what does not open, be it the ciphertext or the record's keys. */
export function openValue(
  keys: RecordKeys | undefined,
  recordId: string,
  field: string,
  stored: unknown,
): FieldValue | undefined {
  if (keys === undefined) return undefined;
  return typeof stored === 'string' ? unlessBroken(() => keys.open(recordId, field, stored)) : null;
}
