import type { Change } from '../../domain/exchange/change';
import type { ReadDb, WriteTx } from '../file/handles';

/** What the exchange remembers about peers, what waits for them, and the journal of both directions. */
export interface PeerState {
  /** Number of the last package made for the peer. */
  readonly sentNumber: number;
  /** Every change up to this one has been looked at for the peer: sent, withheld or not for it. */
  readonly scannedSeq: number;
  /** Number of the last package of the peer that was applied here. */
  readonly receivedNumber: number;
}

export async function peerState(db: ReadDb, peer: string): Promise<PeerState> {
  const row = await db.get<PeerState>(
    `SELECT sent_number AS sentNumber, scanned_seq AS scannedSeq, received_number AS receivedNumber
       FROM peer_state WHERE peer = ?`,
    [peer],
  );
  return row ?? { sentNumber: 0, scannedSeq: 0, receivedNumber: 0 };
}

export async function rememberScanned(
  tx: WriteTx,
  peer: string,
  scannedSeq: number,
  sentNumber: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO peer_state (peer, scanned_seq, sent_number) VALUES (?1, ?2, ?3)
     ON CONFLICT (peer) DO UPDATE SET scanned_seq = ?2, sent_number = ?3`,
    [peer, scannedSeq, sentNumber],
  );
}

export async function rememberReceived(
  tx: WriteTx,
  peer: string,
  number: number,
  head: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO peer_state (peer, received_number, received_head) VALUES (?1, ?2, ?3)
     ON CONFLICT (peer) DO UPDATE SET received_number = ?2, received_head = ?3`,
    [peer, number, head],
  );
}

/** Status of root records by id, for deciding who may see them. */
export async function statusesOf(
  db: ReadDb,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ id: string; status: string }>(
    `SELECT id, status FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Titles of root records by id, for the words of a letter. */
export async function titlesOf(
  db: ReadDb,
  table: string,
  titleColumn: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ id: string; title: string | null }>(
    `SELECT id, ${titleColumn} AS title FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, title }) => [id, title ?? '']));
}

export async function withhold(tx: WriteTx, peer: string, seqs: readonly number[]): Promise<void> {
  await tx.run('INSERT OR IGNORE INTO withheld_change (peer, seq) SELECT ?, value FROM json_each(?)', [
    peer,
    JSON.stringify(seqs),
  ]);
}

export async function release(tx: WriteTx, peer: string, seqs: readonly number[]): Promise<void> {
  await tx.run('DELETE FROM withheld_change WHERE peer = ? AND seq IN (SELECT value FROM json_each(?))', [
    peer,
    JSON.stringify(seqs),
  ]);
}

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

/** Is this message of the peer known, and in which bytes? */
export function findIncoming(
  db: ReadDb,
  peer: string,
  uid: string,
): Promise<{ sha256: string; state: 'applied' | 'refused'; number: number | null } | undefined> {
  return db.get('SELECT sha256, state, number FROM incoming_message WHERE peer = ? AND uid = ?', [peer, uid]);
}

/** Was a package with this number of the peer applied, under whatever uid? */
export async function isNumberApplied(db: ReadDb, peer: string, number: number): Promise<boolean> {
  const applied = await db.get(
    "SELECT 1 FROM incoming_message WHERE peer = ? AND number = ? AND state = 'applied'",
    [peer, number],
  );
  return applied !== undefined;
}

export async function rememberIncoming(
  tx: WriteTx,
  message: {
    peer: string;
    uid: string;
    number: number | null;
    sha256: string;
    state: 'applied' | 'refused';
    at: string;
  },
): Promise<void> {
  const { peer, uid, number, sha256, state, at } = message;
  await tx.run(
    `INSERT INTO incoming_message (peer, uid, number, sha256, state, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (peer, uid) DO UPDATE SET number = excluded.number, sha256 = excluded.sha256,
       state = excluded.state, at = excluded.at`,
    [peer, uid, number, sha256, state, at],
  );
}

/**
 * A change of a registry, field or value this version does not know: kept until a version that does. The column `stamp`
 * holds what tells it from all others, its stamp first: the fields of a birth have one stamp, a change may be asked by
 * one office and told as a word by another. Former versions put the stamp alone there.
 */
export async function deferChange(tx: WriteTx, change: Change, sender: string, at: string): Promise<void> {
  const { stamp, recordId, field, accepted = '', lost } = change;
  const name = JSON.stringify([stamp, recordId, field, sender, lost === undefined ? accepted : 'lost']);
  await tx.run('INSERT OR IGNORE INTO deferred_change (stamp, sender, body, kept_at) VALUES (?, ?, ?, ?)', [
    name,
    sender,
    JSON.stringify(change),
    at,
  ]);
}

/**
 * In the order they came; `byOrder`: what another version is no help for, because it came before what it speaks of, and
 * that may be here by now: the word that made its author the owner, or the row of a list that it changes.
 */
export function listDeferred(
  db: ReadDb,
  which: 'all' | 'byOrder' = 'all',
): Promise<{ name: string; sender: string; body: string }[]> {
  const lists = db.registries.all.flatMap(({ parent, code }) => (parent === undefined ? [] : [code]));
  const those =
    which === 'all'
      ? ''
      : `WHERE body ->> '$.tenure' IS NOT NULL OR (body ->> '$.registry' IN (SELECT value FROM json_each(?))
           AND EXISTS (SELECT 1 FROM change_event AS event WHERE event.record_id = body ->> '$.recordId'
                          AND event.registry = body ->> '$.registry'))`;
  return db.all(
    `SELECT stamp AS name, sender, body FROM deferred_change ${those} ORDER BY rowid`,
    which === 'all' ? [] : [JSON.stringify(lists)],
  );
}

export async function forgetDeferred(tx: WriteTx, names: readonly string[]): Promise<void> {
  await tx.run('DELETE FROM deferred_change WHERE stamp IN (SELECT value FROM json_each(?))', [
    JSON.stringify(names),
  ]);
}
