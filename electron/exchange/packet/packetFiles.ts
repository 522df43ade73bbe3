import { constants } from 'node:fs';
import { cp, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeFolders } from '../../../db/file/makeFolders';
import { steadyFiles } from '../../../db/file/steadyFiles';

/**
 * What the exchange folders need of a file system, so that a test can lend one that fails in the middle. Links are
 * never followed: whatever is not a plain file or a folder is `other`. A file is on the disk when `write` is done.
 */
export interface PacketFiles {
  /** What lies at a path; null for nothing. */
  look(path: string): Promise<FolderEntry | null>;
  list(folder: string): Promise<FolderEntry[]>;
  /** A plain file of exactly the size that was seen; null when it has changed since. */
  read(path: string, size: number): Promise<Buffer | null>;
  /** A new file. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  makeFolder(path: string, options?: { parents: boolean }): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  copyFolder(from: string, to: string): Promise<void>;
  /** With everything inside; nothing there is fine. */
  remove(path: string): Promise<void>;
}

export interface FolderEntry {
  readonly name: string;
  /** `closed` is what the system does not let us look at now: held open, half deleted, without rights. */
  readonly kind: 'file' | 'folder' | 'other' | 'closed';
  readonly size: number;
  readonly modifiedMs: number;
}

export const nodePacketFiles: PacketFiles = {
  look,
  list,
  read,
  write,
  makeFolder: async (path, options) => {
    if (options?.parents === true) await makeFolders(path);
    else await mkdir(path);
  },
  syncFolder,
  rename: steadyFiles.rename,
  copyFolder,
  remove: steadyFiles.remove,
};

/** `ENOENT` and the like; null for an error that the operating system did not give. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return 'syscall' in error ? error.code : null;
}

async function look(path: string): Promise<FolderEntry | null> {
  try {
    const found = await lstat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    return { name: basename(path), kind, size: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function list(folder: string): Promise<FolderEntry[]> {
  const names = await readdir(folder);
  const entries = await Promise.all(names.sort().map((name) => lookOrClosed(join(folder, name))));
  return entries.filter((entry) => entry !== null);
}

/** One that cannot be looked at must not hide the others of its folder. */
async function lookOrClosed(path: string): Promise<FolderEntry | null> {
  try {
    return await look(path);
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
    return { name: basename(path), kind: 'closed', size: 0, modifiedMs: 0 };
  }
}

async function read(path: string, size: number): Promise<Buffer | null> {
  // Windows has no such flag (the constant counts as 0): there look() is the only guard against a link.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    if ((await file.stat()).size !== size) return null;
    const bytes = await file.readFile();
    return bytes.byteLength === size ? bytes : null;
  } finally {
    await file.close();
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder as a file; NTFS keeps names in its own journal.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false });
  for (const entry of await list(to)) {
    if (entry.kind !== 'file') continue;
    const file = await open(join(to, entry.name), 'r+');
    await file.sync().finally(() => file.close());
  }
  await syncFolder(to);
}
