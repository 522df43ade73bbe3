import type { ReadDb, WriteTx } from '../file/handles';

/**
 * Packets that a round passed over: it could not move them (`stuck`), or their addressee is not exchanged with any more
 * (`kept`). Known here so that one is told of once, and an answer to it is not given again at every round.
 */
export interface PassedPacket {
  readonly direction: 'in' | 'out';
  readonly folder: string;
  readonly uid: string | null;
  readonly state: 'stuck' | 'kept';
  readonly error: string | null;
}

export function findPassed(
  db: ReadDb,
  direction: 'in' | 'out',
  folder: string,
): Promise<PassedPacket | undefined> {
  return db.get<PassedPacket>(
    'SELECT direction, folder, uid, state, error FROM passed_packet WHERE direction = ? AND folder = ?',
    [direction, folder],
  );
}

/** Notes a packet passed over. Answers whether that is news: not noted before, or for another reason. */
export async function notePassed(tx: WriteTx, packet: PassedPacket): Promise<boolean> {
  const { direction, folder, uid, state, error } = packet;
  const known = await findPassed(tx, direction, folder);
  if (known?.uid === uid && known.state === state && known.error === error) return false;
  await tx.run(
    'INSERT OR REPLACE INTO passed_packet (direction, folder, uid, state, error) VALUES (?, ?, ?, ?, ?)',
    [direction, folder, uid, state, error],
  );
  return true;
}

/** Forgets what was passed over and does not lie before the round any more. */
export async function forgetPassed(
  tx: WriteTx,
  direction: 'in' | 'out',
  left: readonly string[],
): Promise<void> {
  await tx.run(
    'DELETE FROM passed_packet WHERE direction = ? AND folder NOT IN (SELECT value FROM json_each(?))',
    [direction, JSON.stringify(left)],
  );
}

/** How many packets the last round could not move, in both directions. */
export async function countStuck(db: ReadDb): Promise<number> {
  const row = await db.get<{ n: number }>("SELECT count(*) AS n FROM passed_packet WHERE state = 'stuck'");
  return row?.n ?? 0;
}
