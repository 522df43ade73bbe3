import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline as pipe, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../domain/values/result';
import { isDiskFull } from '../../db/file/fileFault';
import { sweep } from '../../db/file/steadyFiles';
import { makeFolders } from '../../db/file/makeFolders';

/**
 * Files that a window or the command line is given or has handed in, named by id. Bytes never travel in a call and no
 * call accepts a path. What is handed in may name citizens: every file lies encrypted under a key that exists in memory
 * only, so that after a power cut nobody can read it; the folder is emptied at start and at close. A file is there for
 * the operator it was made for or who handed it in, and for nobody who sits down after him.
 */
export interface StoredFile {
  readonly fileId: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** The bytes, whole; at most `maxUploadBytes` of an upload. For services of this process only. */
  read(): Promise<Buffer>;
  stream(): Readable;
}

/** The files of one operator. */
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
  /** Takes back what turned out to be no file of anybody's. */
  drop(fileId: string): Promise<void>;
}

export interface OfficeFiles {
  of(login: string): FileStore;
  close(): Promise<void>;
}

/** Far above any register of the republic as a table (10 000 rows are about 3 MB), far below what would choke a PC. */
export const maxUploadBytes = 64 * 1024 * 1024;

/** An upload may be as large as a file of a record, or as a table. */
export async function createOfficeFiles(dataFolder: string, maxFileBytes = 0): Promise<OfficeFiles> {
  const uploadLimit = Math.max(maxUploadBytes, maxFileBytes);
  const folder = join(dataFolder, 'files');
  await sweep(folder);
  await makeFolders(folder);
  const files = new Map<string, { readonly owner: string; readonly file: StoredFile }>();

  const receive = async (
    owner: string,
    { name, mime }: { name: string; mime: string },
    bytes: Readable,
    limit: number,
  ): Promise<StoredFile> => {
    const fileId = randomUUID();
    const path = join(folder, fileId);
    const secret = { key: randomBytes(32), nonce: randomBytes(12) };
    const cipher = createCipheriv('aes-256-gcm', secret.key, secret.nonce);
    const counter = countUpTo(limit);
    try {
      await pipeline(bytes, counter.stream, cipher, createWriteStream(path));
    } catch (error) {
      await sweep(path);
      throw error;
    }
    const decipher = () =>
      createDecipheriv('aes-256-gcm', secret.key, secret.nonce).setAuthTag(cipher.getAuthTag());
    const read = async (): Promise<Buffer> => {
      const opening = decipher();
      const bytes = opening.update(await readFile(path));
      // Nothing follows, but it throws where the file is not the one that was laid there.
      opening.final();
      return bytes;
    };
    const stream = () => pipe(createReadStream(path), decipher(), () => undefined);
    const file = { fileId, name, mime, size: counter.seen(), read, stream };
    files.set(fileId, { owner, file });
    return file;
  };

  return {
    of: (owner) => ({
      keep: ({ bytes, ...named }) => receive(owner, named, Readable.from([bytes]), Infinity),

      keepStream: ({ bytes, ...named }) => receive(owner, named, bytes, Infinity),

      async receive(named, bytes) {
        try {
          return ok(await receive(owner, named, bytes, uploadLimit));
        } catch (error) {
          if (error instanceof TooLarge)
            return fail('file.tooLarge', { params: { limitMb: uploadLimit / 1048576 } });
          if (isDiskFull(error)) return fail('disk.full');
          throw error;
        }
      },

      find(fileId) {
        const kept = files.get(fileId);
        return kept?.owner === owner ? kept.file : undefined;
      },
      async drop(fileId) {
        if (files.get(fileId)?.owner === owner && files.delete(fileId)) await sweep(join(folder, fileId));
      },
    }),
    close: () => sweep(folder),
  };
}

class TooLarge extends Error {}

function countUpTo(limit: number): { readonly stream: Transform; seen(): number } {
  let seen = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.byteLength;
      if (seen > limit) done(new TooLarge());
      else done(null, chunk);
    },
  });
  return { stream, seen: () => seen };
}
