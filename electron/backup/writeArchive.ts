import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { isAbsent } from '../../db/file/fileFault';
import { isLeftBySystem } from '../files/leftBySystem';
import { ZipFile } from 'yazl';
import type { BackupManifest } from '../../domain/backup/backupFile';
import type { Snapshot } from '../../db/file/snapshot';

/**
 * The plain content of a backup as a stream: a zip of the files and, last, the manifest with the digest of each as it
 * went by. Nothing is held in memory but what is under way.
 */
export interface ArchiveEntry {
  readonly name: string;
  readonly path: string;
}

export const manifestName = 'manifest.json';

/** A database shrinks to a fifth already at this level; more costs the processor and wins little. */
const compressionLevel = 3;

/** The stream fails when a file cannot be read. `manifest` is whole once the stream has ended. */
export function writeArchive(
  entries: readonly ArchiveEntry[],
  snapshot: Snapshot,
): { bytes: Readable; manifest: () => BackupManifest } {
  const zip = new ZipFile();
  const bytes = zip.outputStream.pipe(new PassThrough());
  const seen: BackupManifest['entries'] = [];
  const { rows, audit, lastChange } = snapshot;
  const manifest = (): BackupManifest => ({ entries: seen, rows: { ...rows }, audit, lastChange });
  const options = { mode: 0o100600, compressionLevel, forceZip64Format: true };
  for (const { name, path } of entries) {
    zip.addReadStreamLazy(name, options, (give) => {
      const source = createReadStream(path, { highWaterMark: 256 * 1024 });
      const noted = noteDigest((size, sha256) => seen.push({ name, size, sha256 }));
      source.on('error', (error) => bytes.destroy(error));
      give(null, source.pipe(noted));
    });
  }
  // Asked for when all that stands before it has gone by.
  zip.addReadStreamLazy(manifestName, options, (give) =>
    give(null, Readable.from([JSON.stringify(manifest())])),
  );
  zip.end({ forceZip64Format: true, comment: '' });
  return { bytes, manifest };
}

/**
 * Every file below a folder as entries under a name; none when there is no such folder. One that cannot be looked into is
 * not an empty one: then there is no backup.
 */
export async function listFolder(folder: string, name: string): Promise<ArchiveEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return found
    .filter((entry) => entry.isFile() && !isLeftBySystem(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, name: `${name}/${path.slice(folder.length + 1).replaceAll('\\', '/')}` }));
}

function noteDigest(note: (size: number, sha256: string) => void): Transform {
  const digest = createHash('sha256');
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      size += chunk.byteLength;
      done(null, chunk);
    },
    flush(done) {
      note(size, digest.digest('hex'));
      done();
    },
  });
}
