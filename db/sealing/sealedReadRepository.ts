import type { ReadDb, WriteTx } from '../file/handles';

/** Which operator has read which sealed record on which day: the journal holds one line for each. */
export async function unreadOf(
  db: ReadDb,
  day: string,
  login: string,
  recordIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.all<{ recordId: string }>(
    `SELECT value AS recordId FROM json_each(?3)
      WHERE NOT EXISTS (SELECT 1 FROM sealed_read WHERE day = ?1 AND login = ?2 AND record_id = value)`,
    [day, login, JSON.stringify(recordIds)],
  );
  return rows.map(({ recordId }) => recordId);
}

/** Notes the readings; answers those that are new this day. */
export async function addReads(
  tx: WriteTx,
  day: string,
  login: string,
  recordIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.all<{ recordId: string }>(
    `INSERT OR IGNORE INTO sealed_read (day, login, record_id) SELECT ?1, ?2, value FROM json_each(?3)
      RETURNING record_id AS recordId`,
    [day, login, JSON.stringify(recordIds)],
  );
  return rows.map(({ recordId }) => recordId);
}
