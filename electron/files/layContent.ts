import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ok } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { addChunk, beginContent } from '../../db/content/contentRepository';
import type { RecordKeys } from '../../db/sealing/sealing';

/**
 * Writes the bytes of a file beside the records, in pieces of a transaction each, so that nobody who saves waits for a
 * file. They have no address yet: whoever attaches them gives it, and what nobody attaches is swept.
 */
export interface ContentToLay {
  readonly size: number;
  /** Where they will lie: sealed pieces are bound to it. */
  readonly address: string;
  /** Of a personal registry: whose key seals them. */
  readonly seal?: { readonly recordId: string; readonly keys: RecordKeys };
}

export interface LaidContent {
  readonly id: number;
  readonly chunks: number;
  readonly digest: string;
}

export async function layContent(
  database: Database,
  actor: Actor,
  stream: Readable,
  { size, address, seal }: ContentToLay,
): Promise<LaidContent> {
  const hash = createHash('sha256');
  let chunks = 0;
  let id: number | undefined;
  for await (const plain of pieces(stream)) {
    const place = placeOfChunk(address, chunks);
    const bytes = seal === undefined ? plain : seal.keys.sealBytes(place, plain);
    hash.update(bytes);
    const number = chunks;
    chunks += 1;
    const written = await database.write(actor, async (tx) => {
      const content = id ?? (await beginContent(tx, seal?.recordId ?? null, size));
      await addChunk(tx, content, number, bytes);
      return ok(content);
    });
    id = written.value;
  }
  if (id === undefined) throw new Error('a file without bytes was laid');
  return { id, chunks, digest: hash.digest('hex') };
}

export const placeOfChunk = (address: string, number: number): string => `file/${address}/${number}`;

/** Smaller pieces are more commits, larger ones keep others waiting (`npm run bench attachFile`). */
const chunkBytes = 64 * 1024;

/** The stream in pieces of one size, the last may be smaller. */
async function* pieces(stream: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    held.push(bytes);
    size += bytes.byteLength;
    while (size >= chunkBytes) {
      const joined = Buffer.concat(held);
      yield joined.subarray(0, chunkBytes);
      held = [joined.subarray(chunkBytes)];
      size -= chunkBytes;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}
