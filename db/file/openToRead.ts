import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/values/result';
import { lockDataFolder, type DataLock } from './dataLock';
import { readFileHeader } from './fileHeader';
import { mintReadDb, type ReadDb } from './handles';
import type { Declared } from './migrate';
import { createVault } from '../sealing/vault';
import { createHeldTerms } from '../term/heldTerms';
import {
  damaged,
  databaseFile,
  findDamage,
  refuseThrown,
  refuseUnopened,
  type OpenError,
} from './openDatabase';
import { restorationIn, restoringIn } from './restoration';
import { connect, type Connection } from './sqliteConnection';
import { steadyFiles } from './steadyFiles';

/**
 * Opens the office's database for looking only: no account, no migration, not a byte of the database changed. The
 * folder is locked all the same, so that nobody writes while it is judged. An older database is welcome.
 */
export interface OpenToRead {
  readonly read: ReadDb;
  close(): Promise<void>;
}

export async function openToRead(folder: string, declared: Declared): Promise<Result<OpenToRead, OpenError>> {
  const path = join(folder, databaseFile);
  let hadLog = true;
  let lock: DataLock | undefined;
  let reader: Connection | undefined;
  const close = async (): Promise<void> => {
    await reader?.close();
    // A reader may not tidy up after itself: without a log before, the one that is left is empty.
    if (reader !== undefined && !hadLog)
      for (const end of ['-wal', '-shm']) await steadyFiles.remove(path + end);
    await lock?.close();
  };
  try {
    if ((await restorationIn(folder)) === 'undone')
      return fail('restore.unfinished', { params: { path: restoringIn(folder) } });
    const unopened = refuseUnopened(await readFileHeader(path), folder, declared);
    if (!unopened.ok) return unopened;
    hadLog = (await readFileHeader(`${path}-wal`)).kind !== 'absent';
    lock = await lockDataFolder(path);
    if (lock === undefined) return fail('data.locked', { params: { folder } });
    reader = await connect(path, 'read');
    const damage = await findDamage(reader);
    if (damage === undefined) {
      const { registries } = declared;
      return ok({
        read: mintReadDb(reader, { vault: createVault(), registries, terms: createHeldTerms() }),
        close,
      });
    }
    await close();
    return damaged(folder, damage);
  } catch (error) {
    await close();
    return await refuseThrown(error, folder);
  }
}
