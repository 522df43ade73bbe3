import { randomUUID } from 'node:crypto';
import type { Change } from '../domain/exchange/change';
import { officeConfigShape } from '../domain/exchange/officeConfig';
import { provider } from '../domain/registry/provider/declaration';
import { ok } from '../domain/values/result';
import { applyChanges } from '../db/record/applyChanges';
import { makeMessages } from '../electron/exchange/outbox';
import { nodePacketFiles } from '../electron/exchange/packet/packetFiles';
import { birthEdits } from '../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../tests/support/offices/innerOffice';
import { makeProvider } from '../tests/support/record/makeProviders';
import { officeJson } from '../tests/support/offices/testOffice';
import { ms, times, type Answer } from './answer';
import { median, timed } from './timing';

/**
 * What the next package to a peer costs while drafts of 100 000 providers are withheld from it, beside an office that
 * withholds nothing: each round one provider is saved that the peer sees, and is told. The two offices take turns.
 */
const withheld = 100_000;
const perWrite = 500;
const rounds = 30;
const peer = {
  ...{ code: 'minzdrav', kind: 'body', name: 'Body', mailbox: 'MINZDRAV~RT', oktmo: [] },
  uid: '44444444-1111-4111-8111-111111111111',
};

export async function withheldRecords(): Promise<Answer> {
  const folders = await createOfficeFolders();
  try {
    const [full, empty] = [await openSide(folders, withheld), await openSide(folders, 0)];
    const costs = { full: [] as number[], empty: [] as number[] };
    for (let round = -3; round < rounds; round += 1) {
      const [ofFull, ofEmpty] = [await full.next(), await empty.next()];
      if (round < 0) continue;
      costs.full.push(ofFull);
      costs.empty.push(ofEmpty);
    }
    const rows = await full.close();
    await empty.close();
    const ratio = median(costs.full) / median(costs.empty);
    return {
      question: `The next package to a body from which ${withheld} providers are withheld`,
      figures: [
        ms('withheld, first look at all of them', full.firstMs),
        ms(`with ${withheld} withheld, median`, median(costs.full)),
        ms('with none, median', median(costs.empty)),
        times('with against without', ratio),
      ],
      notes: [`rows of withheld_record: ${rows}`],
      targets: [{ ...times('with against without', ratio), atMost: 1.25 }],
    };
  } finally {
    await folders.remove();
  }
}

async function openSide(folders: Awaited<ReturnType<typeof createOfficeFolders>>, drafts: number) {
  const config = officeConfigShape.parse({ ...officeJson, peers: [peer] });
  const office = await openInnerOffice(await folders.make(), { now: () => new Date(), config });
  const deps = {
    ...{ database: office.database, config, packetFiles: nodePacketFiles, quarantineFolder: '' },
    ...{ printer: office.office.printer, context: office.office.context, deciders: office.office.deciders },
    ...{ registryChanged: () => undefined, clockApartDays: 1 },
  };
  const make = () => timed(() => makeMessages(deps, actor, deps.config.peers[0] ?? never()));
  for (let from = 0; from < drafts; from += perWrite) await write(office, from, perWrite, 'draft');
  const firstMs = await make();
  let number = withheld;
  return {
    firstMs,
    async next(): Promise<number> {
      await write(office, (number += 1), 1, 'included');
      return make();
    },
    async close(): Promise<number> {
      const row = await office.database.read.get<{ n: number }>('SELECT count(*) AS n FROM withheld_record');
      await office.close();
      return row?.n ?? 0;
    },
  };
}

const never = (): never => {
  throw new Error('no peer');
};

async function write({ database, office }: InnerOffice, from: number, count: number, status: string) {
  const at = database.now().toISOString();
  await database.write(actor, async (tx) => {
    const entries = Array.from({ length: count }, (_none, index) => from + index).flatMap((number) => {
      const recordId = randomUUID();
      const { fields } = makeProvider(number);
      const filled = Object.entries(fields).flatMap(([field, after]) =>
        after === null ? [] : [{ registry: provider.code, recordId, field, before: null, after }],
      );
      const stamp = database.nextStamp(actor.office);
      const made = {
        stamp,
        replaces: null,
        office: actor.office,
        operator: actor.operator,
        at,
        accepted: stamp,
      };
      return [...birthEdits(office, provider, recordId, fields), ...filled].map((edit) => {
        const after = edit.field === 'status' ? status : edit.after;
        const change: Change = { ...edit, ...made, after };
        return { change, rootId: recordId, outcome: 'applied' } as const;
      });
    });
    await applyChanges(tx, entries, { action: 'import.apply', at });
    return ok(null);
  });
}
