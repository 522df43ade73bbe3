import { quarantinePacket, removePacket } from './packet/clearPacket';
import { randomUUID } from 'node:crypto';
import type { Peer } from '../../domain/exchange/officeConfig';
import { errorName } from '../../domain/values/errorSentence';
import { ok, type Failure } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { addJournal, type JournalEntry } from '../../db/exchange/exchangeJournalRepository';
import { findIncoming, rememberIncoming } from '../../db/exchange/incomingRepository';
import * as outgoing from '../../db/exchange/outgoingRepository';
import { notePassed } from '../../db/exchange/passedPacketRepository';
import { legalDateTime } from '../../domain/values/legalTime';
import type { Message } from './edmsFormat/message';
import { reasonFor, type PacketCode } from './edmsFormat/reasons';
import { envelopeName } from './packet/layPacket';
import { writeReceipt } from './letter/receiptWriter';
import type { PacketFolder, TakenPacket } from './packet/takePacket';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';

/**
 * How a packet that came is answered: receipted and removed, or refused and set aside with a reason a person can read.
 * The receipt is kept with its bytes in the transaction that makes it, so it is laid whatever becomes of the packet. A
 * packet that cannot be moved stays where it is and is noted; the round goes on to the next.
 */
export type PacketOutcome = 'applied' | 'duplicate' | 'noted' | 'quarantined' | 'waiting' | 'stuck';

/** A packet whose message was read and whose sender is known. */
export interface Incoming {
  readonly packet: PacketFolder;
  readonly taken: TakenPacket;
  readonly message: Message;
  readonly peer: Peer;
  /** It was answered in an earlier round, and only its folder could not be moved. */
  readonly answered: boolean;
}

/** A message of a known peer that cannot be taken: to quarantine, and the peer is told why. */
export async function refuse(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
  error: Failure<PacketCode>,
): Promise<PacketOutcome> {
  if (incoming.answered) return quarantine(deps, folders, actor, incoming, error);
  await deps.database.write(actor, async (tx) => {
    // What was applied once stays applied, whatever else comes under its uid.
    const known = await findIncoming(tx, incoming.peer.code, incoming.message.uid);
    if (known?.state !== 'applied') await rememberMessage(deps, tx, incoming, 'refused', null);
    await addReceipt(deps, tx, incoming, error.code);
    return ok(null);
  });
  return quarantine(deps, folders, actor, incoming, error);
}

export async function quarantine(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Pick<Incoming, 'packet'> & Partial<Incoming>,
  error: Failure<PacketCode>,
): Promise<PacketOutcome> {
  const reason = { code: error.code, sentence: reasonFor(error.code) };
  const moved = await quarantinePacket(
    deps.packetFiles,
    folders.incoming,
    incoming.packet,
    deps.quarantineFolder,
    reason,
  );
  if (!moved.ok) {
    await noteStuck(deps, actor, incoming, moved.error);
    return 'stuck';
  }
  await deps.database.write(actor, async (tx) => {
    await journal(deps, tx, incoming, {
      kind: kindOf(incoming),
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
  return 'quarantined';
}

/** Takes an answered packet away. What was applied counts as applied, whether its folder goes or not. */
export async function removed(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
  outcome: PacketOutcome,
): Promise<PacketOutcome> {
  const gone = await removePacket(deps.packetFiles, folders.incoming, incoming.packet);
  if (gone.ok) return outcome;
  await noteStuck(deps, actor, incoming, gone.error);
  return incoming.answered ? 'stuck' : outcome;
}

async function noteStuck(
  deps: ExchangeDeps,
  actor: Actor,
  incoming: Pick<Incoming, 'packet'> & Partial<Incoming>,
  refusal: Failure,
): Promise<void> {
  // A name that leads elsewhere was never listed: then it is the folder that cannot be written.
  const { code, params } = refusal;
  const error = code === 'packet.unsafeName' ? 'file.unwritable' : errorName(refusal);
  const uid = incoming.message?.uid ?? null;
  await deps.database.write(actor, async (tx) => {
    const passed = { direction: 'in', folder: incoming.packet.name, uid, state: 'stuck', error } as const;
    if (await notePassed(tx, passed)) {
      const detail = params?.['path'] === undefined ? null : String(params['path']);
      await journal(deps, tx, incoming, { kind: kindOf(incoming), state: 'stuck', error, detail });
    }
    return ok(null);
  });
}

function kindOf({ message }: Partial<Incoming>): JournalEntry['kind'] {
  if (message === undefined) return 'unknown';
  return message.kind === 'acknowledgment' ? 'receipt' : 'message';
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
    changeCount: 0,
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
  return rememberIncoming(tx, {
    peer: peer.code,
    uid: message.uid,
    number,
    sha256: taken.hash,
    state,
    at: now(deps),
  });
}

type JournalFacts = Pick<JournalEntry, 'kind' | 'state'> & Partial<JournalEntry>;

export function journal(
  deps: ExchangeDeps,
  tx: WriteTx,
  incoming: Pick<Incoming, 'packet'> & Partial<Incoming>,
  facts: JournalFacts,
) {
  return addJournal(tx, {
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
