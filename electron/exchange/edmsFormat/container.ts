import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { fail, ok, type Err, type Result } from '../../../domain/values/result';
import { foldFileName, isSafeFileName } from './fileName';
import { passportName } from './passport';

/**
 * The archive of a transport container (`document.edc.zip`): files in the root, `passport.xml` first. Written so that
 * the same content gives the same bytes, because a message that is sent again must be the same message. Read without
 * trusting a single figure of the archive: the bytes that come out are counted while they come.
 */
export interface ContainerLimits {
  readonly entries: number;
  readonly totalBytes: number;
  /** Inflated bytes per packed byte of one file, looked at from one megabyte on. */
  readonly ratio: number;
}

export const containerLimits: ContainerLimits = { entries: 100, totalBytes: 256 * 1024 * 1024, ratio: 200 };

export interface PacketFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type ContainerErrorCode = 'packet.badContainer' | 'packet.tooLarge' | 'packet.unsafeName';

const innocentBytes = 1024 * 1024;

/** Packs the files. `at` (ISO 8601) becomes the time of every file, by its wall-clock digits. */
export async function buildContainer(files: readonly PacketFile[], at: string): Promise<Buffer> {
  const unsafe = files.find((file) => !isSafeFileName(file.name));
  if (unsafe !== undefined) throw new Error(`not a name for a container: ${JSON.stringify(unsafe.name)}`);
  const zip = new ZipWriter();
  const packed = buffer(zip.outputStream);
  const ordered = [
    ...files.filter((file) => file.name === passportName),
    ...files.filter((file) => file.name !== passportName),
  ];
  // The DOS time of a zip has no zone: giving the digits as local time makes the bytes the same in every zone.
  const mtime = new Date(at.replace(/(\.\d+)?(Z|[+-]\d\d:\d\d)$/, ''));
  for (const { name, bytes } of ordered) {
    zip.addBuffer(Buffer.from(bytes), name, { mtime, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return packed;
}

/** Unpacks into memory, in the archive's order. Nothing of it touches the disk. */
export async function readContainer(
  bytes: Buffer,
  limits: ContainerLimits = containerLimits,
): Promise<Result<Map<string, Buffer>, ContainerErrorCode>> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    return bad(error);
  }
  if (zip.entryCount > limits.entries) return tooLarge(limits.entries);
  try {
    return await unpack(zip, limits);
  } catch (error) {
    return bad(error);
  }
}

async function unpack(
  zip: ZipFile,
  limits: ContainerLimits,
): Promise<Result<Map<string, Buffer>, ContainerErrorCode>> {
  const files = new Map<string, Buffer>();
  const seen = new Set<string>();
  let left = limits.totalBytes;
  for await (const entry of zip.eachEntry()) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    if (!isSafeFileName(name)) return fail('packet.unsafeName', { params: { name: name.slice(0, 80) } });
    if (seen.has(foldFileName(name)) || !entry.canDecodeFileData()) return bad(name);
    seen.add(foldFileName(name));
    const content = await inflate(zip, entry, left, limits.ratio);
    if (!content.ok) return content;
    files.set(name, content.value);
    left -= content.value.byteLength;
  }
  return files.size === 0 ? bad('empty') : ok(files);
}

async function inflate(
  zip: ZipFile,
  entry: Entry,
  left: number,
  ratio: number,
): Promise<Result<Buffer, ContainerErrorCode>> {
  const allowed = Math.min(left, Math.max(innocentBytes, entry.compressedSize * ratio));
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new Error('an archive gives bytes');
    size += chunk.byteLength;
    if (size > allowed) return tooLarge(allowed);
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  return size === entry.uncompressedSize && crc32(content) === entry.crc32 ? ok(content) : bad('checksum');
}

/** The library throws for whatever is not a sound archive; over bytes in memory it has nothing else to throw for. */
const bad = (detail: unknown): Err<'packet.badContainer'> =>
  fail('packet.badContainer', {
    params: { detail: (detail instanceof Error ? detail.message : String(detail)).slice(0, 200) },
  });

const tooLarge = (limit: number): Err<'packet.tooLarge'> => fail('packet.tooLarge', { params: { limit } });
