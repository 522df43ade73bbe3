import type { ReadDb, WriteTx } from '../file/handles';
import { unlessBroken, type Sealing } from '../sealing/sealing';

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

/** What the card that it opens says of it. */
export type EmergencyMark = Pick<EmergencyRow, 'login' | 'name' | 'reason' | 'takenAt' | 'until'>;

/** What opens a person to this operator at this time; the one that lasts longest where he took several. */
export async function heldEmergencyAccess(
  db: ReadDb,
  login: string,
  recordId: string,
  at: string,
): Promise<EmergencyMark | undefined> {
  const row = await db.get<LyingRow>(
    `SELECT ${columns} WHERE emergency_access.login = ? AND record_id = ? AND taken_at <= ? AND until > ?
      ORDER BY until DESC LIMIT 1`,
    [login, recordId, at, at],
  );
  return row === undefined ? undefined : toMark(openRow(db.vault.sealing(), row));
}

/** Whose records are open to this operator at this time, and until when; the last taken first. */
export function heldEmergencyAccesses(
  db: ReadDb,
  login: string,
  at: string,
): Promise<{ recordId: string; until: string }[]> {
  return db.all(
    `SELECT record_id AS recordId, max(until) AS until FROM emergency_access
      WHERE login = ? AND taken_at <= ? AND until > ? GROUP BY record_id ORDER BY max(seq) DESC`,
    [login, at, at],
  );
}

export async function findEmergencyAccess(
  db: ReadDb,
  number: number,
): Promise<(EmergencyMark & { readonly recordId: string }) | undefined> {
  const row = await db.get<LyingRow>(`SELECT ${columns} WHERE seq = ?`, [number]);
  if (row === undefined) return undefined;
  return { ...toMark(openRow(db.vault.sealing(), row)), recordId: row.recordId };
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
  const rows = await db.all<LyingRow>(
    `SELECT ${columns} WHERE ${unseenOnly ? 'seen_at IS NULL' : '1 = 1'} ORDER BY seq DESC LIMIT 500`,
  );
  const sealing = db.vault.sealing();
  return rows.map((row) => openRow(sealing, row));
}

type LyingRow = EmergencyRow & { readonly reason: string };

const columns = `seq AS number, emergency_access.login AS login, coalesce(operator.name, '') AS name,
  record_id AS recordId, reason, taken_at AS takenAt, until, seen_at AS seenAt
  FROM emergency_access LEFT JOIN operator ON operator.login = emergency_access.login`;

const openRow = (sealing: Sealing, row: LyingRow): EmergencyRow => ({
  ...row,
  reason: openReason(sealing, row),
});

const toMark = ({ login, name, reason, takenAt, until }: EmergencyRow): EmergencyMark => ({
  ...{ login, name, reason, takenAt, until },
});

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
