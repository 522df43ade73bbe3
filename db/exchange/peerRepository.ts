import type { ReadDb, WriteTx } from '../file/handles';

/** How far the exchange with a peer has come, in both directions. */
export interface PeerState {
  /** Number of the last package made for the peer. */
  readonly sentNumber: number;
  /** Every change up to this one has been looked at for the peer: sent, withheld or not for it. */
  readonly scannedSeq: number;
  /** Number of the last package of the peer that was applied here. */
  readonly receivedNumber: number;
  /** By which kind, territory and declarations all records were looked at last (`audienceKey`). */
  readonly audience: string;
}

export async function peerState(db: ReadDb, peer: string): Promise<PeerState> {
  const row = await db.get<PeerState>(
    `SELECT sent_number AS sentNumber, scanned_seq AS scannedSeq, received_number AS receivedNumber, audience
       FROM peer_state WHERE peer = ?`,
    [peer],
  );
  return row ?? { sentNumber: 0, scannedSeq: 0, receivedNumber: 0, audience: '' };
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

export async function rememberAudience(tx: WriteTx, peer: string, audience: string): Promise<void> {
  await tx.run(
    'INSERT INTO peer_state (peer, audience) VALUES (?1, ?2) ON CONFLICT (peer) DO UPDATE SET audience = ?2',
    [peer, audience],
  );
}
