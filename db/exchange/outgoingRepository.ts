import type { ReadDb, WriteTx } from '../file/handles';

/**
 * Packets made here, with their bytes until they are receipted: a packet is laid again with the same uid and the same
 * bytes however often it takes.
 */
export interface OutgoingPacket {
  readonly uid: string;
  readonly kind: 'message' | 'receipt';
  readonly peer: string;
  readonly number: number | null;
  readonly folder: string;
  readonly state: 'made' | 'laid' | 'acknowledged' | 'refused';
  readonly changeCount: number;
  readonly madeAt: string;
  readonly laidAt: string | null;
}

export interface PacketFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const columns =
  'uid, kind, peer, number, folder, state, change_count AS changeCount, made_at AS madeAt, laid_at AS laidAt';

export async function addPacket(
  tx: WriteTx,
  packet: Omit<OutgoingPacket, 'state' | 'madeAt' | 'laidAt'> & {
    readonly changeSeqs: readonly number[];
    /** Of which records it says what the peer is shown. */
    readonly viewRecords?: readonly (readonly [registry: string, recordId: string])[];
  },
  files: readonly PacketFile[],
  at: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO outgoing_packet (uid, kind, peer, number, folder, state, change_count, change_seqs, view_records, made_at)
     VALUES (?, ?, ?, ?, ?, 'made', ?, ?, ?, ?)`,
    [
      packet.uid,
      packet.kind,
      packet.peer,
      packet.number,
      packet.folder,
      packet.changeCount,
      JSON.stringify(packet.changeSeqs),
      JSON.stringify(packet.viewRecords ?? []),
      at,
    ],
  );
  for (const [position, { name, bytes }] of files.entries()) {
    await tx.run('INSERT INTO outgoing_file (uid, position, name, bytes) VALUES (?, ?, ?, ?)', [
      packet.uid,
      position,
      name,
      bytes,
    ]);
  }
}

/** Packets still to be laid, and messages laid before `resendBefore` that were refused or never receipted. */
export function listToLay(db: ReadDb, resendBefore: string): Promise<OutgoingPacket[]> {
  return db.all<OutgoingPacket>(
    `SELECT ${columns} FROM outgoing_packet
      WHERE state <> 'acknowledged' AND (state = 'made' OR (kind = 'message' AND laid_at < ?))
      ORDER BY made_at, number, uid`,
    [resendBefore],
  );
}

export function packetFiles(db: ReadDb, uid: string): Promise<PacketFile[]> {
  return db.all<PacketFile>('SELECT name, bytes FROM outgoing_file WHERE uid = ? ORDER BY position', [uid]);
}

export function findMessage(db: ReadDb, peer: string, uid: string): Promise<OutgoingPacket | undefined> {
  return db.get<OutgoingPacket>(
    `SELECT ${columns} FROM outgoing_packet WHERE uid = ? AND peer = ? AND kind = 'message'`,
    [uid, peer],
  );
}

/** Notes that the packet lies in the folder. A receipt is never receipted, so its bytes are not needed any more. */
export async function markLaid(tx: WriteTx, packet: OutgoingPacket, at: string): Promise<void> {
  await tx.run("UPDATE outgoing_packet SET state = 'laid', laid_at = ? WHERE uid = ?", [at, packet.uid]);
  if (packet.kind === 'receipt') await tx.run('DELETE FROM outgoing_file WHERE uid = ?', [packet.uid]);
}

/** The peer answered. A refused message keeps its bytes: it is laid again later, and numbered packages behind it wait. */
export async function settleMessage(tx: WriteTx, uid: string, accepted: boolean): Promise<void> {
  await tx.run('UPDATE outgoing_packet SET state = ? WHERE uid = ?', [
    accepted ? 'acknowledged' : 'refused',
    uid,
  ]);
  if (accepted) await tx.run('DELETE FROM outgoing_file WHERE uid = ?', [uid]);
}

/** Messages without a receipt of the offices that this one exchanges with. */
export async function countUnreceipted(db: ReadDb, peers: readonly string[]): Promise<number> {
  const row = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM outgoing_packet
      WHERE kind = 'message' AND state <> 'acknowledged' AND peer IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(peers)],
  );
  return row?.n ?? 0;
}

/** Packets kept with their bytes for offices that this one does not exchange with any more. */
export async function countKept(db: ReadDb, peers: readonly string[]): Promise<number> {
  const row = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM outgoing_packet
      WHERE state <> 'acknowledged' AND (kind = 'message' OR state = 'made')
        AND peer NOT IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(peers)],
  );
  return row?.n ?? 0;
}
