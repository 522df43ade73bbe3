import { randomUUID } from 'node:crypto';
import { maySee } from '../../domain/exchange/audience';
import type { Change } from '../../domain/exchange/change';
import type { Peer } from '../../domain/exchange/officeConfig';
import { isLocalAcceptance } from '../../domain/exchange/register';
import { ownerOf, type Holders } from '../../domain/record/ownership';
import { packageFormat, packageVersion, type PackageManifest } from '../../domain/exchange/packageManifest';
import type { Registries } from '../../domain/registry/index';
import { coverLetter } from '../../domain/report/coverLetter';
import { ok } from '../../domain/values/result';
import { appendAudit, auditTail } from '../../db/journal/auditLog';
import type { Actor } from '../../db/file/handles';
import { listChanges, type LoggedChange } from '../../db/record/changeRepository';
import { eventChange } from '../../db/record/eventRow';
import { nextInSeries } from '../../db/record/numberRepository';
import {
  countCandidates,
  listCandidates,
  type Candidate,
  type Route,
} from '../../db/record/candidateRepository';
import { peerState, rememberScanned } from '../../db/exchange/peerRepository';
import { release, withhold } from '../../db/exchange/withheldRepository';
import { statusesOf } from '../../db/record/rootRepository';
import * as recovery from '../../db/exchange/recoveryRepository';
import * as outgoing from '../../db/exchange/outgoingRepository';
import { legalDate, legalDateTime } from '../../domain/values/legalTime';
import { tatarstan } from './edmsFormat/dictionaryEntry';
import { changesAnnotation } from './edmsFormat/subject';
import { envelopeName } from './packet/layPacket';
import { changesName, writePackage } from './letter/packageWriter';
import { holdersOf } from '../access/recordHolders';
import type { ExchangeDeps } from './exchangeDeps';
import { gateOf } from '../record/recordEdits';
import { letterChanges } from './letterChanges';
import { titlesTold } from './toldTitles';

/**
 * What goes out. Changes that a peer may see and has not been told of become one message, numbered per peer and kept
 * with its bytes until the receipt, so that it is laid again unchanged however often it takes.
 */

/** Bounds one message to some tens of megabytes of JSON; what is beyond goes into the next one. */
const changesPerMessage = 100_000;

/** Makes messages for a peer until nothing waits; `limit` bounds each. */
export async function makeMessages(
  deps: ExchangeDeps,
  actor: Actor,
  peer: Peer,
  limit = changesPerMessage,
): Promise<void> {
  let after: number | null = 0;
  while (after !== null) after = await makeMessage(deps, actor, peer, after, limit);
}

/**
 * Looks at the next changes after a place in the log. Answers where to go on from: what stays withheld was looked at and
 * must not stand before the rest for ever. Null when nothing is left.
 */
async function makeMessage(
  deps: ExchangeDeps,
  actor: Actor,
  peer: Peer,
  after: number,
  limit: number,
): Promise<number | null> {
  const { read } = deps.database;
  const state = await peerState(read, peer.code);
  const route = routeTo(deps, peer);
  const listed = await listCandidates(read, route, { scanned: state.scannedSeq, after }, limit);
  const candidates = upTo(limit, listed);
  const last = candidates.at(-1);
  const owed = await recovery.recoveryState(read, peer.code);
  const mustSpeak = owed.follows !== null;
  if (last === undefined && !mustSpeak) return null;
  const meant = await meantFor(deps, peer, candidates);
  const seen = await visibleTo(deps, peer, meant);
  const isSeen = ({ office, rootId }: Meant): boolean => office === peer.code || seen.has(rootId);
  const told = meant.filter(isSeen);
  const seqs = told.map(({ seq }) => seq);
  const changes = only(told, await listChanges(read, seqs));
  const hidden = meant.filter((candidate) => !isSeen(candidate)).map(({ seq }) => seq);
  const scanned = Math.max(state.scannedSeq, last?.seq ?? 0);
  const speaks = seqs.length > 0 || mustSpeak;
  const number = speaks ? nextNumber(deps, state.sentNumber, owed) : state.sentNumber;
  const packet = speaks ? await writeMessage(deps, actor, peer, number, changes) : null;
  await deps.database.write(actor, async (tx) => {
    const at = deps.database.now().toISOString();
    await rememberScanned(tx, peer.code, scanned, number);
    if (speaks) await recovery.noteSaid(tx, peer.code);
    await release(tx, peer.code, seqs);
    await withhold(tx, peer.code, hidden);
    if (packet !== null) {
      const { uid, folder, files } = packet;
      await outgoing.addPacket(
        tx,
        {
          ...{ uid, kind: 'message', peer: peer.code, number, folder },
          ...{ changeCount: changes.length, changeSeqs: seqs },
        },
        files,
        at,
      );
      const detail = { number, changes: changes.length, sha256: packet.sha256 };
      await appendAudit(tx, [{ action: 'exchange.make', object: `packet/${uid}`, detail }], at);
    }
    return ok(null);
  });
  const isMore = candidates.length < listed.length || listed.length === limit;
  return last !== undefined && isMore ? last.seq : null;
}

/** The first events, as far as they speak of no more changes than that; one birth may be more and is not divided. */
function upTo(limit: number, candidates: readonly Candidate[]): readonly Candidate[] {
  let count = 0;
  const end = candidates.findIndex(({ fieldCount }, index) => (count += fieldCount) > limit && index > 0);
  return end < 0 ? candidates : candidates.slice(0, end);
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
  const changes = logged.map(toChange);
  const manifest: PackageManifest = {
    format: packageFormat,
    version: packageVersion,
    from: office.code,
    to: peer.code,
    number,
    head: head.hash,
    headSeq: head.seq,
    ...(await aboutNumbers(deps, peer)),
    ...(await titlesTold(deps.database.read, changes)),
    changes,
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
  const { receivedNumber: received } = await peerState(read, code);
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

/** How many changes wait to become a message, for the peer that waits for the most. */
export async function countUnsent(deps: ExchangeDeps): Promise<number> {
  const counts = await Promise.all(
    deps.config.peers.map(async (peer) => {
      const state = await peerState(deps.database.read, peer.code);
      return countCandidates(deps.database.read, routeTo(deps, peer), state.scannedSeq);
    }),
  );
  return Math.max(0, ...counts);
}

function routeTo({ config: { office } }: ExchangeDeps, peer: Peer): Route {
  const isHub = office.kind === 'ministry';
  return { office: office.code, peer: peer.code, isHub, toHub: peer.kind === 'ministry' };
}

/** An event that concerns the peer, if only by some of its fields. */
type Meant = Omit<Candidate, 'fields'> & { readonly fields: readonly string[] | null };

/**
 * An ask is told to the office whose word it asks for; on the way to the ministry it is told to the ministry. The fields
 * of a birth may be the words of several offices.
 */
async function meantFor(
  deps: ExchangeDeps,
  peer: Peer,
  candidates: readonly Candidate[],
): Promise<readonly Meant[]> {
  const { read } = deps.database;
  const { place, registryOf } = gateOf(deps);
  const meant: Meant[] = [];
  const known = new Map<string, Holders>();
  for (const candidate of candidates) {
    const registry = registryOf(candidate.registry);
    if (candidate.fields === null || candidate.office === peer.code || peer.kind === 'ministry')
      meant.push({ ...candidate, fields: null });
    else if (registry !== undefined) {
      const { rootId } = candidate;
      const holders = known.get(rootId) ?? (await holdersOf(read, read.registries.rootOf(registry), rootId));
      known.set(rootId, holders);
      const asked = JSON.parse(candidate.fields) as readonly string[];
      const fields = asked.filter((field) => ownerOf(registry, field, holders, place) === peer.code);
      if (fields.length > 0) meant.push({ ...candidate, fields });
    }
  }
  return meant;
}

/** The changes that are meant; of a birth not all may be. */
function only(meant: readonly Meant[], changes: readonly LoggedChange[]): readonly LoggedChange[] {
  const fieldsOf = new Map(meant.map(({ seq, fields }) => [seq, fields]));
  return changes.filter(({ seq, field }) => fieldsOf.get(seq)?.includes(field) ?? true);
}

/** Ids of the root records among the candidates that the peer may see. */
async function visibleTo(
  deps: ExchangeDeps,
  peer: Peer,
  candidates: readonly Meant[],
): Promise<ReadonlySet<string>> {
  const visible = new Set<string>();
  const { registries } = deps.database.read;
  for (const root of registries.roots) {
    const ids = candidates
      .filter(({ registry }) => ownRoot(registries, registry) === root.code)
      .map(({ rootId }) => rootId);
    const statuses = await statusesOf(deps.database.read, root.table, [...new Set(ids)]);
    for (const [id, status] of statuses) if (maySee(peer.kind, status)) visible.add(id);
  }
  return visible;
}

function ownRoot(registries: Registries, code: string): string | undefined {
  const registry = registries.find(code);
  return registry === undefined ? undefined : registries.rootOf(registry).code;
}

/** A key of this office's own making says nothing to another: the change is told without it. */
function toChange(logged: LoggedChange): Change {
  const { accepted, tenure, over, ...change } = eventChange(logged);
  const isTrue = accepted !== undefined && !isLocalAcceptance(accepted);
  return {
    ...change,
    ...(isTrue ? { accepted } : {}),
    ...(isTrue && tenure !== undefined ? { tenure } : {}),
    ...(isTrue && over !== undefined ? { over } : {}),
  };
}
