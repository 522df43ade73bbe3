import type { Peer } from '../../domain/exchange/officeConfig';
import { mostRecordsNamed } from '../../domain/exchange/packageManifest';
import { ok } from '../../domain/values/result';
import { listRefused, settleRefused } from '../../db/exchange/hiddenRepository';
import * as outgoing from '../../db/exchange/outgoingRepository';
import { noteAhead, settle } from '../../db/exchange/owedRepository';
import { peerState, rememberScanned } from '../../db/exchange/peerRepository';
import * as recovery from '../../db/exchange/recoveryRepository';
import { keepWithheld, listDue } from '../../db/exchange/withheldRepository';
import type { Actor, WriteTx } from '../../db/file/handles';
import { appendAudit } from '../../db/journal/auditLog';
import { countCandidates, listCandidates, type Candidate } from '../../db/exchange/candidateRepository';
import { listChanges } from '../../db/record/changeRepository';
import type { ExchangeDeps } from './exchangeDeps';
import { aheadOf, meantFor, onlyMeant } from './meantFor';
import { isTurn, lookAnew, lookAt, noteFound, routeTo } from './whoSees';
import { writeMessage, type MessageContent, type WrittenMessage } from './writeMessage';

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
  await lookAnew(deps, actor, peer);
  while (await makeMessage(deps, actor, peer, limit));
}

/** Looks at the next events of the log and at what is owed; answers whether there was anything. */
async function makeMessage(deps: ExchangeDeps, actor: Actor, peer: Peer, limit: number): Promise<boolean> {
  const { read } = deps.database;
  const state = await peerState(read, peer.code);
  const listed = await listCandidates(read, routeTo(deps, peer), state.scannedSeq, limit);
  const candidates = upTo(limit, listed);
  const events = await meantFor(deps, peer, candidates);
  const look = await lookAt(deps, peer, state.scannedSeq, events);
  if (isTurn(look.found)) {
    await deps.database.write(actor, async (tx) => {
      await noteFound(deps, tx, peer, state.scannedSeq, look.found);
      return ok(null);
    });
    // What became visible stands before what is new.
    return true;
  }
  const owed = await recovery.recoveryState(read, peer.code);
  const due = await listDue(read, peer.code, mostRecordsNamed);
  const refused = await listRefused(read, peer.code, mostRecordsNamed);
  const last = candidates.at(-1);
  const named = due.length + refused.length;
  if (last === undefined && owed.follows === null && named === 0) return false;
  const isCut = candidates.length < listed.length || listed.length === limit;
  const from = { after: last?.seq ?? 0, scanned: state.scannedSeq };
  const ahead = isCut ? await aheadOf(deps, peer, events, from) : [];
  const told = [...events, ...ahead];
  const logged = await listChanges(
    read,
    told.map(({ seq }) => seq),
  );
  const changes = onlyMeant(told, logged).filter(look.tells);
  const number = nextNumber(deps, state.sentNumber, owed);
  const content = { changes, due, refused, isTitled: look.isTitled };
  const speaks = changes.length + named > 0 || owed.follows !== null;
  const packet = speaks ? await writeMessage(deps, actor, peer, number, content) : null;
  await deps.database.write(actor, async (tx) => {
    const scanned = Math.max(state.scannedSeq, last?.seq ?? 0);
    await rememberScanned(tx, peer.code, scanned, speaks ? number : state.sentNumber);
    if (speaks) await recovery.noteSaid(tx, peer.code);
    const seqsOf = (some: readonly { readonly seq: number }[]) => some.map(({ seq }) => seq);
    await settle(tx, peer.code, seqsOf([...candidates, ...ahead]));
    await noteAhead(tx, peer.code, scanned, seqsOf(ahead));
    await noteFound(deps, tx, peer, scanned, look.found);
    await keepWithheld(
      tx,
      peer.code,
      due.map((record) => ({ ...record, told: record.due, due: null })),
    );
    await settleRefused(tx, peer.code, refused);
    if (packet !== null) await notePacket(deps, tx, peer, number, content, packet);
    return ok(null);
  });
  return true;
}

async function notePacket(
  deps: ExchangeDeps,
  tx: WriteTx,
  peer: Peer,
  number: number,
  { changes, due }: MessageContent,
  { uid, folder, files, sha256 }: WrittenMessage,
): Promise<void> {
  const at = deps.database.now().toISOString();
  const changeSeqs = [...new Set(changes.map(({ seq }) => seq))];
  const viewRecords = due.map(({ registry, rootId }) => [registry, rootId] as const);
  const about = { uid, kind: 'message', peer: peer.code, number, folder } as const;
  await outgoing.addPacket(tx, { ...about, changeCount: changes.length, changeSeqs, viewRecords }, files, at);
  const detail = {
    number,
    changes: changes.length,
    sha256,
    ...(due.length === 0 ? {} : { views: due.length }),
  };
  await appendAudit(tx, [{ action: 'exchange.make', object: `packet/${uid}`, detail }], at);
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
