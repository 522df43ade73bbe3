import { deflateRawSync } from 'node:zlib';
import { foldBirths } from '../domain/exchange/birth';
import type { Change } from '../domain/exchange/change';
import { manifestShape, packageFormat, packageVersion } from '../domain/exchange/packageManifest';
import { provider } from '../domain/registry/provider/declaration';
import { ok } from '../domain/values/result';
import { applyChanges } from '../db/record/applyChanges';
import { applyPackage } from '../electron/exchange/applyPackage';
import { birthEdits, gateOf } from '../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../tests/support/offices/innerOffice';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, times, type Answer, type Figure } from './answer';
import { median } from './timing';

/**
 * Births of providers told as one line and item each, beside the same births told field by field, as versions before did:
 * what a record costs the processor when it is written here and when it comes in a package, and what it takes in the log
 * and in a package. The two ways differ in the stamps alone, and take turns in two offices of one process.
 */
const rounds = 20;
const perRound = 50;
const sender = { code: 'almet', kind: 'territorial' } as const;

export async function births(): Promise<Answer> {
  const folders = await createOfficeFolders();
  try {
    const ways = [await openWay(folders, true), await openWay(folders, false)] as const;
    for (let round = -2; round < rounds; round += 1) for (const way of ways) await way.play(round);
    const [folded, byField] = [await ways[0].close(), await ways[1].close()];
    return answer(folded, byField);
  } finally {
    await folders.remove();
  }
}

/** Of one record. */
interface Costs {
  readonly writingMs: number;
  readonly takingMs: number;
  readonly logBytes: number;
  readonly packageBytes: number;
  readonly packedBytes: number;
}

async function openWay(folders: Awaited<ReturnType<typeof createOfficeFolders>>, areFolded: boolean) {
  const office = await openInnerOffice(await folders.make(), { now: () => new Date() });
  const { database } = office;
  const cost = { writing: [] as number[], taking: [] as number[], bytes: 0, packed: 0 };
  return {
    async play(round: number): Promise<void> {
      const own = birthsOf(office, actor.office, areFolded, (round + 2) * 2 * perRound);
      const words = own.map((change): Change => ({ ...change, accepted: change.stamp }));
      const writing = await cpuOf(() =>
        database.write(actor, async (tx) => {
          const entries = words.map((change) => {
            return { change, rootId: change.recordId, outcome: 'applied' } as const;
          });
          await applyChanges(tx, entries, { action: 'import.apply', at: database.now().toISOString() });
          return ok(null);
        }),
      );
      const text = packageOf(birthsOf(office, sender.code, areFolded, ((round + 2) * 2 + 1) * perRound));
      const taking = await cpuOf(async () => {
        const { changes } = manifestShape.parse(JSON.parse(text));
        const taken = await database.write(actor, (tx) =>
          applyPackage({ ...gateOf(office.office), sender }, tx, changes),
        );
        if (!taken.ok || taken.value.deferredCount > 0) throw new Error('the package was not taken');
      });
      if (round < 0) return;
      cost.writing.push(writing / perRound);
      cost.taking.push(taking / perRound);
      cost.bytes += Buffer.byteLength(text);
      cost.packed += deflateRawSync(text).byteLength;
    },
    async close(): Promise<Costs> {
      const log = await database.read.get<{ bytes: number }>(
        "SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'change_event%'",
      );
      await office.close();
      return {
        writingMs: median(cost.writing),
        takingMs: median(cost.taking),
        logBytes: (log?.bytes ?? 0) / (perRound * 2 * (rounds + 2)),
        packageBytes: cost.bytes / (perRound * rounds),
        packedBytes: cost.packed / (perRound * rounds),
      };
    },
  };
}

function birthsOf(
  { database, office }: InnerOffice,
  author: string,
  areFolded: boolean,
  from: number,
): readonly Change[] {
  const at = database.now().toISOString();
  return Array.from({ length: perRound }, (_none, place) => from + place).flatMap((number) => {
    const recordId = `${author}-${number}`;
    const { fields } = makeProvider(number);
    const filled = Object.entries(fields).flatMap(([field, after]) =>
      after === null ? [] : [{ registry: provider.code, recordId, field, before: null, after }],
    );
    const stamp = database.nextStamp(author);
    return [...birthEdits(office, provider, recordId, fields), ...filled].map((edit): Change => ({
      ...{ ...edit, stamp: areFolded ? stamp : database.nextStamp(author), replaces: null },
      ...{ office: author, operator: actor.operator, at },
    }));
  });
}

const packageOf = (changes: readonly Change[]): string =>
  JSON.stringify({
    ...{ format: packageFormat, version: packageVersion, from: sender.code, to: actor.office, number: 1 },
    ...{ head: '', changes: foldBirths(changes) },
  });

/** Time of the processor, which other work on the machine does not lengthen. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const bytes = (what: string, value: number): Figure => ({ what, value, unit: 'bytes' });

function answer(folded: Costs, byField: Costs): Answer {
  const figures = (way: string, costs: Costs): Figure[] => [
    ms(`${way}, writing a record, processor`, costs.writingMs),
    ms(`${way}, taking a record from a package, processor`, costs.takingMs),
    bytes(`${way}, log and its indexes`, costs.logBytes),
    bytes(`${way}, in changes.json`, costs.packageBytes),
    bytes(`${way}, in changes.json compressed`, costs.packedBytes),
  ];
  const log = folded.logBytes / byField.logBytes;
  return {
    question: `Births of ${rounds * perRound} providers, one line each and field by field in turn`,
    figures: [
      ...figures('one line', folded),
      ...figures('field by field', byField),
      times('writing', folded.writingMs / byField.writingMs),
      times('taking', folded.takingMs / byField.takingMs),
      times('log', log),
      times('changes.json', folded.packageBytes / byField.packageBytes),
      times('changes.json compressed', folded.packedBytes / byField.packedBytes),
    ],
    targets: [
      { ...times('log of a birth, of that by fields', log), atMost: 0.33 },
      { ...times('writing a birth, of that by fields', folded.writingMs / byField.writingMs), atMost: 0.8 },
    ],
  };
}
