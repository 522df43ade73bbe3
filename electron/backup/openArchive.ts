import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { backupManifestShape, type BackupManifest } from '../../domain/backup/backupFile';
import type { FoundBackup } from './backupFiles';
import { openBody, plainLength } from './sealedBody';
import { manifestName } from './writeArchive';
import { makeFolders } from '../../db/file/makeFolders';

/** The archive is not what its manifest says: damage, or a program that writes other backups than this one. */
export class ArchiveBroken extends Error {}

/**
 * Reads the sealed archive piece by piece and compares every size and digest with the manifest. With a folder the files
 * are laid there, without one nothing is written anywhere. Throws `ArchiveBroken` or `BodyBroken`.
 */
export async function readArchive(
  backup: FoundBackup,
  key: Buffer,
  folder: string | undefined,
): Promise<BackupManifest> {
  const file = await open(backup.path, 'r');
  try {
    const length = plainLength(backup.bytes, backup.headerLine);
    const reader = createSealedReader(file, backup.headerLine, key);
    const zip = await fromRandomAccessReaderPromise(reader, length, { autoClose: false });
    return await readEntries(zip, folder);
  } catch (error) {
    throw isAboutArchive(error) ? new ArchiveBroken() : error;
  } finally {
    await file.close();
  }
}

async function readEntries(zip: ZipFile, folder: string | undefined): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined;
  const found = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === manifestName) manifest = await readManifest(zip, entry);
    else found.set(entry.fileName, await readEntry(zip, entry, folder));
  }
  if (manifest === undefined || manifest.entries.length !== found.size) throw new ArchiveBroken();
  for (const { name, size, sha256 } of manifest.entries)
    if (found.get(name) !== `${size} ${sha256}`) throw new ArchiveBroken();
  return manifest;
}

/** The library wants a class: an archive that opens as it is read, wherever it is read. */
function createSealedReader(file: FileHandle, headerLine: Buffer, key: Buffer): RandomAccessReader {
  class SealedReader extends RandomAccessReader {
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(openBody(file, headerLine, key, { start, end }), { objectMode: false });
    }
  }
  return new SealedReader();
}

async function readEntry(zip: ZipFile, entry: Entry, folder: string | undefined): Promise<string> {
  const digest = createHash('sha256');
  let size = 0;
  const noted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      size += chunk.byteLength;
      done(null, folder === undefined ? undefined : chunk);
    },
  });
  const source = await zip.openReadStreamPromise(entry);
  if (folder === undefined) await pipeline(source, noted.resume());
  else
    await pipeline(
      source,
      noted,
      createWriteStream(await placeOf(entry, folder), { flags: 'wx', mode: 0o600 }),
    );
  return `${size} ${digest.digest('hex')}`;
}

async function placeOf({ fileName }: Entry, folder: string): Promise<string> {
  const path = resolve(join(folder, fileName));
  // The library refuses names that lead elsewhere; here nothing depends on that.
  if (!path.startsWith(resolve(folder) + sep)) throw new ArchiveBroken();
  await makeFolders(dirname(path));
  return path;
}

const maxManifestBytes = 64 * 1024 * 1024;

async function readManifest(zip: ZipFile, entry: Entry): Promise<BackupManifest> {
  if (entry.uncompressedSize > maxManifestBytes) throw new ArchiveBroken();
  const text = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
  const parsed = backupManifestShape.safeParse(parse(text));
  if (!parsed.success) throw new ArchiveBroken();
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The library throws plain errors for what is not a sound archive; those of the system and bugs are others. */
const isAboutArchive = (error: unknown): boolean =>
  error instanceof Error &&
  (error.constructor === Error || ('code' in error && String(error.code).startsWith('Z_')));
