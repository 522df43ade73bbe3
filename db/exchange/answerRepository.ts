import type { ReadDb, WriteTx } from '../file/handles';

/** Answers to what other offices ask: told once, and again to whoever asks again. */
export async function tellAnswers(tx: WriteTx, peer: string, stamps: readonly string[]): Promise<void> {
  if (stamps.length === 0) return;
  await tx.run(
    `INSERT OR IGNORE INTO withheld_change (peer, seq)
     SELECT ?1, seq FROM change_event
      WHERE stamp IN (SELECT value FROM json_each(?2)) AND kind IN ('word', 'lost')`,
    [peer, JSON.stringify(stamps)],
  );
}

/**
 * A record has another keeper: what waits for an answer is asked of him too. Whoever was asked before may have gone back
 * behind it, and is not asked again once he keeps nothing.
 */
export async function tellOpenAsks(tx: WriteTx, rootId: string, keeper: string): Promise<void> {
  await tx.run(
    `INSERT OR IGNORE INTO withheld_change (peer, seq)
     SELECT ?1, seq FROM change_event AS ask
      WHERE root_id = ?2 AND kind = 'ask' AND office <> ?1 AND NOT EXISTS (
        SELECT 1 FROM change_event AS answer
         WHERE answer.stamp = ask.stamp AND answer.kind IN ('word', 'lost')
           AND answer.record_id = ask.record_id AND answer.field = ask.field)`,
    [keeper, rootId],
  );
}

/** Number of the last event of the log, 0 when there is none. */
export async function lastEventSeq(db: ReadDb): Promise<number> {
  const row = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM change_event');
  return row?.seq ?? 0;
}
