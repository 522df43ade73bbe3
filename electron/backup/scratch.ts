import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAtOnce, sweep } from '../../db/file/steadyFiles';
import { makeFolders } from '../../db/file/makeFolders';

/**
 * Where a copy of the database lies for the moments it takes to seal or to check it, for its owner alone, so that nothing
 * plain is left behind. Of an office that is inside the data folder, swept at start even after a killed program; without
 * an office a folder of the system that nobody could make before, which no start sweeps: only `kill -9` leaves it.
 */
const scratchName = 'backup-work';

export async function inScratch<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(dataFolder, scratchName, randomUUID());
  await makeFolders(folder, 0o700);
  try {
    return await work(folder);
  } finally {
    await sweep(folder);
  }
}

/** What somebody holds of it stays until the next start. */
export const sweepScratch = (dataFolder: string): Promise<void> => sweep(join(dataFolder, scratchName));

/** For a command that has no data folder; a program that stays open ends in order and must not be ended here. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const made: string[] = [];
  const end = (signal: NodeJS.Signals): void => {
    for (const folder of made) removeAtOnce(folder);
    process.kill(process.pid, signal);
  };
  // Listened for before there is anything to take away, and made at once: no moment lies between.
  for (const signal of endings) process.once(signal, end);
  // Under a name of chance, mode 0700: a folder that somebody laid ready is never used.
  const folder = mkdtempSync(join(tmpdir(), 'yardam-verify-'));
  made.push(folder);
  try {
    return await work(folder);
  } finally {
    await sweep(folder);
    for (const signal of endings) process.off(signal, end);
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
