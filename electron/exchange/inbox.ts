import type { Peer } from '../../domain/exchange/officeConfig';
import { acceptanceSince } from '../../domain/exchange/packageManifest';
import { fail, ok } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { findIncoming, isNumberApplied } from '../../db/exchange/incomingRepository';
import { peerState, rememberReceived } from '../../db/exchange/peerRepository';
import { findPassed } from '../../db/exchange/passedPacketRepository';
import { tellHidden, type RefusedRecord } from '../../db/exchange/hiddenRepository';
import * as recovery from '../../db/exchange/recoveryRepository';
import * as outgoing from '../../db/exchange/outgoingRepository';
import type { AcknowledgmentMessage } from './edmsFormat/message';
import { findMessage } from './packet/findMessage';
import { readPackage, type ReadPackage } from './letter/packageReader';
import { type PacketFolder, readPacket } from './packet/takePacket';
import { applyPackage } from './applyPackage';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';
import { gateOf } from '../record/recordEdits';
import { noteClock } from './peerClock';
import { identifySender } from './identifySender';
import * as answers from './inboxReceipts';
import type { Incoming, PacketOutcome } from './inboxReceipts';
import { takeRefused } from './takeViews';
import { witnessHead } from '../audit/witnessHead';

/**
 * What comes in. A packet is removed only after its changes and its receipt are durable: changes, journal and the
 * receipt's bytes are one transaction, then the packet goes, and the receipt is laid with all that goes out. Killed
 * anywhere in between, the next round meets the packet again as a duplicate, applies nothing and receipts it again.
 */
export async function takePacket(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  packet: PacketFolder,
): Promise<PacketOutcome> {
  const taken = await readPacket(deps.packetFiles, packet);
  if (!taken.ok) {
    if (taken.error.code === 'packet.incomplete') return 'waiting';
    return answers.quarantine(deps, folders, actor, { packet }, taken.error);
  }
  const found = findMessage(taken.value.files);
  if (!found.ok) return answers.quarantine(deps, folders, actor, { packet }, found.error);
  const { message } = found.value;
  const sender = identifySender(deps.config, message, taken.value.envelope.addresses);
  if (!sender.ok) return answers.quarantine(deps, folders, actor, { packet, message }, sender.error);
  const passed = await findPassed(deps.database.read, 'in', packet.name);
  const answered = passed?.uid === message.uid;
  const incoming: Incoming = { packet, taken: taken.value, message, peer: sender.value, answered };
  if (message.kind === 'acknowledgment') return takeReceipt(deps, folders, actor, incoming, message);
  return takeMessage(deps, folders, actor, incoming);
}

async function takeReceipt(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
  receipt: AcknowledgmentMessage,
): Promise<PacketOutcome> {
  const sent = await outgoing.findMessage(deps.database.read, incoming.peer.code, receipt.of);
  if (sent === undefined) {
    return answers.quarantine(deps, folders, actor, incoming, fail('packet.strayReceipt').error);
  }
  if (incoming.answered) return answers.removed(deps, folders, actor, incoming, 'noted');
  const { accepted, errorCode, comment } = receipt;
  await deps.database.write(actor, async (tx) => {
    // Of several receipts the first good one counts: what a peer has taken it cannot untake.
    if (sent.state !== 'acknowledged') await outgoing.settleMessage(tx, sent.uid, accepted);
    await noteClock(deps, tx, incoming, sent.madeAt);
    await answers.journal(deps, tx, incoming, {
      kind: 'receipt',
      state: accepted ? 'acknowledged' : 'refused',
      number: sent.number,
      changes: sent.changeCount,
      error: accepted ? null : errorCode,
      detail: comment,
    });
    const detail = { accepted: String(accepted) };
    await appendAudit(
      tx,
      [{ action: 'exchange.receipt', object: `packet/${sent.uid}`, detail }],
      answers.now(deps),
    );
    return ok(null);
  });
  return answers.removed(deps, folders, actor, incoming, 'noted');
}

async function takeMessage(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
): Promise<PacketOutcome> {
  const { taken, message, peer } = incoming;
  const known = await findIncoming(deps.database.read, peer.code, message.uid);
  if (known?.state === 'applied') {
    if (known.sha256 !== taken.hash)
      return answers.refuse(deps, folders, actor, incoming, fail('packet.conflictingDuplicate').error);
    if (incoming.answered) return answers.removed(deps, folders, actor, incoming, 'duplicate');
    await deps.database.write(actor, async (tx) => {
      await answers.journal(deps, tx, incoming, {
        kind: 'message',
        state: 'duplicate',
        number: known.number,
      });
      await answers.addReceipt(deps, tx, incoming, null);
      return ok(null);
    });
    return answers.removed(deps, folders, actor, incoming, 'duplicate');
  }
  if (message.kind === 'notification') return noteNotification(deps, folders, actor, incoming);
  const read = await readPackage(taken.files);
  if (!read.ok) return answers.refuse(deps, folders, actor, incoming, read.error);
  const place = await placeInOrder(deps, peer, read.value);
  if (place === 'waiting') return 'waiting';
  if (place !== 'next' && place !== 'late')
    return answers.refuse(deps, folders, actor, incoming, fail(place).error);
  const applied = await apply(deps, actor, incoming, read.value, place);
  if (!applied.ok) return answers.refuse(deps, folders, actor, incoming, applied.error);
  for (const registry of applied.value) deps.registryChanged(registry);
  return answers.removed(deps, folders, actor, incoming, 'applied');
}

/** What the other office's clerks did with our letter: for the journal, nothing here depends on it. */
async function noteNotification(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  incoming: Incoming,
): Promise<PacketOutcome> {
  const { message } = incoming;
  if (message.kind !== 'notification') throw new Error('only a notification can be noted');
  await deps.database.write(actor, async (tx) => {
    const detail = [message.type, message.comment].filter((words) => words !== null).join(': ');
    await answers.journal(deps, tx, incoming, { kind: 'notification', state: 'noted', detail });
    await answers.rememberMessage(deps, tx, incoming, 'applied', null);
    await answers.addReceipt(deps, tx, incoming, null);
    return ok(null);
  });
  return answers.removed(deps, folders, actor, incoming, 'noted');
}

/** Remembers how far the peer has come; where it was restored, it is told again what it lost. */
async function moveOn(tx: WriteTx, { code }: Peer, manifest: ReadPackage['manifest']): Promise<void> {
  const { number, head, follows, restored, refused = [] } = manifest;
  const { receivedNumber } = await peerState(tx, code);
  await rememberReceived(tx, code, number, head);
  if (follows !== undefined) await recovery.passOver(tx, code, receivedNumber, number);
  await takeRefused(tx, code, refused);
  if (restored === undefined) return;
  await recovery.tellAgain(tx, code, restored);
  await tellHidden(tx, code);
}

/** Packages of a peer are applied in the order of their numbers; one ahead of a gap waits. */
async function placeInOrder(
  deps: ExchangeDeps,
  peer: Peer,
  { manifest }: ReadPackage,
): Promise<
  | 'next'
  | 'late'
  | 'waiting'
  | 'packet.foreignSender'
  | 'packet.wrongAddressee'
  | 'packet.conflictingDuplicate'
> {
  if (manifest.from !== peer.code) return 'packet.foreignSender';
  if (manifest.to !== deps.config.office.code) return 'packet.wrongAddressee';
  const { receivedNumber } = await peerState(deps.database.read, peer.code);
  const { voidAfter, voidBefore } = await recovery.recoveryState(deps.database.read, peer.code);
  const { number, follows } = manifest;
  if (number > receivedNumber) {
    const isNext = number === receivedNumber + 1 || (follows !== undefined && follows <= receivedNumber);
    return isNext ? 'next' : 'waiting';
  }
  // Under way when one of the two offices was restored. What it tells may be known by now, which does no harm.
  const isPassedOver = number > voidAfter && number < voidBefore;
  const isLate = isPassedOver && !(await isNumberApplied(deps.database.read, peer.code, number));
  return isLate ? 'late' : 'packet.conflictingDuplicate';
}

async function apply(
  deps: ExchangeDeps,
  actor: Actor,
  incoming: Incoming,
  { manifest }: ReadPackage,
  place: 'next' | 'late',
) {
  const { message, peer, taken } = incoming;
  const source = {
    ...gateOf(deps),
    sender: peer,
    isFormer: manifest.version < acceptanceSince,
  };
  return deps.database.write(actor, async (tx) => {
    const result = await applyPackage(source, tx, manifest.changes, manifest);
    if (!result.ok) return result;
    const { number, head, headSeq } = manifest;
    if (place === 'next') {
      await moveOn(tx, peer, manifest);
      await witnessHead(deps, tx, incoming, { seq: headSeq ?? null, hash: head });
    } else {
      const stamps = manifest.changes.map(({ stamp }) => stamp);
      await recovery.giveBack(tx, peer.code, stamps);
    }
    await noteClock(deps, tx, incoming, null);
    await answers.rememberMessage(deps, tx, incoming, 'applied', number);
    await answers.journal(deps, tx, incoming, {
      kind: 'message',
      state: 'applied',
      number,
      changes: manifest.changes.length,
      ...notTaken(result.value.refused),
    });
    const isRestored = manifest.restored === undefined ? {} : { restored: 'true' };
    const detail = {
      ...{ number, sha256: taken.hash, peerHead: head, deferred: result.value.deferredCount },
      ...isRestored,
      ...(result.value.refused.length === 0 ? {} : { refused: result.value.refused.length }),
    };
    await appendAudit(
      tx,
      [{ action: 'exchange.take', object: `packet/${message.uid}`, detail }],
      answers.now(deps),
    );
    await answers.addReceipt(deps, tx, incoming, null);
    return ok(result.value.touched);
  });
}

/** The package was taken without these records; the sender is told so with the next package. */
const notTaken = (refused: readonly RefusedRecord[]) =>
  refused.length === 0
    ? {}
    : {
        error: 'packet.notForUs' as const,
        detail: refused
          .slice(0, 10)
          .map(({ registry, recordId }) => `${registry}/${recordId}`)
          .join(', '),
      };
