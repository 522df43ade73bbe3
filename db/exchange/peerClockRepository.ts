import type { ReadDb, WriteTx } from '../file/handles';

/** By how many days the clock of a peer is known to stand ahead of this office's (behind: less than nothing). */
export interface PeerClock {
  readonly office: string;
  readonly days: number;
}

/** Clocks that stand apart, of the offices that this one exchanges with. */
export function clocksApart(db: ReadDb, peers: readonly string[]): Promise<PeerClock[]> {
  return db.all(
    `SELECT peer AS office, clock_days AS days FROM peer_state
      WHERE clock_days <> 0 AND peer IN (SELECT value FROM json_each(?)) ORDER BY peer`,
    [JSON.stringify(peers)],
  );
}

export async function peerClock(db: ReadDb, peer: string): Promise<number> {
  const row = await db.get<{ days: number }>('SELECT clock_days AS days FROM peer_state WHERE peer = ?', [
    peer,
  ]);
  return row?.days ?? 0;
}

export async function rememberClock(tx: WriteTx, peer: string, days: number): Promise<void> {
  await tx.run(
    `INSERT INTO peer_state (peer, clock_days) VALUES (?1, ?2) ON CONFLICT (peer) DO UPDATE SET clock_days = ?2`,
    [peer, days],
  );
}
