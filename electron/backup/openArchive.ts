import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { backupManifestShape, type BackupManifest } from '../../domain/backup/backupFile';
import { manifestName } from './writeArchive';

/** The archive is not what its manifest says: damage, or a program that writes other backups than this one. */
export class ArchiveBroken extends Error {}

/** Unpacks into an empty folder and compares every size and digest with the manifest. Throws `ArchiveBroken`. */
export async function unpackArchive(path: string, folder: string): Promise<BackupManifest> {
  const zip = await orBroken(openPromise(path, { autoClose: false }));
  try {
    let manifest: BackupManifest | undefined;
    const found = new Map<string, string>();
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === manifestName) manifest = await readManifest(zip, entry);
      else found.set(entry.fileName, await unpack(zip, entry, folder));
    }
    if (manifest === undefined || manifest.entries.length !== found.size) throw new ArchiveBroken();
    for (const { name, size, sha256 } of manifest.entries)
      if (found.get(name) !== `${size} ${sha256}`) throw new ArchiveBroken();
    return manifest;
  } catch (error) {
    throw isAboutArchive(error) ? new ArchiveBroken() : error;
  } finally {
    zip.close();
  }
}

async function unpack(zip: ZipFile, entry: Entry, folder: string): Promise<string> {
  const path = resolve(join(folder, entry.fileName));
  // The library refuses names that lead elsewhere; here nothing depends on that.
  if (!path.startsWith(resolve(folder) + sep)) throw new ArchiveBroken();
  await mkdir(dirname(path), { recursive: true });
  const digest = createHash('sha256');
  let size = 0;
  const noted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      size += chunk.byteLength;
      done(null, chunk);
    },
  });
  const source = await zip.openReadStreamPromise(entry);
  await pipeline(source, noted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return `${size} ${digest.digest('hex')}`;
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

async function orBroken<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    throw isAboutArchive(error) ? new ArchiveBroken() : error;
  }
}

/** The library throws plain errors for what is not a sound archive; those of the system and bugs are others. */
const isAboutArchive = (error: unknown): boolean =>
  error instanceof Error &&
  (error.constructor === Error || ('code' in error && String(error.code).startsWith('Z_')));
