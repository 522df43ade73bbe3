import { createHash } from 'node:crypto';
import type { AuditAction, AuditDetail } from '../../domain/audit/events';
import type { AuditTail, WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from '../record/jsonRows';

/**
 * The append-only journal of events: each line holds the hash of the line before, so that a changed, removed or moved
 * line is found by anyone. Triggers refuse UPDATE and DELETE. Values of fields never go here; a line for changes names
 * their rows in the change log and carries a digest of them (`changeBinding.ts`), which binds the log to the chain. Two
 * people may have one name, so `detail` of every line written for an account ends with its login, hashed with the rest.
 */
export interface AuditLine {
  /** What was done, in the contract's words: `record.save`, `session.signIn`. */
  readonly action: AuditAction;
  /** To what: `provider/<id>`, `operator/<login>`, `packet/<uid>`. */
  readonly object: string;
  /** Never with a `login`: that is put in here, and is whose line it is. */
  readonly detail: AuditDetails;
}

export type AuditDetails = Readonly<Partial<Record<AuditDetail, string | number | readonly string[]>>> & {
  readonly login?: never;
};

export async function appendAudit(tx: WriteTx, lines: readonly AuditLine[], at: string): Promise<void> {
  if (lines.length === 0) return;
  const { office, operator, login } = tx.actor;
  let { seq, hash } = tx.audit;
  const rows = lines.map(({ action, object, detail }) => {
    seq += 1;
    const said = JSON.stringify(login === '' ? detail : { ...detail, login });
    const line = { seq, at, office, operator, action, object, detail: said, previous: hash };
    hash = hashLine(line);
    return [seq, at, office, operator, action, object, said, line.previous, hash];
  });
  for (const some of jsonRows(rows)) await tx.run(insertLines, [some]);
  tx.audit.seq = seq;
  tx.audit.hash = hash;
}

const insertLines = `
  INSERT INTO audit (seq, at, office, operator, action, object, detail, previous, hash)
  SELECT ${jsonColumns(9)} FROM json_each(?)`;

export interface ChainedLine {
  readonly seq: number;
  readonly at: string;
  readonly office: string;
  readonly operator: string;
  readonly action: string;
  readonly object: string;
  readonly detail: string;
  readonly previous: string;
}

/** The line's values as a JSON array in the order of the columns: what is hashed. */
export function lineText(line: ChainedLine): string {
  const { seq, at, office, operator, action, object, detail, previous } = line;
  return JSON.stringify([seq, at, office, operator, action, object, detail, previous]);
}

/** SHA-256, in hex, of the line's text. */
export const hashLine = (line: ChainedLine): string =>
  createHash('sha256').update(lineText(line)).digest('hex');

/** The end of the chain as it lies in the file. Packages carry it, so that other offices witness it. */
export async function auditTail(db: Pick<WriteTx, 'get'>): Promise<AuditTail> {
  const row = await db.get<AuditTail>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  return row ?? { seq: 0, hash: '' };
}
