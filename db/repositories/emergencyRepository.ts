import type { ReadDb, WriteTx } from '../handles';

/** Emergency accesses: who opened whose record, why (sealed), until when, and who has looked at it. */
export interface EmergencyRow {
  readonly number: number;
  readonly login: string;
  readonly name: string;
  readonly recordId: string;
  readonly reason: string;
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
  access: Pick<EmergencyRow, 'login' | 'recordId' | 'reason' | 'takenAt' | 'until'>,
): Promise<void> {
  await tx.run(
    'INSERT INTO emergency_access (login, record_id, reason, taken_at, until) VALUES (?, ?, ?, ?, ?)',
    [access.login, access.recordId, access.reason, access.takenAt, access.until],
  );
}

/** The newest first, at most 500. Reasons are sealed still. */
export function listEmergencyAccesses(db: ReadDb, unseenOnly: boolean): Promise<EmergencyRow[]> {
  return db.all<EmergencyRow>(
    `SELECT seq AS number, emergency_access.login AS login, coalesce(operator.name, '') AS name,
            record_id AS recordId, reason, taken_at AS takenAt, until, seen_at AS seenAt
       FROM emergency_access LEFT JOIN operator ON operator.login = emergency_access.login
      WHERE ${unseenOnly ? 'seen_at IS NULL' : '1 = 1'} ORDER BY seq DESC LIMIT 500`,
  );
}

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
