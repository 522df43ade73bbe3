import type { ReadDb, WriteTx } from '../file/handles';

/** A line of the journal of both directions: what the window shows of the exchange, receipts among it. */
export interface JournalEntry {
  readonly at: string;
  readonly direction: 'in' | 'out';
  readonly kind: 'message' | 'receipt' | 'notification' | 'unknown';
  readonly peer: string | null;
  readonly uid: string | null;
  readonly number: number | null;
  readonly folder: string;
  readonly state: JournalState;
  readonly changes: number;
  readonly error: string | null;
  readonly detail: string | null;
}

export type JournalState =
  'laid' | 'acknowledged' | 'refused' | 'applied' | 'duplicate' | 'noted' | 'quarantined' | 'stuck' | 'kept';

export async function addJournal(tx: WriteTx, entry: JournalEntry): Promise<void> {
  await tx.run(
    `INSERT INTO exchange_journal (at, direction, kind, peer, uid, number, folder, state, change_count, error, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.at,
      entry.direction,
      entry.kind,
      entry.peer,
      entry.uid,
      entry.number,
      entry.folder,
      entry.state,
      entry.changes,
      entry.error,
      entry.detail,
    ],
  );
}

/** Newest first. What was laid is shown with the answer it has had since. */
export function listJournal(
  db: ReadDb,
  limit: number,
  before?: number,
): Promise<(JournalEntry & { seq: number })[]> {
  return db.all(
    `SELECT line.seq, line.at, line.direction, line.kind, line.peer, line.uid, line.number, line.folder,
            CASE WHEN packet.state IN ('acknowledged', 'refused') AND line.state = 'laid' THEN packet.state
              ELSE line.state END AS state,
            line.change_count AS changes, line.error, line.detail
       FROM exchange_journal AS line
       LEFT JOIN outgoing_packet AS packet ON line.direction = 'out' AND packet.uid = line.uid
      WHERE line.seq < ? ORDER BY line.seq DESC LIMIT ?`,
    [before ?? Number.MAX_SAFE_INTEGER, limit],
  );
}

export async function lastJournalSeq(db: ReadDb): Promise<number> {
  const row = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM exchange_journal');
  return row?.seq ?? 0;
}

/** Packets laid out since a line of the journal. */
export async function countLaidSince(db: ReadDb, seq: number): Promise<number> {
  const row = await db.get<{ n: number }>(
    "SELECT count(*) AS n FROM exchange_journal WHERE seq > ? AND direction = 'out' AND state = 'laid'",
    [seq],
  );
  return row?.n ?? 0;
}

export interface RoundCounts {
  readonly taken: number;
  readonly applied: number;
  readonly quarantined: number;
  readonly waiting: number;
  readonly laid: number;
}

export async function addRound(tx: WriteTx, at: string, counts: RoundCounts): Promise<void> {
  await tx.run(
    'INSERT INTO exchange_round (at, taken, applied, quarantined, waiting, laid) VALUES (?, ?, ?, ?, ?, ?)',
    [at, counts.taken, counts.applied, counts.quarantined, counts.waiting, counts.laid],
  );
}

export async function lastRoundAt(db: ReadDb): Promise<string | null> {
  const row = await db.get<{ at: string }>('SELECT at FROM exchange_round ORDER BY seq DESC LIMIT 1');
  return row?.at ?? null;
}
