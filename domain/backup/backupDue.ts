import { legalDateTime } from '../values/legalTime';

/** When a backup or a rehearsal is due. Pure: the caller tells what time it is. */
const dayMs = 86_400_000;

/** Is the daily backup of the office's day still to be made, its hour having come? */
export function isDailyDue(now: Date, lastDailyAt: string | null, hour: number): boolean {
  const local = legalDateTime(now);
  if (Number(local.slice(11, 13)) < hour) return false;
  return lastDailyAt === null || legalDateTime(new Date(lastDailyAt)).slice(0, 10) < local.slice(0, 10);
}

/** A backup is late when none was made for three days: a weekend away from the office is not yet a fault of anybody. */
export const isBackupLate = (now: Date, lastGoodAt: string | null): boolean =>
  lastGoodAt === null || now.getTime() - Date.parse(lastGoodAt) > 3 * dayMs;

export const isRehearsalDue = (now: Date, lastGoodAt: string | null, afterDays: number): boolean =>
  lastGoodAt === null || now.getTime() - Date.parse(lastGoodAt) > afterDays * dayMs;
