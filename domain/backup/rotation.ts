import { readBackupName, type NamedBackup } from './backupFile';

/**
 * Which backups of a folder have served their time (907 п. 5.5). Only names that this program gives are ever looked at,
 * only those of this office, and the newest that is known to be good always stays. Days, weeks and months are those of
 * UTC: what matters is that they follow one another.
 */
export interface Keeping {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  /** Of every other kind (by command, on quit, before a migration or an import), each. */
  readonly others: number;
}

export const standardKeeping: Keeping = { daily: 7, weekly: 5, monthly: 12, others: 10 };

/** File names to remove. `good`: the newest backup that was verified, whatever its kind. */
export function expiredBackups(
  fileNames: readonly string[],
  office: string,
  keep: Keeping,
  good: string | undefined,
): readonly string[] {
  const ours = fileNames
    .flatMap((fileName) => readBackupName(fileName) ?? [])
    .filter((backup) => backup.office === office)
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : 0));
  const daily = ours.filter(({ kind }) => kind === 'daily');
  const kept = new Set<NamedBackup>([
    ...newestOfEach(daily, dayOf, keep.daily),
    ...newestOfEach(daily, weekOf, keep.weekly),
    ...newestOfEach(daily, monthOf, keep.monthly),
    ...(['command', 'quit', 'migration', 'import'] as const).flatMap((kind) =>
      ours.filter((backup) => backup.kind === kind).slice(0, keep.others),
    ),
    ...ours.slice(0, 1),
    ...ours.filter(({ fileName }) => fileName === good),
  ]);
  return ours.filter((backup) => !kept.has(backup)).map(({ fileName }) => fileName);
}

/** The newest backup of each of the last `count` periods that have one. */
function newestOfEach(
  newestFirst: readonly NamedBackup[],
  periodOf: (madeAt: string) => string,
  count: number,
): NamedBackup[] {
  const byPeriod = new Map<string, NamedBackup>();
  for (const backup of newestFirst) {
    const period = periodOf(backup.madeAt);
    if (!byPeriod.has(period)) byPeriod.set(period, backup);
  }
  return [...byPeriod.values()].slice(0, count);
}

const dayOf = (madeAt: string): string => madeAt.slice(0, 10);
const monthOf = (madeAt: string): string => madeAt.slice(0, 7);
/** Number of the week since a Monday. */
const weekOf = (madeAt: string): string => String(Math.floor((Date.parse(madeAt) / 86_400_000 - 4) / 7));
