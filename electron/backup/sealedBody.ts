import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/**
 * The body of a backup: pieces of one megabyte, each AES-256-GCM under the key of this file with its number as nonce. The
 * hash of the header and whether the piece is the last are bound to each, so a piece that was changed, moved, left out
 * or put under another header does not open. Behind the body lies a SHA-256 of all before it: by that alone anybody finds
 * what a failing disk or an unfinished copy did; what somebody did on purpose is found with the key.
 */
const pieceLength = 1024 * 1024;
const tagLength = 16;
const digestLength = 32;
const sealedLength = pieceLength + tagLength;

/** Header, sealed pieces and digest, as they lie in the file. */
export async function* sealFile(
  headerLine: Buffer,
  key: Buffer,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256').update(headerLine);
  const headerHash = hashOf(headerLine);
  const told = (bytes: Buffer): Buffer => {
    digest.update(bytes);
    return bytes;
  };
  yield headerLine;
  let number = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const bytes of plain) {
    waiting.push(bytes);
    length += bytes.byteLength;
    // The last piece is not known before the end, so one whole piece is always held back.
    while (length > pieceLength) {
      const all = Buffer.concat(waiting);
      yield told(sealPiece(key, headerHash, number, all.subarray(0, pieceLength), false));
      number += 1;
      waiting = [all.subarray(pieceLength)];
      length -= pieceLength;
    }
  }
  yield told(sealPiece(key, headerHash, number, Buffer.concat(waiting), true));
  yield digest.digest();
}

/** A piece that does not open: the file is not as it was made. */
export class BodyBroken extends Error {}

/** How long the plain content is, by the length of the file. */
export function plainLength(fileLength: number, headerLine: Buffer): number {
  const body = fileLength - headerLine.byteLength - digestLength;
  const length = body - Math.ceil(body / sealedLength) * tagLength;
  if (length <= 0) throw new BodyBroken();
  return length;
}

/** What was sealed, from one byte to another. Throws `BodyBroken`; what came before must then not be believed either. */
export async function* openBody(
  file: FileHandle,
  headerLine: Buffer,
  key: Buffer,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  const headerHash = hashOf(headerLine);
  const bodyEnd = (await file.stat()).size - digestLength;
  for (let number = Math.floor(start / pieceLength); number * pieceLength < end; number += 1) {
    const at = headerLine.byteLength + number * sealedLength;
    const length = Math.min(sealedLength, bodyEnd - at);
    if (length <= 0) throw new BodyBroken();
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
    if (bytesRead !== length) throw new BodyBroken();
    const plain = openPiece(key, headerHash, number, buffer, at + length >= bodyEnd);
    const first = number * pieceLength;
    yield plain.subarray(Math.max(0, start - first), Math.min(plain.byteLength, end - first));
  }
}

/** Is the file as long and as it was when it was made? Wants no key. */
export async function hasSoundDigest(file: FileHandle): Promise<boolean> {
  const end = (await file.stat()).size - digestLength;
  if (end <= 0) return false;
  const digest = createHash('sha256');
  const buffer = Buffer.allocUnsafe(pieceLength);
  for (let at = 0; at < end;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(pieceLength, end - at), at);
    if (bytesRead === 0) return false;
    digest.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  const kept = await file.read(Buffer.alloc(digestLength), 0, digestLength, end);
  return digest.digest().equals(kept.buffer);
}

function sealPiece(key: Buffer, headerHash: Buffer, number: number, plain: Buffer, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(bound(headerHash, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openPiece(key: Buffer, headerHash: Buffer, number: number, sealed: Buffer, last: boolean): Buffer {
  if (sealed.byteLength < tagLength) throw new BodyBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagLength });
  decipher.setAAD(bound(headerHash, last)).setAuthTag(sealed.subarray(sealed.byteLength - tagLength));
  const opened = decipher.update(sealed.subarray(0, sealed.byteLength - tagLength));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    throw new BodyBroken();
  }
}

/** The key serves this one file, so the number of the piece never comes twice under it. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}

const bound = (headerHash: Buffer, last: boolean): Buffer =>
  Buffer.concat([headerHash, Buffer.from([last ? 1 : 0])]);
const hashOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
