import type { ReadDb, WriteTx } from '../file/handles';

/** Heads of other offices' journals, kept as they came: a peer cannot rewrite its past without one of them telling. */
export interface WitnessedHead {
  readonly peer: string;
  /** Package that brought the head. */
  readonly uid: string;
  /** Number of the line; null from a program that did not say it yet. */
  readonly seq: number | null;
  readonly hash: string;
  readonly at: string;
  /** Did the peer's journal go back with it: a lower line than before, or the same line with another hash? */
  readonly wentBack: boolean;
}

/** Keeps a head and answers whether the peer's journal went back with it. */
export async function addWitness(tx: WriteTx, head: Omit<WitnessedHead, 'wentBack'>): Promise<boolean> {
  const { peer, uid, seq, hash, at } = head;
  const wentBack = seq !== null && (await goesBack(tx, peer, seq, hash));
  await tx.run(
    `INSERT INTO witness (peer, uid, seq, hash, at, went_back) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (peer, uid) DO NOTHING`,
    [peer, uid, seq, hash, at, Number(wentBack)],
  );
  return wentBack;
}

async function goesBack(db: ReadDb, peer: string, seq: number, hash: string): Promise<boolean> {
  const later = await db.get(
    'SELECT 1 FROM witness WHERE peer = ?1 AND (seq > ?2 OR (seq = ?2 AND hash <> ?3)) LIMIT 1',
    [peer, seq, hash],
  );
  return later !== undefined;
}

/** Heads held, in the order they came; of one peer when it is given. */
export async function listWitness(db: ReadDb, peer?: string): Promise<readonly WitnessedHead[]> {
  const rows = await db.all<Omit<WitnessedHead, 'wentBack'> & { wentBack: number }>(
    `SELECT peer, uid, seq, hash, at, went_back AS wentBack FROM witness
      WHERE ?1 IS NULL OR peer = ?1 ORDER BY peer, rowid`,
    [peer ?? null],
  );
  return rows.map((row) => ({ ...row, wentBack: row.wentBack === 1 }));
}
