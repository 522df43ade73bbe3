import type { ReadDb, WriteTx } from '../handles';
import { unlessBroken, type Sealing } from '../sealing';

/**
 * Emergency accesses: who opened whose record, why, until when, and who has looked at it. A reason may name somebody and
 * lies sealed.
 */
export interface EmergencyRow {
  readonly number: number;
  readonly login: string;
  readonly name: string;
  readonly recordId: string;
  /** null where damage keeps it shut. */
  readonly reason: string | null;
  readonly takenAt: string;
  readonly until: string;
  readonly seenAt: string | null;
}

export async function hasEmergencyAccess(
  db: ReadDb,
  login: string,
  recordId: string,
  at: string,
): Promise<boolean> {
  const row = await db.get(
    'SELECT 1 FROM emergency_access WHERE login = ? AND record_id = ? AND taken_at <= ? AND until > ?',
    [login, recordId, at, at],
  );
  return row !== undefined;
}

export async function addEmergencyAccess(
  tx: WriteTx,
  access: Pick<EmergencyRow, 'login' | 'recordId' | 'takenAt' | 'until'> & { readonly reason: string },
): Promise<void> {
  await tx.run(
    'INSERT INTO emergency_access (login, record_id, reason, taken_at, until) VALUES (?, ?, ?, ?, ?)',
    [
      ...[access.login, access.recordId, tx.vault.sealing().sealText(place(access), access.reason)],
      ...[access.takenAt, access.until],
    ],
  );
}

/** The newest first, at most 500. */
export async function listEmergencyAccesses(db: ReadDb, unseenOnly: boolean): Promise<EmergencyRow[]> {
  const rows = await db.all<EmergencyRow & { reason: string }>(
    `SELECT seq AS number, emergency_access.login AS login, coalesce(operator.name, '') AS name,
            record_id AS recordId, reason, taken_at AS takenAt, until, seen_at AS seenAt
       FROM emergency_access LEFT JOIN operator ON operator.login = emergency_access.login
      WHERE ${unseenOnly ? 'seen_at IS NULL' : '1 = 1'} ORDER BY seq DESC LIMIT 500`,
  );
  const sealing = db.vault.sealing();
  return rows.map((row) => ({ ...row, reason: openReason(sealing, row) }));
}

const openReason = (
  sealing: Sealing,
  row: { readonly recordId: string; readonly reason: string },
): string | null => unlessBroken(() => sealing.openText(place(row), row.reason)) ?? null;

/** Reasons under the newest data key: a part of changing it. What damage keeps shut stays as it lies. */
export async function resealReasons(tx: WriteTx): Promise<void> {
  const rows = await tx.all<{ seq: number; recordId: string; reason: string }>(
    'SELECT seq, record_id AS recordId, reason FROM emergency_access',
  );
  const sealing = tx.vault.sealing();
  for (const row of rows) {
    const reason = openReason(sealing, row);
    if (reason === null) continue;
    await tx.run('UPDATE emergency_access SET reason = ? WHERE seq = ?', [
      sealing.sealText(place(row), reason),
      row.seq,
    ]);
  }
}

const place = ({ recordId }: { readonly recordId: string }): string => `emergency/${recordId}`;

export async function seeEmergencyAccesses(
  tx: WriteTx,
  upTo: number,
  login: string,
  at: string,
): Promise<void> {
  await tx.run('UPDATE emergency_access SET seen_by = ?, seen_at = ? WHERE seq <= ? AND seen_at IS NULL', [
    login,
    at,
    upTo,
  ]);
}
