import type { ReadDb, WriteTx } from '../file/handles';

/** A record that a peer is not shown whole, with what was said to it and what must be (views as text). */
export interface WithheldRecord {
  readonly registry: string;
  readonly rootId: string;
  /** null: the peer was told nothing of the record, and so need not be told that it sees nothing. */
  readonly told: string | null;
  readonly due: string | null;
}

const columns = 'registry, root_id AS rootId, told, due';

/** Those among these records of a registry, by id. */
export async function withheldAmong(
  db: ReadDb,
  peer: string,
  registry: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WithheldRecord>> {
  const rows = await db.all<WithheldRecord>(
    `SELECT ${columns} FROM json_each(?3) AS wanted CROSS JOIN withheld_record
        ON peer = ?1 AND registry = ?2 AND root_id = wanted.value`,
    [peer, registry, JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.rootId, row]));
}

export async function keepWithheld(
  tx: WriteTx,
  peer: string,
  records: readonly WithheldRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(
    `INSERT OR REPLACE INTO withheld_record (peer, registry, root_id, told, due)
     SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?2)`,
    [peer, JSON.stringify(records.map(({ registry, rootId, told, due }) => [registry, rootId, told, due]))],
  );
  // What is shown whole, and was said to be, is not withheld.
  await tx.run(
    `DELETE FROM withheld_record WHERE peer = ?1 AND told = 'whole' AND due IS NULL
        AND (registry, root_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?2))`,
    [peer, JSON.stringify(records.map(({ registry, rootId }) => [registry, rootId]))],
  );
}

/** What must be said to the peer: so many. */
export const listDue = (db: ReadDb, peer: string, limit: number): Promise<WithheldRecord[]> =>
  db.all<WithheldRecord>(
    `SELECT ${columns} FROM withheld_record INDEXED BY withheld_record_due
      WHERE peer = ? AND due IS NOT NULL ORDER BY registry, root_id LIMIT ?`,
    [peer, limit],
  );

/** It holds nothing of these records that are here, by its own word. */
export async function noteRefused(
  tx: WriteTx,
  peer: string,
  records: readonly { readonly registry: string; readonly recordId: string }[],
): Promise<void> {
  await tx.run(
    `INSERT OR REPLACE INTO withheld_record (peer, registry, root_id, told)
     SELECT ?1, value ->> 0, value ->> 1, 'nothing' FROM json_each(?2)
      WHERE EXISTS (SELECT 1 FROM change_event WHERE root_id = value ->> 1 AND registry = value ->> 0)`,
    [peer, JSON.stringify(records.map(({ registry, recordId }) => [registry, recordId]))],
  );
}

export async function hasWithheld(db: ReadDb, peer: string, registry: string): Promise<boolean> {
  const row = await db.get('SELECT 1 FROM withheld_record WHERE peer = ? AND registry = ? LIMIT 1', [
    peer,
    registry,
  ]);
  return row !== undefined;
}
