import { randomUUID } from 'node:crypto';
import type { Peer } from '../../domain/exchange/officeConfig';
import { fail, ok, type Failure, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Actor, WriteTx } from '../../db/handles';
import * as exchange from '../../db/repositories/exchangeRepository';
import * as outgoing from '../../db/repositories/outgoingRepository';
import { legalDateTime } from '../../domain/values/legalTime';
import type { Message } from '../exchange/edmsFormat/message';
import { reasonFor, type PacketCode } from '../exchange/edmsFormat/reasons';
import { envelopeName } from '../exchange/layPacket';
import { writeReceipt } from '../exchange/receiptWriter';
import type { PacketFolder, TakenPacket } from '../exchange/takePacket';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';
import { layPackets } from './outbox';

/** How a packet that came is answered: receipted and removed, or refused and set aside with a reason a person can read. */
export type PacketOutcome = 'applied' | 'duplicate' | 'noted' | 'quarantined' | 'waiting';
export type Taken = Promise<Result<PacketOutcome, 'file.unwritable' | 'disk.full'>>;

/** A packet whose message was read and whose sender is known. */
export interface Incoming {
  readonly packet: PacketFolder;
  readonly taken: TakenPacket;
  readonly message: Message;
  readonly peer: Peer;
}

/** A message of a known peer that cannot be taken: to quarantine, and the peer is told why. */
export async function refuse(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
  error: Failure<PacketCode>,
): Taken {
  await deps.database.write(actor, async (tx) => {
    // What was applied once stays applied, whatever else comes under its uid.
    const known = await exchange.findIncoming(tx, incoming.peer.code, incoming.message.uid);
    if (known?.state !== 'applied') await rememberMessage(deps, tx, incoming, 'refused', null);
    await addReceipt(deps, tx, incoming, error.code);
    return ok(null);
  });
  const laid = await layPackets(deps, folders, actor);
  if (!laid.ok) return laid;
  return quarantine(deps, folders, actor, incoming, error);
}

export async function quarantine(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Pick<Incoming, 'packet'> & Partial<Incoming>,
  error: Failure<PacketCode>,
): Taken {
  const reason = { code: error.code, sentence: reasonFor(error.code) };
  const moved = await deps.edms.quarantinePacket(
    folders.incoming,
    incoming.packet,
    deps.quarantineFolder,
    reason,
  );
  if (!moved.ok) return movable(moved.error);
  await deps.database.write(actor, async (tx) => {
    const kind =
      incoming.message === undefined
        ? 'unknown'
        : incoming.message.kind === 'acknowledgment'
          ? 'receipt'
          : 'message';
    await journal(deps, tx, incoming, {
      kind,
      state: 'quarantined',
      error: error.code,
      detail: moved.value.folder,
    });
    const detail = { error: error.code };
    await appendAudit(
      tx,
      [{ action: 'exchange.quarantine', object: `packet/${incoming.message?.uid ?? ''}`, detail }],
      now(deps),
    );
    return ok(null);
  });
  return ok('quarantined');
}

export async function receipted(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  packet: PacketFolder,
  outcome: PacketOutcome,
): Taken {
  const laid = await layPackets(deps, folders, actor);
  return laid.ok ? removed(deps, folders, packet, outcome) : laid;
}

export async function removed(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  packet: PacketFolder,
  outcome: PacketOutcome,
): Taken {
  const gone = await deps.edms.removePacket(folders.incoming, packet);
  return gone.ok ? ok(outcome) : movable(gone.error);
}

export async function addReceipt(
  deps: ExchangeDeps,
  tx: WriteTx,
  incoming: Incoming,
  refusal: PacketCode | null,
): Promise<void> {
  const { peer, message, taken } = incoming;
  const { office } = deps.config;
  const uid = randomUUID();
  const written = writeReceipt({
    uid,
    createdAt: legalDateTime(deps.database.now()),
    from: office,
    to: peer,
    mailbox: peer.mailbox,
    of: message.uid,
    accepted: refusal === null,
    receipted: taken.files,
    ...(refusal === null ? {} : { comment: reasonFor(refusal), errorCode: refusal }),
  });
  const files = [...written.files, { name: envelopeName, bytes: written.envelope }];
  const receipt = {
    uid,
    kind: 'receipt',
    peer: peer.code,
    number: null,
    folder: written.packetName,
    changeSeqs: [],
  } as const;
  await outgoing.addPacket(tx, receipt, files, now(deps));
}

export function rememberMessage(
  deps: ExchangeDeps,
  tx: WriteTx,
  { peer, message, taken }: Incoming,
  state: 'applied' | 'refused',
  number: number | null,
): Promise<void> {
  return exchange.rememberIncoming(tx, {
    peer: peer.code,
    uid: message.uid,
    number,
    sha256: taken.hash,
    state,
    at: now(deps),
  });
}

type JournalFacts = Pick<exchange.JournalEntry, 'kind' | 'state'> & Partial<exchange.JournalEntry>;

export function journal(
  deps: ExchangeDeps,
  tx: WriteTx,
  incoming: Pick<Incoming, 'packet'> & Partial<Incoming>,
  facts: JournalFacts,
) {
  return exchange.addJournal(tx, {
    at: now(deps),
    direction: 'in',
    peer: incoming.peer?.code ?? null,
    uid: incoming.message?.uid ?? null,
    number: null,
    folder: incoming.packet.name,
    changes: 0,
    error: null,
    detail: null,
    ...facts,
  });
}

export const now = (deps: ExchangeDeps): string => deps.database.now().toISOString();

/** A packet whose name leads elsewhere was never listed; then it is the folder that cannot be written. */
function movable(error: Failure): Result<never, 'file.unwritable' | 'disk.full'> {
  return fail(
    error.code === 'disk.full' ? 'disk.full' : 'file.unwritable',
    error.params === undefined ? {} : { params: error.params },
  );
}
