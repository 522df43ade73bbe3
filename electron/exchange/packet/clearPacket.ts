import type { PacketFolder } from './takePacket';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../../domain/values/result';
import { refusalOfFile } from '../../../db/file/fileFault';
import { systemCodeOf, type PacketFiles } from './packetFiles';

/**
 * Takes a packet out of the incoming folder: for good once it is applied and receipted, or aside with a reason a person
 * can read. Nothing outside the incoming folder is ever removed, a link is never followed, and a packet in quarantine
 * always has its reason beside it.
 */
export interface QuarantineReason {
  readonly code: string;
  readonly sentence: string;
}

type ClearErrorCode = 'packet.unsafeName' | 'file.unwritable' | 'disk.full';

const removedSuffix = '.removed';

/**
 * Removes a packet. It loses its name first, at one stroke, so that no half of it is ever taken for a packet; what of it
 * cannot be deleted yet (somebody holds a file open) goes with a later removal.
 */
export async function removePacket(
  files: PacketFiles,
  incoming: string,
  { path: folder }: Pick<PacketFolder, 'path'>,
): Promise<Result<null, ClearErrorCode>> {
  if (!isIn(incoming, folder)) return fail('packet.unsafeName', { params: { name: folder } });
  try {
    const found = await files.look(folder);
    if (found !== null && found.kind !== 'folder') {
      return fail('packet.unsafeName', { params: { name: found.name } });
    }
    if (found !== null) await files.rename(folder, await freeName(files, incoming, removedName(folder)));
    await removeRemains(files, incoming);
    return ok(null);
  } catch (error) {
    return refusal(error, folder);
  }
}

/** Moves a packet to `<quarantine>/<name>/packet` with `reason.txt` beside it. */
export async function quarantinePacket(
  files: PacketFiles,
  incoming: string,
  { path: folder }: Pick<PacketFolder, 'path'>,
  quarantine: string,
  reason: QuarantineReason,
): Promise<Result<{ folder: string }, ClearErrorCode>> {
  if (!isIn(incoming, folder)) return fail('packet.unsafeName', { params: { name: folder } });
  let place: string | null = null;
  try {
    await files.makeFolder(quarantine, { parents: true });
    place = await freeName(files, quarantine, basename(folder));
    await files.makeFolder(place);
    const lines = [reason.sentence, '', basename(folder), reason.code, ''];
    await files.write(join(place, 'reason.txt'), Buffer.from(lines.join('\r\n')));
    await files.syncFolder(place);
    await files.syncFolder(quarantine);
    await move(files, incoming, folder, join(place, 'packet'));
    return ok({ folder: place });
  } catch (error) {
    if (place !== null) await discardPlace(files, place);
    return refusal(error, folder);
  }
}

async function move(files: PacketFiles, incoming: string, from: string, to: string): Promise<void> {
  try {
    await files.rename(from, to);
  } catch (error) {
    if (systemCodeOf(error) !== 'EXDEV') throw error;
    const draft = `${to}.part`;
    await files.copyFolder(from, draft);
    await files.rename(draft, to);
    await files.syncFolder(dirname(to));
    try {
      await files.rename(from, await freeName(files, incoming, removedName(from)));
    } catch (stays) {
      // What stays in the incoming folder comes again: a copy of it would be left at every round.
      await files.remove(to);
      throw stays;
    }
    await removeRemains(files, incoming);
  }
}

/** Only a place that holds no packet: what was moved stays moved. */
async function discardPlace(files: PacketFiles, place: string): Promise<void> {
  try {
    if ((await files.look(join(place, 'packet'))) === null) await files.remove(place);
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
  }
}

async function removeRemains(files: PacketFiles, incoming: string): Promise<void> {
  const remains = (await files.list(incoming)).filter(
    ({ name }) => name.startsWith('.') && name.includes(removedSuffix),
  );
  for (const { name } of remains) {
    try {
      await files.remove(join(incoming, name));
    } catch (error) {
      if (systemCodeOf(error) === null) throw error;
    }
  }
}

const removedName = (folder: string): string => `.${basename(folder)}${removedSuffix}`;

async function freeName(files: PacketFiles, parent: string, name: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const path = join(parent, copy === 1 ? name : `${name}-${copy}`);
    if ((await files.look(path)) === null) return path;
  }
}

const isIn = (incoming: string, folder: string): boolean => dirname(resolve(folder)) === resolve(incoming);

function refusal(error: unknown, path: string): Result<never, 'file.unwritable' | 'disk.full'> {
  const refused = refusalOfFile(error, path);
  if (refused === undefined) throw error;
  return refused;
}
