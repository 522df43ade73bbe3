import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent } from './fileFault';

/**
 * Makes a folder with those above it that are missing; answers the topmost that was made, undefined when all were there.
 * Level by level: Node's own `recursive` never ends where the system says that there is nothing although the folder above
 * is there, as it does in `/proc`, and a backup folder may be any path that somebody typed.
 */
export async function makeFolders(path: string, mode = 0o777): Promise<string | undefined> {
  if (await isFolder(path)) return undefined;
  const above = dirname(path);
  const first = above === path ? undefined : await makeFolders(above, mode);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    // Another program may have made it meanwhile.
    if (await isFolder(path)) return first;
    throw error;
  }
  return first ?? path;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** The same, for what cannot wait: the log of a start. */
export function makeFoldersAtOnce(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFoldersAtOnce(above);
  mkdirSync(path);
}
