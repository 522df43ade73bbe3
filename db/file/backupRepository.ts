import type { ReadDb, WriteTx } from './handles';

/** Backups made and rehearsed here, one line per folder; and from where on a restored office lacks its own changes. */
export interface BackupRun {
  readonly kind: string;
  readonly fileName: string;
  readonly folder: string;
  readonly bytes: number;
  readonly startedAt: string;
  readonly tookMs: number;
  readonly ok: boolean;
  readonly error: string | null;
}

export const rehearsalKind = 'rehearsal';

const columns = `seq, kind, file_name AS fileName, folder, bytes, started_at AS startedAt, took_ms AS tookMs, ok, error,
  audit_seq AS auditSeq`;
type Row = Omit<BackupRun, 'ok'> & { readonly ok: number; readonly seq: number; readonly auditSeq: number };
const toRun = (row: Row) => ({ ...row, ok: row.ok === 1 });

export async function addRun(tx: WriteTx, run: BackupRun): Promise<void> {
  const { kind, fileName, folder, bytes, startedAt, tookMs, ok, error } = run;
  await tx.run(
    `INSERT INTO backup_run (kind, file_name, folder, bytes, started_at, took_ms, ok, error, audit_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [kind, fileName, folder, bytes, startedAt, tookMs, ok ? 1 : 0, error, tx.audit.seq],
  );
}

export async function listRuns(db: ReadDb, limit: number): Promise<(BackupRun & { seq: number })[]> {
  const rows = await db.all<Row>(`SELECT ${columns} FROM backup_run ORDER BY seq DESC LIMIT ?`, [limit]);
  return rows.map(toRun);
}

/** The newest good backup of whatever kind. */
export async function lastGoodRun(
  db: ReadDb,
): Promise<(BackupRun & { readonly auditSeq: number }) | undefined> {
  const row = await db.get<Row>(
    `SELECT ${columns} FROM backup_run WHERE ok = 1 AND kind <> '${rehearsalKind}' ORDER BY seq DESC LIMIT 1`,
  );
  return row === undefined ? undefined : toRun(row);
}

/** The newest run of a kind; `goodOnly` passes over those that failed. */
export async function lastRunOf(db: ReadDb, kind: string, goodOnly: boolean): Promise<BackupRun | undefined> {
  const row = await db.get<Row>(
    `SELECT ${columns} FROM backup_run WHERE kind = ? AND ok >= ? ORDER BY seq DESC LIMIT 1`,
    [kind, goodOnly ? 1 : 0],
  );
  return row === undefined ? undefined : toRun(row);
}

/**
 * The office goes on from a backup: own changes that were made after it and peers may hold are awaited, and every peer is
 * told with the next package, numbered above all that may have been used.
 */
export async function noteRestoration(
  tx: WriteTx,
  { at, madeAt, before, peers }: { at: string; madeAt: string; before: string; peers: readonly string[] },
): Promise<void> {
  const last = await tx.get<{ stamp: string }>(
    'SELECT stamp FROM change_event WHERE office = ? ORDER BY stamp DESC LIMIT 1',
    [tx.actor.office],
  );
  await tx.run('INSERT INTO restoration (at, made_at, lost_after, lost_before) VALUES (?, ?, ?, ?)', [
    at,
    madeAt,
    last?.stamp ?? '',
    before,
  ]);
  for (const peer of peers) {
    await tx.run(
      `INSERT INTO peer_state (peer, follows, asks) VALUES (?, 0, 1)
       ON CONFLICT (peer) DO UPDATE SET follows = sent_number, asks = 1`,
      [peer],
    );
  }
}

/** Was anything done after this line of the journal but signing in and backing up? */
export async function hasWorkSince(db: ReadDb, auditSeq: number): Promise<boolean> {
  const row = await db.get(
    `SELECT 1 FROM audit WHERE seq > ? AND action NOT LIKE 'session.%' AND action NOT LIKE 'backup.%' LIMIT 1`,
    [auditSeq],
  );
  return row !== undefined;
}
