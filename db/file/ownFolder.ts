import { chmod, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasCode } from './sqliteConnection';
import { steadyFiles } from './steadyFiles';
import { makeFolders } from './makeFolders';

/**
 * Makes a folder that nobody else of this machine has anything to read in, and makes one that is there already so: what
 * lies in a data folder is for its owner only (docs/threat-model.md § 4). Windows keeps its own lists of who may what,
 * and the mode changes nothing there.
 */
export async function makeOwnFolder(path: string): Promise<void> {
  await makeFolders(path, 0o700);
  await closeToOthers(path, 0o700);
}

/** The folders of this path that are not there yet, the innermost first. */
async function missingFolders(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await isThere(folder)); folder = dirname(folder)) {
    missing.push(folder);
    // A drive that is not there is its own parent.
    if (dirname(folder) === folder) break;
  }
  return missing;
}

/** Remembers which folders of these paths are not there; asked to, takes away those of them that are empty then. */
export async function emptyOnes(paths: readonly string[]): Promise<() => Promise<void>> {
  const missing = new Set<string>();
  for (const path of paths) for (const folder of await missingFolders(path)) missing.add(folder);
  // The innermost first, whichever path led to it.
  const innermost = [...missing].sort((a, b) => b.length - a.length);
  return async () => {
    for (const folder of innermost) await steadyFiles.removeEmpty(folder).catch(() => undefined);
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => !hasCode(error, 'ENOENT'),
  );

/** A disk that knows no owners, or a folder that somebody else lends: who reads it is then settled there. */
export async function closeToOthers(path: string, mode: 0o600 | 0o700): Promise<void> {
  try {
    await chmod(path, mode);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
  }
}
