import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, ok, type Err, type Result } from '../../../domain/values/result';
import { readEnvelope, type Envelope } from '../edmsFormat/envelope';
import { isLeftBySystem } from '../../files/leftBySystem';
import { foldFileName, isSafeFileName } from '../edmsFormat/fileName';
import { systemCodeOf, type FolderEntry, type PacketFiles } from './packetFiles';
import { sha256Of } from './sha256Of';

/**
 * Looks into the incoming folder without changing anything there. A packet that is not whole yet is `packet.incomplete`
 * and stays where it is; everything is measured before it is read.
 */
export interface PacketFolder {
  readonly name: string;
  readonly path: string;
  /** Newest change of the folder or of a file in it: tells a packet in the making from one that was left half. */
  readonly modifiedMs: number;
}

export interface PacketLimits {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

const megabyte = 1024 * 1024;
const packetLimits: PacketLimits = {
  files: 100,
  fileBytes: 300 * megabyte,
  totalBytes: 400 * megabyte,
};

export interface TakenPacket {
  readonly envelope: Envelope;
  /** Without the envelope: first what it lists, in its order, then what else lies in the folder. */
  readonly files: Map<string, Buffer>;
  /** SHA-256 over names and content of the listed files: the same packet sent again has the same. */
  readonly hash: string;
}

type TakeErrorCode = 'packet.incomplete' | 'packet.noEnvelope' | 'packet.unsafeName' | 'packet.tooLarge';

/** Packets oldest first. Names with a dot in front are not looked at: drafts and remains of removed packets. */
export async function listPackets(
  files: PacketFiles,
  incoming: string,
): Promise<Result<PacketFolder[], 'exchange.folderMissing'>> {
  const entries = await listIfThere(files, incoming);
  if (entries === null) return fail('exchange.folderMissing', { params: { path: incoming } });
  const found = entries.filter(
    ({ kind, name }) => kind !== 'file' && !name.startsWith('.') && !isLeftBySystem(name),
  );
  const packets: PacketFolder[] = [];
  for (const entry of found) {
    const path = join(incoming, entry.name);
    const inside = entry.kind === 'folder' ? ((await listIfThere(files, path)) ?? []) : [];
    const modifiedMs = Math.max(entry.modifiedMs, ...inside.map((one) => one.modifiedMs));
    packets.push({ name: entry.name, path, modifiedMs });
  }
  return ok(packets.sort((a, b) => a.modifiedMs - b.modifiedMs || (a.name < b.name ? -1 : 1)));
}

/** Reads a whole packet into memory, or says why not. A file that cannot be read now may be readable next round. */
export async function readPacket(
  files: PacketFiles,
  { path: folder }: Pick<PacketFolder, 'path'>,
  limits: PacketLimits = packetLimits,
): Promise<Result<TakenPacket, TakeErrorCode>> {
  try {
    const contents = await survey(files, folder, limits);
    return contents.ok ? await readContents(files, folder, contents.value) : contents;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) throw error;
    return incomplete(code);
  }
}

interface Contents {
  readonly envelope: FolderEntry;
  readonly payload: readonly FolderEntry[];
}

async function survey(
  files: PacketFiles,
  folder: string,
  limits: PacketLimits,
): Promise<Result<Contents, TakeErrorCode>> {
  const itself = await files.look(folder);
  if (itself === null) return incomplete(folder);
  if (itself.kind !== 'folder') return fail('packet.unsafeName', { params: { name: itself.name } });
  const entries = await files.list(folder);
  const sent = entries.filter(({ name }) => !isLeftBySystem(name));
  const closed = sent.find(({ kind }) => kind === 'closed');
  if (closed !== undefined) return incomplete(closed.name);
  const odd = sent.find((entry) => entry.kind !== 'file');
  if (odd !== undefined) return fail('packet.unsafeName', { params: { name: odd.name } });
  const draft = entries.find((entry) => /\.(part|tmp)$/i.test(entry.name));
  if (draft !== undefined) return incomplete(draft.name);
  const envelope = envelopeAmong(entries);
  if (envelope === undefined) return incomplete('envelope');
  if (entries.length > limits.files) return tooLarge(limits.files);
  if (entries.some((entry) => entry.size > limits.fileBytes)) return tooLarge(limits.fileBytes);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.totalBytes) return tooLarge(limits.totalBytes);
  const payload = entries.filter(
    (entry) => entry.kind === 'file' && entry !== envelope && isSafeFileName(entry.name),
  );
  return ok({ envelope, payload });
}

async function readContents(
  files: PacketFiles,
  folder: string,
  { envelope, payload }: Contents,
): Promise<Result<TakenPacket, TakeErrorCode>> {
  const letter = await files.read(join(folder, envelope.name), envelope.size);
  if (letter === null) return incomplete(envelope.name);
  const parsed = readEnvelope(letter);
  if (!parsed.ok) return parsed;
  const named = new Map(payload.map((entry) => [foldFileName(entry.name), entry]));
  const names = parsed.value.files.filter((name) => foldFileName(name) !== foldFileName(envelope.name));
  const missing = names.find((name) => !named.has(foldFileName(name)));
  if (missing !== undefined) return incomplete(missing);
  const listed = names.map((name) => named.get(foldFileName(name))).filter((entry) => entry !== undefined);
  const read = new Map<string, Buffer>();
  const unlisted = payload.filter(({ name }) => !isLeftBySystem(name));
  for (const { name, size } of new Set([...listed, ...unlisted])) {
    const bytes = await files.read(join(folder, name), size);
    if (bytes === null) return incomplete(name);
    read.set(name, bytes);
  }
  const hashed = listed.length > 0 ? listed.map((entry) => entry.name) : [...read.keys()];
  return ok({ envelope: parsed.value, files: read, hash: hashOf(read, hashed) });
}

/** The norm is `envelope.ltr`; some send it as `.ini`, and the client's manual fixes only the extension. */
function envelopeAmong(entries: readonly FolderEntry[]): FolderEntry | undefined {
  const named = (pattern: RegExp): FolderEntry | undefined =>
    entries.find((entry) => pattern.test(entry.name));
  return named(/^envelope\.ltr$/i) ?? named(/^envelope\.ini$/i) ?? named(/^[^.].*\.ltr$/i);
}

function hashOf(files: ReadonlyMap<string, Buffer>, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of [...names].sort()) hash.update(`${name}\0${sha256Of(files.get(name) ?? '')}\n`);
  return hash.digest('hex');
}

async function listIfThere(files: PacketFiles, folder: string): Promise<FolderEntry[] | null> {
  try {
    return await files.list(folder);
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
    return null;
  }
}

const incomplete = (detail: string): Err<'packet.incomplete'> =>
  fail('packet.incomplete', { params: { detail } });

const tooLarge = (limit: number): Err<'packet.tooLarge'> => fail('packet.tooLarge', { params: { limit } });
