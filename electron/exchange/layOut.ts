import { join } from 'node:path';
import { errorName } from '../../domain/values/errorSentence';
import { ok } from '../../domain/values/result';
import type { Actor, WriteTx } from '../../db/file/handles';
import { addJournal, type JournalEntry } from '../../db/exchange/exchangeJournalRepository';
import * as outgoing from '../../db/exchange/outgoingRepository';
import { forgetPassed, notePassed } from '../../db/exchange/passedPacketRepository';
import { envelopeName, layPacket } from './packet/layPacket';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';

/**
 * Lays everything that is made, and again what was laid long ago and never receipted. A packet that cannot be laid is
 * noted and passed over, and so is one for an office that was taken out of `office.json`: its bytes stay, and it is laid
 * once it can be.
 */
export async function layPackets(deps: ExchangeDeps, folders: ExchangeFolders, actor: Actor): Promise<void> {
  const hours = deps.config.edms?.resendAfterHours ?? 72;
  const resendBefore = new Date(deps.database.now().getTime() - hours * 3_600_000).toISOString();
  const passed: string[] = [];
  for (const packet of await outgoing.listToLay(deps.database.read, resendBefore)) {
    const why = await layOne(deps, folders, actor, packet);
    if (why === null) continue;
    passed.push(packet.folder);
    const { uid, folder } = packet;
    await deps.database.write(actor, async (tx) => {
      if (await notePassed(tx, { direction: 'out', folder, uid, ...why }))
        await journal(deps, tx, folders, packet, why);
      return ok(null);
    });
  }
  await deps.database.write(actor, async (tx) => {
    await forgetPassed(tx, 'out', passed);
    return ok(null);
  });
}

interface Why {
  readonly state: 'stuck' | 'kept';
  /** By the name of its sentence. */
  readonly error: string | null;
}

/** Null for a packet that was laid. */
async function layOne(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  packet: outgoing.OutgoingPacket,
): Promise<Why | null> {
  if (!deps.config.peers.some(({ code }) => code === packet.peer)) return { state: 'kept', error: null };
  const files = await outgoing.packetFiles(deps.database.read, packet.uid);
  const envelope = files.find(({ name }) => name === envelopeName);
  if (envelope === undefined) throw new Error(`packet ${packet.uid} was kept without its envelope`);
  const payload = files.filter((file) => file !== envelope);
  const laid = await layPacket(deps.packetFiles, {
    outgoing: folders.outgoing,
    name: packet.folder,
    files: payload,
    envelope: envelope.bytes,
  });
  if (!laid.ok) return { state: 'stuck', error: errorName(laid.error) };
  await deps.database.write(actor, async (tx) => {
    await outgoing.markLaid(tx, packet, deps.database.now().toISOString());
    await journal(deps, tx, folders, packet, { state: 'laid', error: null });
    return ok(null);
  });
  return null;
}

function journal(
  deps: ExchangeDeps,
  tx: WriteTx,
  folders: ExchangeFolders,
  { uid, kind, peer, number, folder, changeCount: changes }: outgoing.OutgoingPacket,
  line: Pick<JournalEntry, 'state' | 'error'>,
): Promise<void> {
  return addJournal(tx, {
    at: deps.database.now().toISOString(),
    direction: 'out',
    ...{ kind, peer, uid, number, changes },
    folder: join(folders.outgoing, folder),
    ...line,
    detail: null,
  });
}
