import type { WriteTx } from '../file/handles';

/**
 * Events that a peer is told with its next package, though the log was looked at for it already: answers to what it asks,
 * open asks for a new keeper, what it lost with its disk, a record that it may see from now on. What is owed waits for
 * nothing: once it was looked at it is owed no more, told or not.
 */
export async function settle(tx: WriteTx, peer: string, seqs: readonly number[]): Promise<void> {
  await tx.run('DELETE FROM owed_event WHERE peer = ? AND seq IN (SELECT value FROM json_each(?))', [
    peer,
    JSON.stringify(seqs),
  ]);
}

/** These were told with a page that the log has not come to them on; up to `scanned` nobody asks any more. */
export async function noteAhead(
  tx: WriteTx,
  peer: string,
  scanned: number,
  seqs: readonly number[],
): Promise<void> {
  await tx.run('INSERT OR IGNORE INTO told_ahead SELECT ?1, value FROM json_each(?2) WHERE value > ?3', [
    peer,
    JSON.stringify(seqs),
    scanned,
  ]);
  await tx.run('DELETE FROM told_ahead WHERE peer = ? AND seq <= ?', [peer, scanned]);
}

/** Answers to what other offices ask: told once, and again to whoever asks again. */
export async function tellAnswers(tx: WriteTx, peer: string, stamps: readonly string[]): Promise<void> {
  if (stamps.length === 0) return;
  await tx.run(
    `INSERT OR IGNORE INTO owed_event (peer, seq)
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
    `INSERT OR IGNORE INTO owed_event (peer, seq)
     SELECT ?1, seq FROM change_event AS ask
      WHERE root_id = ?2 AND kind = 'ask' AND office <> ?1 AND NOT EXISTS (
        SELECT 1 FROM change_event AS answer
         WHERE answer.stamp = ask.stamp AND answer.kind IN ('word', 'lost')
           AND answer.record_id = ask.record_id AND answer.field = ask.field)`,
    [keeper, rootId],
  );
}
