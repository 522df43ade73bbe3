import { access, readdir } from 'node:fs/promises';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Change } from '../../domain/exchange/change';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Actor } from '../../db/file/handles';
import { forgetDeferred, listDeferred } from '../../db/exchange/deferredRepository';
import {
  addRound,
  countLaidSince,
  lastJournalSeq,
  lastRoundAt,
  listJournal,
} from '../../db/exchange/exchangeJournalRepository';
import { countKept, countUnreceipted } from '../../db/exchange/outgoingRepository';
import { countStuck, forgetPassed } from '../../db/exchange/passedPacketRepository';
import { clocksApart } from '../../db/exchange/peerClockRepository';
import { isLeftBySystem } from '../files/leftBySystem';
import { type PacketFolder, listPackets } from './packet/takePacket';
import { applyPackage } from './applyPackage';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';
import { gateOf } from '../record/recordEdits';
import { takePacket } from './inbox';
import type { PacketOutcome } from './inboxReceipts';
import { layPackets } from './layOut';
import { countUnsent, makeMessages } from './outbox';
import { countReviews } from '../record/reviewService';

/** One round of the exchange, its state in numbers, its journal. Only one round runs at a time. */
export interface ExchangeService {
  run(actor: Actor): Promise<Result<Output<'exchange.run'>, HandlerError<'exchange.run'> | 'disk.full'>>;
  status(): Promise<Result<Output<'exchange.status'>, never>>;
  journal(input: Parsed<'exchange.journal'>): Promise<Result<Output<'exchange.journal'>, never>>;
  /** Tries again what an older version of the program had to put aside. */
  replayDeferred(actor: Actor): Promise<void>;
}

export function createExchangeService(deps: ExchangeDeps): ExchangeService {
  let running = false;
  return {
    async run(actor) {
      const folders = deps.config.edms;
      if (folders === undefined) return fail('exchange.unconfigured');
      for (const path of [folders.incoming, folders.outgoing]) {
        if (!(await isThere(path))) return fail('exchange.folderMissing', { params: { path } });
      }
      if (running) return fail('exchange.busy');
      running = true;
      try {
        return await round(deps, folders, actor);
      } finally {
        running = false;
      }
    },

    async status() {
      const { read } = deps.database;
      const peers = deps.config.peers.map(({ code }) => code);
      return ok({
        configured: deps.config.edms !== undefined,
        lastRoundAt: await lastRoundAt(read),
        unsent: await countUnsent(deps),
        unreceipted: await countUnreceipted(read, peers),
        // A person settles a quarantined packet by taking its folder away.
        quarantined: await countFolders(deps.quarantineFolder),
        stuck: await countStuck(read),
        kept: await countKept(read, peers),
        conflicts: await countReviews({ ...deps, read, office: deps.config.office }),
        clocks: await clocksApart(read, peers),
      });
    },

    async journal({ limit, before }) {
      return ok({ entries: await listJournal(deps.database.read, limit, before) });
    },

    replayDeferred: (actor) => replay(deps, actor, 'all'),
  };
}

/** Tries again what was put aside. What is refused stays put aside: a refusal takes back the forgetting too. */
async function replay(deps: ExchangeDeps, actor: Actor, which: 'all' | 'byOrder'): Promise<void> {
  const kept = await listDeferred(deps.database.read, which);
  for (const sender of deps.config.peers) {
    const ofSender = kept.filter((one) => one.sender === sender.code);
    if (ofSender.length === 0) continue;
    const changes = ofSender.map(({ body }) => JSON.parse(body) as Change);
    await deps.database.write(actor, async (tx) => {
      await forgetDeferred(
        tx,
        ofSender.map(({ name }) => name),
      );
      return applyPackage({ ...gateOf(deps), sender }, tx, changes);
    });
  }
}

async function round(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
): Promise<Result<Output<'exchange.run'>, 'exchange.folderMissing'>> {
  const before = await lastJournalSeq(deps.database.read);
  const listed = await listPackets(deps.packetFiles, folders.incoming);
  if (!listed.ok) return listed;
  const outcomes = await takeAll(deps, folders, actor, listed.value);
  // What something waits for may have come after it: a word that makes its author the owner, a row before its change.
  if (outcomes.includes('applied')) await replay(deps, actor, 'byOrder');
  await forgetMoved(deps, folders, actor);
  for (const peer of deps.config.peers) await makeMessages(deps, actor, peer);
  await layPackets(deps, folders, actor);
  const count = (outcome: PacketOutcome): number => outcomes.filter((one) => one === outcome).length;
  const waiting = count('waiting');
  const counts = {
    taken: outcomes.length - waiting - count('stuck'),
    applied: count('applied'),
    quarantined: count('quarantined'),
    waiting,
    laid: await countLaidSince(deps.database.read, before),
  };
  await deps.database.write(actor, async (tx) => {
    await addRound(tx, deps.database.now().toISOString(), counts);
    return ok(null);
  });
  return ok(counts);
}

/** A packet that could not be moved and is gone by now was moved at last, or taken away by a person. */
async function forgetMoved(deps: ExchangeDeps, folders: ExchangeFolders, actor: Actor): Promise<void> {
  const listed = await listPackets(deps.packetFiles, folders.incoming);
  if (!listed.ok) return;
  await deps.database.write(actor, async (tx) => {
    await forgetPassed(
      tx,
      'in',
      listed.value.map(({ name }) => name),
    );
    return ok(null);
  });
}

/** Takes packets until a pass brings nothing new: one packet may close the gap that others wait behind. */
async function takeAll(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  packets: readonly PacketFolder[],
): Promise<PacketOutcome[]> {
  const outcomes: PacketOutcome[] = [];
  let left = packets;
  for (;;) {
    const waiting: PacketFolder[] = [];
    for (const packet of left) {
      const outcome = await takePacket(deps, folders, actor, packet);
      if (outcome === 'waiting') waiting.push(packet);
      else outcomes.push(outcome);
    }
    if (waiting.length === 0 || waiting.length === left.length) {
      return [...outcomes, ...waiting.map((): PacketOutcome => 'waiting')];
    }
    left = waiting;
  }
}

const countFolders = (path: string): Promise<number> =>
  readdir(path, { withFileTypes: true }).then(
    (entries) => entries.filter((entry) => entry.isDirectory() && !isLeftBySystem(entry.name)).length,
    () => 0,
  );

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
