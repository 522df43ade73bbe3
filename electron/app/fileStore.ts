import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../domain/values/result';

/**
 * Files that a window or the command line is given or has handed in, named by id. Bytes never travel in a call and no
 * call accepts a path; the folder is emptied at start and at close, so nothing of it outlives the program.
 */
export interface StoredFile {
  readonly fileId: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Where the bytes lie, for services of this process only. */
  readonly path: string;
}

export interface FileStore {
  keep(file: { name: string; mime: string; bytes: Uint8Array }): Promise<StoredFile>;
  /** Keeps what is made piece by piece and may be larger than memory. */
  keepStream(file: { name: string; mime: string; bytes: Readable }): Promise<StoredFile>;
  /** Takes an upload of at most `maxUploadBytes`. */
  receive(
    file: { name: string; mime: string },
    bytes: Readable,
  ): Promise<Result<StoredFile, 'file.tooLarge' | 'disk.full'>>;
  find(fileId: string): StoredFile | undefined;
  open(file: StoredFile): Readable;
  close(): Promise<void>;
}

/** Far above any register of the republic as a table (10 000 rows are about 3 MB), far below what would choke a PC. */
export const maxUploadBytes = 64 * 1024 * 1024;

export async function createFileStore(dataFolder: string): Promise<FileStore> {
  const folder = join(dataFolder, 'files');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = new Map<string, StoredFile>();

  const remember = (name: string, mime: string, path: string, fileId: string, size: number): StoredFile => {
    const file = { fileId, name, mime, size, path };
    files.set(fileId, file);
    return file;
  };

  return {
    async keep({ name, mime, bytes }) {
      const fileId = randomUUID();
      const path = join(folder, fileId);
      await writeFile(path, bytes);
      return remember(name, mime, path, fileId, bytes.byteLength);
    },

    async keepStream({ name, mime, bytes }) {
      const fileId = randomUUID();
      const path = join(folder, fileId);
      await pipeline(bytes, createWriteStream(path));
      return remember(name, mime, path, fileId, (await stat(path)).size);
    },

    async receive({ name, mime }, bytes) {
      const fileId = randomUUID();
      const path = join(folder, fileId);
      try {
        await pipeline(bytes, refuseBeyond(maxUploadBytes), createWriteStream(path));
      } catch (error) {
        await rm(path, { force: true });
        if (error instanceof TooLarge)
          return fail('file.tooLarge', { params: { limitMb: maxUploadBytes / 1048576 } });
        if (isDiskFull(error)) return fail('disk.full');
        throw error;
      }
      return ok(remember(name, mime, path, fileId, (await stat(path)).size));
    },

    find: (fileId) => files.get(fileId),
    open: (file) => createReadStream(file.path),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Does this error of the operating system or of SQLite say that there is no room left? */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL';
}

class TooLarge extends Error {}

function refuseBeyond(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.byteLength;
      if (seen > limit) done(new TooLarge());
      else done(null, chunk);
    },
  });
}
