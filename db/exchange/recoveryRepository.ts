import { stayingCodes } from '../../domain/exchange/audience';
import type { ReadDb, WriteTx } from '../file/handles';

/**
 * What the exchange needs after a backup was restored (docs/decisions/0017): what a peer that was restored must be told
 * again, which numbers were passed over, and which of our own words we lost and believe when a peer brings them back.
 */
const staying = ({ registries }: ReadDb): string =>
  stayingCodes(registries)
    .map((code) => `'${code}'`)
    .join(', ');

/** Events that a peer has said itself, or that answer what it asked, after this stamp of its own. */
const ofPeer = (db: ReadDb, peer: string, stamp: string): string => `kind IN ('ask', 'word', 'lost')
  AND registry NOT IN (${staying(db)}) AND ((office = ${peer} AND stamp > ${stamp})
    OR (instr(word_key, '-' || ${peer} || ' ') > 0 AND substr(word_key, instr(word_key, ' ') + 1) > ${stamp}))`;

/** Where the two offices have to find each other again; all of it empty as a rule. */
export interface RecoveryState {
  /** The number that the next package must say it follows. */
  readonly follows: number | null;
  /** 1 while the peer has not been told that this office was restored. */
  readonly asks: number;
  /** Between these two some numbers were passed over: a package that bears one and was never taken is late. */
  readonly voidAfter: number;
  readonly voidBefore: number;
}

export async function recoveryState(db: ReadDb, peer: string): Promise<RecoveryState> {
  const row = await db.get<RecoveryState>(
    `SELECT follows, asks, void_after AS voidAfter, void_before AS voidBefore FROM peer_state WHERE peer = ?`,
    [peer],
  );
  return row ?? { follows: null, asks: 0, voidAfter: 0, voidBefore: 0 };
}

/** Notes that the package which was made has told the peer what it had to be told about numbers. */
export async function noteSaid(tx: WriteTx, peer: string): Promise<void> {
  await tx.run('UPDATE peer_state SET follows = NULL, asks = 0 WHERE peer = ?', [peer]);
}

/**
 * Tells a restored peer again what it lost. Its backup has our packages up to number `received` and its own changes up to
 * `stamp`. It gets anew whatever we sent after `received`, and its own later changes that we hold. Packages that still
 * wait for its receipt are not sent again: their changes are among those.
 */
export async function tellAgain(
  tx: WriteTx,
  peer: string,
  { received, stamp }: { received: number; stamp: string },
): Promise<void> {
  await tx.run(
    `INSERT OR IGNORE INTO owed_event (peer, seq)
     SELECT ?1, value FROM outgoing_packet, json_each(change_seqs)
      WHERE outgoing_packet.peer = ?1 AND kind = 'message' AND number > ?2`,
    [peer, received],
  );
  // Its own words and what it asked for, with the answers: it is told them as it said them.
  await tx.run(
    `INSERT OR IGNORE INTO owed_event (peer, seq) SELECT ?1, seq FROM change_event WHERE ${ofPeer(tx, '?1', '?2')}`,
    [peer, stamp],
  );
  await sayAgain(tx, peer, received);
  await tx.run(
    `DELETE FROM outgoing_file WHERE uid IN
      (SELECT uid FROM outgoing_packet WHERE peer = ?1 AND kind = 'message' AND number > ?2)`,
    [peer, received],
  );
  await tx.run(
    "UPDATE outgoing_packet SET state = 'acknowledged' WHERE peer = ?1 AND kind = 'message' AND number > ?2",
    [peer, received],
  );
  await tx.run('UPDATE peer_state SET follows = ? WHERE peer = ?', [received, peer]);
}

/** What those packages said that the peer is shown of records is said once more, as it stands by now. */
async function sayAgain(tx: WriteTx, peer: string, received: number): Promise<void> {
  await tx.run(
    `INSERT INTO withheld_record (peer, registry, root_id, told, due)
     SELECT DISTINCT ?1, said.value ->> 0, said.value ->> 1, 'whole', 'whole'
       FROM outgoing_packet, json_each(view_records) AS said
      WHERE outgoing_packet.peer = ?1 AND kind = 'message' AND number > ?2
     ON CONFLICT (peer, registry, root_id) DO UPDATE SET due = coalesce(due, told)`,
    [peer, received],
  );
}

/**
 * A package that was under way when the peer was lost: the peer's words in it are given back as well, whichever loss of
 * the peer it was. What the peer still has it knows.
 */
export async function giveBack(tx: WriteTx, peer: string, stamps: readonly string[]): Promise<void> {
  await tx.run(
    `INSERT OR IGNORE INTO owed_event (peer, seq)
     SELECT ?1, seq FROM change_event
      WHERE ${ofPeer(tx, '?1', "''")} AND stamp IN (SELECT value FROM json_each(?2))`,
    [peer, JSON.stringify(stamps)],
  );
}

/**
 * The package said what it follows: numbers of the peer between that and its own are late from now on. What was passed
 * over at an earlier restoration stays so.
 */
export async function passOver(tx: WriteTx, peer: string, after: number, before: number): Promise<void> {
  await tx.run(
    `UPDATE peer_state SET void_after = iif(void_before = 0, ?1, min(void_after, ?1)), void_before = ?2 WHERE peer = ?3`,
    [after, before, peer],
  );
}

/** Stamps of our own changes that a backup of ours did not have: between the two of each restoration. */
export function lostWords(db: ReadDb): Promise<{ after: string; before: string }[]> {
  return db.all('SELECT lost_after AS after, lost_before AS before FROM restoration');
}

/** The last own change that this office still has, as of its last restoration. */
export async function keptUpTo(db: ReadDb): Promise<string> {
  const row = await db.get<{ stamp: string }>(
    'SELECT lost_after AS stamp FROM restoration ORDER BY seq DESC LIMIT 1',
  );
  return row?.stamp ?? '';
}
