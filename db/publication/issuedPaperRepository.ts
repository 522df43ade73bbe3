import type { ReadDb, WriteTx } from '../file/handles';

/** A paper that was given out. */
export interface IssuedPaper {
  readonly code: string;
  readonly number: string;
  readonly kind: string;
  readonly registry: string;
  readonly recordId: string;
  readonly version: number;
  readonly madeOn: string;
  /** SHA-256 of what it said. */
  readonly digest: string;
}

export async function addIssuedPaper(tx: WriteTx, paper: IssuedPaper, at: string): Promise<void> {
  const { code, number, kind, registry, recordId, version, madeOn, digest } = paper;
  await tx.run(
    `INSERT INTO issued_paper (code, number, kind, registry, record_id, version, made_on, digest, operator, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [code, number, kind, registry, recordId, version, madeOn, digest, tx.actor.operator, at],
  );
}

export const findIssuedPaper = (db: ReadDb, code: string): Promise<IssuedPaper | undefined> =>
  db.get<IssuedPaper>(
    `SELECT code, number, kind, registry, record_id AS recordId, version, made_on AS madeOn, digest
       FROM issued_paper WHERE code = ?`,
    [code],
  );
