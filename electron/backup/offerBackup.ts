import { basename, join } from 'node:path';
import { lossBetween } from '../../domain/backup/loss';
import { fail, type Err, type Result } from '../../domain/values/result';
import { lockDataFolder } from '../../db/file/dataLock';
import type { Declared } from '../../db/file/migrate';
import { databaseFile, type OpenError } from '../../db/file/openDatabase';
import { readRemains } from '../../db/file/remains';
import { newestOf } from './backUpOffice';

/**
 * A damaged database is answered with what it could be restored from and what would then be missing, as far as that can be
 * told without a key: by the open header of the backup and by what can still be read here.
 */
export async function offerBackup(
  refused: Err<OpenError>,
  folder: string,
  declared: Declared,
): Promise<Result<never>> {
  if (refused.error.code !== 'data.damaged') return refused;
  const found = await newestOf(folder, declared);
  // One that is held may be good: then nothing is said of it.
  if (!found.ok) return refused;
  const newest = found.value;
  if (newest === undefined) return fail('data.damaged', { params: { ...refused.error.params, backup: '' } });
  const { madeAt, ends } = newest.header;
  const remains = await readAlone(folder);
  const told = { ...refused.error.params, backup: basename(newest.path), madeAt };
  if (ends === undefined || remains === undefined) return fail('data.damaged', { params: told });
  const { changes } = lossBetween(ends, remains);
  const { lastChangeAt } = remains;
  return fail('data.damaged', {
    params: {
      ...told,
      ...(changes === null ? {} : { changes }),
      ...(lastChangeAt === null ? {} : { lastChangeAt }),
    },
  });
}

/** What cannot be had alone is not looked at. */
async function readAlone(folder: string) {
  const lock = await lockDataFolder(join(folder, databaseFile)).catch(() => undefined);
  if (lock === undefined) return undefined;
  try {
    return await readRemains(join(folder, databaseFile));
  } finally {
    await lock.close();
  }
}
