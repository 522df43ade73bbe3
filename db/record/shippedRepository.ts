import { birthField } from '../../domain/exchange/birth';
import { shippedBy } from '../../domain/registry/shippedBy';
import type { FieldValue, FieldValues } from '../../domain/registry/fieldKinds';
import type { ReadDb, WriteTx } from '../file/handles';

/** The values that shipped records were born with, by record, as the log keeps them. */
export async function bornValues(
  db: ReadDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FieldValues>> {
  const rows = await db.all<{ id: string; field: string; after: string }>(
    `SELECT record_id AS id, field, after FROM change_event
      WHERE root_id IN (SELECT value FROM json_each(?)) AND record_id = root_id AND office = ?`,
    [JSON.stringify(ids), shippedBy],
  );
  const born = new Map<string, FieldValues>();
  for (const { id, field, after } of rows) {
    const value = JSON.parse(after) as FieldValue | FieldValues;
    const values = field === birthField ? (value as FieldValues) : { [field]: value as FieldValue };
    born.set(id, { ...born.get(id), ...values });
  }
  return born;
}

/** Records of which this version of their file was declined. */
export async function declinedOf(
  db: ReadDb,
  version: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT record_id AS id FROM shipped_declined
      WHERE version = ? AND record_id IN (SELECT value FROM json_each(?))`,
    [version, JSON.stringify(ids)],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function declineShipped(
  tx: WriteTx,
  recordId: string,
  version: number,
  at: string,
): Promise<void> {
  await tx.run(
    'INSERT OR IGNORE INTO shipped_declined (record_id, version, operator, at) VALUES (?, ?, ?, ?)',
    [recordId, version, tx.actor.operator, at],
  );
}
