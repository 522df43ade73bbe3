import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fail, ok, type Result } from '../../domain/values/result';
import type { ReadDb } from '../../db/file/handles';
import { hasCode } from '../../db/file/sqliteConnection';
import { readChunks, type Content } from '../../db/content/contentRepository';
import { SealBroken, type RecordKeys } from '../../db/sealing/sealing';
import type { FileStore, StoredFile } from './fileStore';
import { placeOfChunk } from './layContent';

/** Bytes that are to be given out: where they lie, what they must be, and what opens them where they are sealed. */
export interface ContentToRead {
  readonly content: Content;
  readonly sha256: string;
  readonly keys?: RecordKeys;
}

/** Lends the bytes to the operator as a file; those that are not what was attached are given to nobody. */
export async function readContent(
  read: ReadDb,
  files: FileStore,
  named: { readonly name: string; readonly mime: string },
  { content, sha256, keys }: ContentToRead,
): Promise<Result<StoredFile, 'file.damaged'>> {
  const hash = createHash('sha256');
  const bytes = async function* (): AsyncGenerator<Buffer> {
    let number = 0;
    for await (const lying of readChunks(read, content.id)) {
      const place = placeOfChunk(content.address, number);
      const plain = keys === undefined ? Buffer.from(lying) : keys.openBytes(place, lying);
      hash.update(plain);
      number += 1;
      yield plain;
    }
  };
  const damaged = fail('file.damaged');
  try {
    const file = await files.keepStream({ ...named, bytes: Readable.from(bytes(), { objectMode: false }) });
    if (hash.digest('hex') === sha256) return ok(file);
    await files.drop(file.fileId);
    return damaged;
  } catch (error) {
    if (error instanceof SealBroken || hasCode(error, 'SQLITE_CORRUPT')) return damaged;
    throw error;
  }
}
