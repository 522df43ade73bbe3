import { open, stat } from 'node:fs/promises';
import { isAbsent } from './fileFault';

/**
 * What the first bytes of a database file tell (https://sqlite.org/fileformat.html, 1.3), read as bytes: a file that is
 * not ours or not ours to open must be recognised before SQLite touches it, its journal or its folder.
 */
export type FileHeader =
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'database'; readonly applicationId: number; readonly userVersion: number };

/** The smallest page SQLite has: a database is never shorter. */
const smallestFile = 512;
const magic = 'SQLite format 3\0';

export async function readFileHeader(path: string): Promise<FileHeader> {
  const stats = await stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  if (stats === undefined) return { kind: 'absent' };
  if (!stats.isFile() || stats.size < smallestFile) return { kind: 'damaged' };
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(100), 0, 100, 0);
    if (buffer.toString('latin1', 0, magic.length) !== magic) return { kind: 'damaged' };
    return { kind: 'database', userVersion: buffer.readUInt32BE(60), applicationId: buffer.readUInt32BE(68) };
  } finally {
    await file.close();
  }
}
