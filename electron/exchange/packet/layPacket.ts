import { join } from 'node:path';
import { fail, ok, type Result } from '../../../domain/values/result';
import type { PacketFile } from '../edmsFormat/container';
import { foldFileName, isSafeFileName } from '../edmsFormat/fileName';
import { refusalOfFile } from '../../../db/file/fileFault';
import { systemCodeOf, type PacketFiles } from './packetFiles';

/**
 * Puts one packet into the outgoing folder. Invariant: a folder with `envelope.ini` in it is whole and on the disk. The
 * payload is written under a name that no client looks at, renamed, and the envelope comes last, by rename. Laying the
 * same packet again changes nothing, so a crash between laying and journalling costs nothing.
 */
export interface OutgoingPacket {
  /** Directory of the transport client; it must exist, because a missing one is usually a disk that is not there. */
  readonly outgoing: string;
  /** Name of the packet's folder, unique to the message. */
  readonly name: string;
  readonly files: readonly PacketFile[];
  readonly envelope: Uint8Array;
}

export const envelopeName = 'envelope.ini';

/** `file.unwritable` also means: a packet of that name with other content lies there already. */
export async function layPacket(
  files: PacketFiles,
  packet: OutgoingPacket,
): Promise<Result<{ folder: string }, 'file.unwritable' | 'disk.full'>> {
  assertNames(packet);
  const folder = join(packet.outgoing, packet.name);
  const draft = join(packet.outgoing, `.${packet.name}.part`);
  try {
    const state = await stateOf(files, folder, packet);
    if (state === 'laid') return ok({ folder });
    if (state === 'foreign') return fail('file.unwritable', { params: { path: folder } });
    if (state === 'absent') await layPayload(files, packet, draft, folder);
    await layEnvelope(files, folder, packet.envelope);
    return ok({ folder });
  } catch (error) {
    const refusal = refusalOfFile(error, folder);
    if (refusal === undefined) throw error;
    await discard(files, draft, folder);
    return refusal;
  }
}

type State = 'absent' | 'payload' | 'laid' | 'foreign';

/**
 * With the envelope there, missing files are files the client has already taken. What is no folder is somebody else's:
 * Windows says of a file that nothing lies in it, as of an empty folder.
 */
async function stateOf(files: PacketFiles, folder: string, packet: OutgoingPacket): Promise<State> {
  const place = await files.look(folder);
  if (place === null) return 'absent';
  if (place.kind !== 'folder') return 'foreign';
  const payload = await Promise.all(
    packet.files.map((file) => compare(files, join(folder, file.name), file.bytes)),
  );
  const envelope = await compare(files, join(folder, envelopeName), packet.envelope);
  if (envelope === 'same') return payload.includes('other') ? 'foreign' : 'laid';
  if (envelope === 'other') return 'foreign';
  if (payload.every((one) => one === 'same')) return 'payload';
  await files.remove(folder);
  return 'absent';
}

async function compare(
  files: PacketFiles,
  path: string,
  bytes: Uint8Array,
): Promise<'absent' | 'same' | 'other'> {
  const found = await files.look(path);
  if (found === null) return 'absent';
  if (found.kind !== 'file' || found.size !== bytes.byteLength) return 'other';
  const there = await files.read(path, bytes.byteLength);
  return there !== null && there.equals(bytes) ? 'same' : 'other';
}

async function layPayload(
  files: PacketFiles,
  packet: OutgoingPacket,
  draft: string,
  folder: string,
): Promise<void> {
  await files.remove(draft);
  await files.makeFolder(draft);
  for (const { name, bytes } of packet.files) await files.write(join(draft, name), bytes);
  await files.syncFolder(draft);
  await files.rename(draft, folder);
  await files.syncFolder(packet.outgoing);
}

async function layEnvelope(files: PacketFiles, folder: string, envelope: Uint8Array): Promise<void> {
  const draft = join(folder, `.${envelopeName}.part`);
  await files.remove(draft);
  await files.write(draft, envelope);
  await files.rename(draft, join(folder, envelopeName));
  await files.syncFolder(folder);
}

/** Takes the half packet away. What cannot be removed either has no envelope, and the next laying removes it. */
async function discard(files: PacketFiles, draft: string, folder: string): Promise<void> {
  try {
    await files.remove(draft);
    const isHalf = (await files.look(folder))?.kind === 'folder';
    if (isHalf && (await files.look(join(folder, envelopeName))) === null) await files.remove(folder);
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
  }
}

function assertNames({ name, files }: OutgoingPacket): void {
  const names = [envelopeName, ...files.map((file) => file.name)];
  const unsafe = [name, ...names].find((one) => !isSafeFileName(one));
  if (unsafe !== undefined) throw new Error(`not a name for a packet: ${JSON.stringify(unsafe)}`);
  if (new Set(names.map(foldFileName)).size !== names.length) throw new Error('a packet names a file twice');
}
