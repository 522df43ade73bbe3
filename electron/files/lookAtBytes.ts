import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileSigns, headLength, type FileSign, type SeenBytes } from '../../domain/values/fileType';

/** What the bytes of a file are, looked at once from the first to the last and never all in memory. */
export interface LookedAt extends SeenBytes {
  readonly size: number;
  readonly sha256: string;
}

export async function lookAtBytes(stream: Readable): Promise<LookedAt> {
  const hash = createHash('sha256');
  const found = new Set<FileSign>();
  let size = 0;
  let head = '';
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    size += piece.byteLength;
    if (head.length < headLength) head += piece.toString('latin1', 0, headLength - head.length);
    // A sign may lie across two pieces.
    const joined = Buffer.concat([tail, piece]);
    for (const [sign, text] of fileSigns)
      if (!found.has(sign) && joined.includes(text, 0, 'latin1')) found.add(sign);
    tail = Buffer.from(joined.subarray(-longestSign));
  }
  return { size, sha256: hash.digest('hex'), head, signs: found };
}

const longestSign = Math.max(...fileSigns.map(([, text]) => text.length));
