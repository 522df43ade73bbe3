import { chmod, mkdir } from 'node:fs/promises';
import { hasCode } from './sqliteConnection';

/**
 * Makes a folder that nobody else of this machine has anything to read in, and makes one that is there already so: what
 * lies in a data folder is for its owner only (docs/threat-model.md § 4). Windows keeps its own lists of who may what,
 * and the mode changes nothing there.
 */
export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await closeToOthers(path, 0o700);
}

/** A disk that knows no owners, or a folder that somebody else lends: who reads it is then settled there. */
export async function closeToOthers(path: string, mode: 0o600 | 0o700): Promise<void> {
  try {
    await chmod(path, mode);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
  }
}
