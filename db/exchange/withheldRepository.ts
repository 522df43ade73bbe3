import type { WriteTx } from '../file/handles';

/** The peer may not see these yet, or is to be told of them once more; the next package looks at them again. */
export async function withhold(tx: WriteTx, peer: string, seqs: readonly number[]): Promise<void> {
  await tx.run('INSERT OR IGNORE INTO withheld_change (peer, seq) SELECT ?, value FROM json_each(?)', [
    peer,
    JSON.stringify(seqs),
  ]);
}

/** They are told now. */
export async function release(tx: WriteTx, peer: string, seqs: readonly number[]): Promise<void> {
  await tx.run('DELETE FROM withheld_change WHERE peer = ? AND seq IN (SELECT value FROM json_each(?))', [
    peer,
    JSON.stringify(seqs),
  ]);
}

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
