import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { maySee } from '../../domain/exchange/audience';
import type { Change } from '../../domain/exchange/change';
import type { Peer } from '../../domain/exchange/officeConfig';
import { packageFormat, packageVersion, type PackageManifest } from '../../domain/exchange/packageManifest';
import { rootOf, registries, rootRegistries } from '../../domain/registry/index';
import { coverLetter } from '../../domain/report/coverLetter';
import { ok, type Result } from '../../domain/values/result';
import { appendAudit, auditTail } from '../../db/auditLog';
import type { Actor } from '../../db/handles';
import { listChanges, type LoggedChange } from '../../db/repositories/changeRepository';
import { nextInSeries } from '../../db/repositories/numberRepository';
import * as exchange from '../../db/repositories/exchangeRepository';
import * as recovery from '../../db/repositories/recoveryRepository';
import * as outgoing from '../../db/repositories/outgoingRepository';
import { legalDate, legalDateTime } from '../../domain/values/legalTime';
import { tatarstan } from '../exchange/edmsFormat/dictionaryEntry';
import { changesAnnotation } from '../exchange/edmsFormat/subject';
import { envelopeName } from '../exchange/layPacket';
import { changesName, writePackage } from '../exchange/packageWriter';
import { owns, type ExchangeDeps, type ExchangeFolders } from './exchangeDeps';
import { letterChanges } from './letterChanges';

/**
 * What goes out. Changes that a peer may see and has not been told of become one message, numbered per peer and kept
 * with its bytes until the receipt, so that it is laid again unchanged however often it takes.
 */

/** Bounds one message to some tens of megabytes of JSON; what is beyond goes into the next one. */
const changesPerMessage = 100_000;

/** Makes messages for a peer until nothing waits. */
export async function makeMessages(deps: ExchangeDeps, actor: Actor, peer: Peer): Promise<void> {
  while ((await makeMessage(deps, actor, peer)) === 'more');
}

async function makeMessage(deps: ExchangeDeps, actor: Actor, peer: Peer): Promise<'done' | 'more'> {
  const { read } = deps.database;
  const state = await exchange.peerState(read, peer.code);
  const candidates = await exchange.listCandidates(
    read,
    peer.code,
    state.scannedSeq,
    relayed(deps),
    changesPerMessage,
  );
  const last = candidates.at(-1);
  const owed = await recovery.recoveryState(read, peer.code);
  const mustSpeak = owed.follows !== null;
  if (last === undefined && !mustSpeak) return 'done';
  const seen = await visibleTo(deps, peer, candidates);
  const isSeen = (candidate: exchange.Candidate): boolean =>
    candidate.office === peer.code || seen.has(candidate.rootId);
  const seqs = candidates.filter(isSeen).map(({ seq }) => seq);
  const hidden = candidates.filter((candidate) => !isSeen(candidate)).map(({ seq }) => seq);
  const scanned = Math.max(state.scannedSeq, last?.seq ?? 0);
  const speaks = seqs.length > 0 || mustSpeak;
  const number = speaks ? nextNumber(deps, state.sentNumber, owed) : state.sentNumber;
  const packet = speaks ? await writeMessage(deps, actor, peer, number, await listChanges(read, seqs)) : null;
  await deps.database.write(actor, async (tx) => {
    const at = deps.database.now().toISOString();
    await exchange.rememberScanned(tx, peer.code, scanned, number);
    if (speaks) await recovery.noteSaid(tx, peer.code);
    await exchange.release(tx, peer.code, seqs);
    await exchange.withhold(tx, peer.code, hidden);
    if (packet !== null) {
      const { uid, folder, files } = packet;
      await outgoing.addPacket(
        tx,
        { uid, kind: 'message', peer: peer.code, number, folder, changeSeqs: seqs },
        files,
        at,
      );
      const detail = { number, changes: seqs.length, sha256: packet.sha256 };
      await appendAudit(tx, [{ action: 'exchange.make', object: `packet/${uid}`, detail }], at);
    }
    return ok(null);
  });
  // Without progress nothing but withheld changes is left, and they would come up again for ever.
  const progressed = seqs.length > 0 || scanned > state.scannedSeq;
  return progressed && candidates.length === changesPerMessage ? 'more' : 'done';
}

/**
 * After a restoration nobody here knows which numbers were used: numbering goes on from the seconds of the clock, which
 * are far above any count of packages and higher at every further restoration.
 */
function nextNumber(
  { database }: ExchangeDeps,
  sentNumber: number,
  { asks }: recovery.RecoveryState,
): number {
  const next = sentNumber + 1;
  return asks === 1 ? Math.max(next, Math.floor(database.now().getTime() / 1000)) : next;
}

async function writeMessage(
  deps: ExchangeDeps,
  actor: Actor,
  peer: Peer,
  number: number,
  logged: readonly LoggedChange[],
) {
  const { office } = deps.config;
  const now = deps.database.now();
  const uid = randomUUID();
  const head = await auditTail(deps.database.read);
  const manifest: PackageManifest = {
    format: packageFormat,
    version: packageVersion,
    from: office.code,
    to: peer.code,
    number,
    head: head.hash,
    headSeq: head.seq,
    ...(await aboutNumbers(deps, peer)),
    changes: logged.map(toChange),
  };
  const registration = { number: await letterNumber(deps, actor), date: legalDate(now) };
  const inWords = await letterChanges(deps, logged);
  const letter = coverLetter({
    from: office,
    to: peer,
    ...registration,
    changes: inWords,
    attachment: changesName,
  });
  const cover = await deps.printer.print(letter);
  const written = await writePackage({
    manifest,
    coverPdf: cover.bytes,
    pages: cover.pages,
    message: {
      uid,
      documentUid: randomUUID(),
      from: office,
      to: peer,
      createdAt: legalDateTime(now),
      registration,
      annotation: changesAnnotation(inWords.length),
      signer: office.signer ?? null,
      place: tatarstan,
    },
  });
  const files = [...written.files, { name: envelopeName, bytes: written.envelope }];
  return { uid, folder: written.packetName, files, sha256: written.sha256 };
}

/** What the package must say besides its changes: what it follows, and that this office was restored. */
async function aboutNumbers(
  { database: { read } }: ExchangeDeps,
  { code }: Peer,
): Promise<Pick<PackageManifest, 'follows' | 'restored'>> {
  const { follows, asks } = await recovery.recoveryState(read, code);
  const { receivedNumber: received } = await exchange.peerState(read, code);
  return {
    ...(follows === null ? {} : { follows }),
    ...(asks === 0 ? {} : { restored: { received, stamp: await recovery.keptUpTo(read) } }),
  };
}

/** Number of the letter in this office's own series. One given to a message that was never made is not given again. */
async function letterNumber(deps: ExchangeDeps, actor: Actor): Promise<string> {
  const running = await deps.database.write(actor, async (tx) => ok(await nextInSeries(tx, 'letter')));
  return `${deps.config.office.code}-${running.value}`;
}

/** Lays everything that is made, and again what was laid long ago and never receipted. Answers how many. */
export async function layPackets(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
): Promise<Result<number, 'file.unwritable' | 'disk.full'>> {
  const hours = deps.config.edms?.resendAfterHours ?? 72;
  const resendBefore = new Date(deps.database.now().getTime() - hours * 3_600_000).toISOString();
  let laid = 0;
  for (const packet of await outgoing.listToLay(deps.database.read, resendBefore)) {
    const files = await outgoing.packetFiles(deps.database.read, packet.uid);
    const envelope = files.find(({ name }) => name === envelopeName);
    if (envelope === undefined) throw new Error(`packet ${packet.uid} was kept without its envelope`);
    const payload = files.filter((file) => file !== envelope);
    const result = await deps.edms.layPacket({
      outgoing: folders.outgoing,
      name: packet.folder,
      files: payload,
      envelope: envelope.bytes,
    });
    if (!result.ok) return result;
    await noteLaid(deps, actor, packet, join(folders.outgoing, packet.folder));
    laid += 1;
  }
  return ok(laid);
}

async function noteLaid(
  deps: ExchangeDeps,
  actor: Actor,
  packet: outgoing.OutgoingPacket,
  folder: string,
): Promise<void> {
  await deps.database.write(actor, async (tx) => {
    const at = deps.database.now().toISOString();
    const { uid, kind, peer, number, changeCount: changes } = packet;
    await outgoing.markLaid(tx, packet, at);
    await exchange.addJournal(tx, {
      at,
      direction: 'out',
      kind,
      peer,
      uid,
      number,
      folder,
      state: 'laid',
      changes,
      error: null,
      detail: null,
    });
    return ok(null);
  });
}

/** How many changes wait to become a message, for the peer that waits for the most. */
export async function countUnsent(deps: ExchangeDeps): Promise<number> {
  const counts = await Promise.all(
    deps.config.peers.map(async (peer) => {
      const state = await exchange.peerState(deps.database.read, peer.code);
      return exchange.countCandidates(deps.database.read, peer.code, state.scannedSeq, relayed(deps));
    }),
  );
  return Math.max(0, ...counts);
}

/** Registries this office decides in: what other offices changed there is passed on by us, as our word. */
function relayed(deps: ExchangeDeps): readonly string[] {
  return Object.values(registries)
    .filter((registry) => owns(deps.config.office.kind, registry.owner))
    .map(({ code }) => code);
}

/** Ids of the root records among the candidates that the peer may see. */
async function visibleTo(
  deps: ExchangeDeps,
  peer: Peer,
  candidates: readonly exchange.Candidate[],
): Promise<ReadonlySet<string>> {
  const visible = new Set<string>();
  for (const root of rootRegistries) {
    const ids = candidates
      .filter(({ registry }) => ownRoot(registry) === root.code)
      .map(({ rootId }) => rootId);
    const statuses = await exchange.statusesOf(deps.database.read, root.table, [...new Set(ids)]);
    for (const [id, status] of statuses) if (maySee(peer.kind, status)) visible.add(id);
  }
  return visible;
}

function ownRoot(code: string): string | undefined {
  const registry = registries[code];
  return registry === undefined ? undefined : rootOf(registry).code;
}

function toChange(logged: LoggedChange): Change {
  const { stamp, registry, recordId, field, before, after, replaces, office, operator, at } = logged;
  return { stamp, registry, recordId, field, before, after, replaces, office, operator, at };
}
