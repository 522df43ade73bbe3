import { access, readdir } from 'node:fs/promises';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Change } from '../../domain/exchange/change';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Actor } from '../../db/handles';
import * as exchange from '../../db/repositories/exchangeRepository';
import { countUnreceipted } from '../../db/repositories/outgoingRepository';
import type { PacketFolder } from '../exchange/takePacket';
import { applyPackage } from './applyPackage';
import type { ExchangeDeps, ExchangeFolders } from './exchangeDeps';
import { takePacket } from './inbox';
import type { PacketOutcome } from './inboxAnswers';
import { countUnsent, layPackets, makeMessages } from './outbox';

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
      return ok({
        configured: deps.config.edms !== undefined,
        lastRoundAt: await exchange.lastRoundAt(read),
        unsent: await countUnsent(deps),
        unreceipted: await countUnreceipted(read),
        // A person settles a quarantined packet by taking its folder away.
        quarantined: await countFolders(deps.quarantineFolder),
        conflicts: await exchange.countConflicts(read),
      });
    },

    async journal({ limit, before }) {
      return ok({ entries: await exchange.listJournal(deps.database.read, limit, before) });
    },

    async replayDeferred(actor) {
      const kept = await exchange.listDeferred(deps.database.read);
      for (const sender of deps.config.peers) {
        const ofSender = kept.filter((one) => one.sender === sender.code);
        if (ofSender.length === 0) continue;
        const changes = ofSender.map(({ body }) => JSON.parse(body) as Change);
        const source = {
          database: deps.database,
          office: deps.config.office,
          sender,
          context: deps.context(),
        };
        // What is refused stays put aside: a refusal takes back the forgetting too.
        await deps.database.write(actor, async (tx) => {
          await exchange.forgetDeferred(
            tx,
            ofSender.map(({ stamp }) => stamp),
          );
          return applyPackage(source, tx, changes);
        });
      }
    },
  };
}

async function round(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
): Promise<Result<Output<'exchange.run'>, 'exchange.folderMissing' | 'file.unwritable' | 'disk.full'>> {
  const before = await exchange.lastJournalSeq(deps.database.read);
  const listed = await deps.edms.listPackets(folders.incoming);
  if (!listed.ok) return listed;
  const taken = await takeAll(deps, folders, actor, listed.value);
  if (!taken.ok) return taken;
  for (const peer of deps.config.peers) await makeMessages(deps, actor, peer);
  const laid = await layPackets(deps, folders, actor);
  if (!laid.ok) return laid;
  const count = (outcome: PacketOutcome): number => taken.value.filter((one) => one === outcome).length;
  const waiting = count('waiting');
  const counts = {
    taken: taken.value.length - waiting,
    applied: count('applied'),
    quarantined: count('quarantined'),
    waiting,
    laid: await exchange.countLaidSince(deps.database.read, before),
  };
  await deps.database.write(actor, async (tx) => {
    await exchange.addRound(tx, deps.database.now().toISOString(), counts);
    return ok(null);
  });
  return ok(counts);
}

/** Takes packets until a pass brings nothing new: one packet may close the gap that others wait behind. */
async function takeAll(
  deps: ExchangeDeps,
  folders: ExchangeFolders,
  actor: Actor,
  packets: readonly PacketFolder[],
): Promise<Result<PacketOutcome[], 'file.unwritable' | 'disk.full'>> {
  const outcomes: PacketOutcome[] = [];
  let left = packets;
  for (;;) {
    const waiting: PacketFolder[] = [];
    for (const packet of left) {
      const outcome = await takePacket(deps, folders, actor, packet);
      if (!outcome.ok) return outcome;
      if (outcome.value === 'waiting') waiting.push(packet);
      else outcomes.push(outcome.value);
    }
    if (waiting.length === 0 || waiting.length === left.length) {
      return ok([...outcomes, ...waiting.map((): PacketOutcome => 'waiting')]);
    }
    left = waiting;
  }
}

const countFolders = (path: string): Promise<number> =>
  readdir(path).then(
    (names) => names.length,
    () => 0,
  );

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
