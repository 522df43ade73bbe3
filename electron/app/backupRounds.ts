import type { BackupService } from '../backup/backupService';
import type { Logger } from './logger';

/** Looks every few minutes whether a backup or a rehearsal is due, and makes the last one when the program ends. */
export interface BackupRounds {
  stop(): Promise<void>;
}

/** The first look is not at once: opening the window comes before. */
const firstMs = 60_000;
const roundMs = 5 * 60_000;

export function startBackupRounds(
  backups: Pick<BackupService, 'makeDue' | 'makeLast'>,
  logger: Pick<Logger, 'bug'>,
  { first, every }: { first: number; every: number } = { first: firstMs, every: roundMs },
): BackupRounds {
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  // What fails is written down by the service; a bug must not take the program with it.
  const safely = (where: string, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => void logger.bug(where, error));
  const round = (): void => {
    underWay = safely('backup.due', backups.makeDue).then(() => schedule(every));
  };
  const schedule = (after: number): void => {
    timer = setTimeout(round, after);
    timer.unref();
  };
  timer = setTimeout(round, first);
  timer.unref();

  return {
    async stop() {
      clearTimeout(timer);
      await underWay;
      clearTimeout(timer);
      await safely('backup.last', backups.makeLast);
    },
  };
}
