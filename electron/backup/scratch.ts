import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where a copy of the database lies for the moments it takes to seal or to check it: inside the data folder, for its
 * owner alone, swept at start, so that nothing plain is left behind even by a program that was killed.
 */
const scratchName = 'backup-work';

export async function inScratch<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(dataFolder, scratchName, randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export const sweepScratch = (dataFolder: string): Promise<void> =>
  rm(join(dataFolder, scratchName), { recursive: true, force: true, maxRetries: 3 });
