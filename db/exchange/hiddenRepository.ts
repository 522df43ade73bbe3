import type { ReadDb, WriteTx } from '../file/handles';

/** The other side of `withheldRepository`: what peers say that this office is shown, and what it will not have from them. */
interface HiddenRecord {
  readonly registry: string;
  readonly rootId: string;
  /** A view as text. */
  readonly shows: string;
}

/** What this office is shown of those among these records that it is not shown whole, by `registry/id`. */
export async function hiddenAmong(
  db: ReadDb,
  names: readonly Pick<HiddenRecord, 'registry' | 'rootId'>[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<HiddenRecord>(
    `SELECT registry, root_id AS rootId, shows FROM json_each(?) AS wanted CROSS JOIN hidden_record
        ON registry = wanted.value ->> 0 AND root_id = wanted.value ->> 1`,
    [JSON.stringify(names.map(({ registry, rootId }) => [registry, rootId]))],
  );
  return new Map(rows.map(({ registry, rootId, shows }) => [`${registry}/${rootId}`, shows]));
}

export async function keepHidden(
  tx: WriteTx,
  { registry, rootId, shows }: HiddenRecord,
  via: string,
): Promise<void> {
  if (shows === 'whole')
    await tx.run('DELETE FROM hidden_record WHERE registry = ? AND root_id = ?', [registry, rootId]);
  else
    await tx.run('INSERT OR REPLACE INTO hidden_record VALUES (?, ?, ?, ?)', [registry, rootId, shows, via]);
}

/** Nothing is held of it here, by this office's own declaration, or by a word of the peer that it may have lost (`asks`). */
export interface RefusedRecord {
  readonly registry: string;
  readonly recordId: string;
  readonly asks?: boolean;
}

export async function refuseRecords(
  tx: WriteTx,
  peer: string,
  records: readonly RefusedRecord[],
): Promise<void> {
  await tx.run(
    'INSERT OR REPLACE INTO refused_record SELECT ?1, value ->> 0, value ->> 1, 0 FROM json_each(?2)',
    [peer, JSON.stringify(records.map(({ registry, recordId }) => [registry, recordId]))],
  );
}

/** What the peer must be told of: so many. */
export async function listRefused(db: ReadDb, peer: string, limit: number): Promise<RefusedRecord[]> {
  const rows = await db.all<{ registry: string; recordId: string; asks: number }>(
    'SELECT registry, root_id AS recordId, asks FROM refused_record WHERE peer = ? ORDER BY registry, root_id LIMIT ?',
    [peer, limit],
  );
  return rows.map(({ asks, ...record }) => (asks === 1 ? { ...record, asks: true } : record));
}

export async function settleRefused(
  tx: WriteTx,
  peer: string,
  records: readonly RefusedRecord[],
): Promise<void> {
  await tx.run(
    `DELETE FROM refused_record WHERE peer = ?1
        AND (registry, root_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?2))`,
    [peer, JSON.stringify(records.map(({ registry, recordId }) => [registry, recordId]))],
  );
}

/** The peer goes on from a backup: it is told again of which of its records nothing is held here. */
export async function tellHidden(tx: WriteTx, peer: string): Promise<void> {
  await tx.run(
    `INSERT OR IGNORE INTO refused_record
     SELECT via, registry, root_id, 1 FROM hidden_record WHERE via = ? AND shows = 'nothing'`,
    [peer],
  );
}
