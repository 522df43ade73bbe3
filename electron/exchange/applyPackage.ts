import { nameOfChange, type Change } from '../../domain/exchange/change';
import { readStamp } from '../../domain/exchange/hybridClock';
import { localAcceptance } from '../../domain/exchange/register';
import { isDeclaredField, isWellFormed } from '../../domain/record/wellFormed';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { travels } from '../../domain/exchange/audience';
import type { PackageManifest } from '../../domain/exchange/packageManifest';
import { fail, ok, type Result } from '../../domain/values/result';
import type { WriteTx } from '../../db/file/handles';
import { deferChange, deferredAmongReplaced } from '../../db/exchange/deferredRepository';
import { hiddenAmong, refuseRecords, type RefusedRecord } from '../../db/exchange/hiddenRepository';
import { tellAnswers } from '../../db/exchange/owedRepository';
import { tryOut } from '../../db/file/tryOut';
import { lastEventSeq } from '../../db/record/changeRepository';
import { parentsOf } from '../../db/record/rootRepository';
import { lostWords } from '../../db/exchange/recoveryRepository';
import { noteTwins, tellsWhoItIs } from '../record/twins';
import type { PackageRefusal, PackageSource, Sender, Told } from '../record/kindOfChange';
import { handOn } from '../record/changeGate';
import { takeRecord } from '../record/takeRecord';
import { notForUs } from './notForUs';
import { hiddenView, takeViews } from './takeViews';
import { takeTitles } from './toldTitles';

/**
 * Somebody else's changes come in. Words are held by their owner's order whoever brings them, asks of what is ours pass
 * the gate, what this version does not understand is kept for one that does. A package is refused whole only when it is
 * not what it claims to be; a change that is not its sender's to make is answered as lost, what is not for this office is
 * answered by the name of its record, and the rest is taken.
 */
export interface AppliedPackage {
  /** Codes of root registries whose records changed. */
  readonly touched: readonly string[];
  readonly appliedCount: number;
  readonly deferredCount: number;
  /** Records that were told though they are not for this office. */
  readonly refused: readonly RefusedRecord[];
}

/** What a package says besides changes. */
type Besides = Partial<Pick<PackageManifest, 'views' | 'titles'>>;

export async function applyPackage(
  source: PackageSource,
  tx: WriteTx,
  changes: readonly Change[],
  besides: Besides = {},
): Promise<Result<AppliedPackage, PackageRefusal>> {
  const bad = changes.find((change) => !isSound(change));
  if (bad !== undefined) return fail('packet.badPayload', { params: { detail: bad.stamp } });
  // What stays in its office is no message of ours, and is not kept for later in the open either.
  const staying = changes.find(({ registry }) => isStaying(tx.registries, registry));
  if (staying !== undefined) return forbidden(staying);

  let foreign: ReadonlyMap<Told, (change: Change) => boolean> = new Map();
  const taken = await tryOut(
    tx,
    () => take(source, tx, changes, besides),
    async ({ records }) => {
      foreign = await notForUs(source, tx, records);
      return foreign.size === 0;
    },
  );
  if (!taken.ok || foreign.size === 0) return taken;
  const names = [...foreign.keys()].map(({ root, rootId }) => ({ registry: root.code, recordId: rootId }));
  const dropped = new Set([...foreign].flatMap(([told, isForeign]) => told.changes.filter(isForeign)));
  const rest = await take(
    source,
    tx,
    changes.filter((change) => !dropped.has(change)),
    besides,
  );
  if (!rest.ok) return rest;
  await refuseRecords(tx, source.sender.code, names);
  return ok({ ...rest.value, refused: names });
}

async function take(
  source: PackageSource,
  tx: WriteTx,
  changes: readonly Change[],
  { views = [], titles: named = [] }: Besides,
): Promise<Result<AppliedPackage & { readonly records: readonly Told[] }, PackageRefusal>> {
  const at = source.database.now().toISOString();
  const titles = await takeTitles(tx, changes, named);
  if (!titles.ok) return titles;
  const gaps = await lostWords(tx);
  const sender: Sender = {
    ...source.sender,
    isOurGap: (stamp) => gaps.some(({ after, before }) => stamp > after && stamp < before),
    nextLocal: localKeys(await lastEventSeq(tx)),
  };
  const { records, deferred } = await byRecord(source, tx, changes);
  for (const change of deferred) await deferChange(tx, change, source.sender.code, at);
  let deferredCount = deferred.length;
  let appliedCount = 0;
  const touched = new Set<string>();
  const answered: string[] = [];
  const identified = new Map<Registry, Set<string>>();
  for (const record of records) {
    const { root, rootId } = record;
    const taken = await takeRecord({ ...source, titles: titles.value }, tx, sender, record);
    if (!taken.ok) return taken;
    appliedCount += taken.value.applied;
    answered.push(...taken.value.answered);
    deferredCount += taken.value.waiting.length;
    for (const change of taken.value.waiting) await deferChange(tx, change, source.sender.code, at);
    // What was asked for and is refused waits no more, and shows nothing new.
    const isLost = record.changes.some(({ lost }) => lost !== undefined);
    if (taken.value.applied > 0 || isLost) touched.add(root.code);
    if (taken.value.applied === 0) continue;
    if (record.changes.some((change) => change.field === 'status' || tellsWhoItIs(root, change)))
      identified.set(root, (identified.get(root) ?? new Set()).add(rootId));
  }
  const told = records.flatMap((record) => record.changes);
  await handOn(source, tx, told, { action: 'exchange.apply', at, via: source.sender.code });
  for (const code of await takeViews(source, tx, views)) touched.add(code);
  // What came may be the same thing as a record that was here: told, and decided by people.
  const origin = { via: source.sender.code, at, drafts: 'told' } as const;
  for (const [root, ids] of identified) await noteTwins(tx, root, [...ids], origin);
  await tellAnswers(tx, source.sender.code, answered);
  return ok({ touched: [...touched], appliedCount, deferredCount, refused: [], records });
}

/** Changes by the records that they are of, and those that wait for another version. */
async function byRecord(source: PackageSource, tx: WriteTx, changes: readonly Change[]) {
  const parents = await rootsOf(tx, changes);
  const aside = await deferredAmongReplaced(tx, changes);
  const groups = new Map<string, { root: Registry; rootId: string; changes: Change[] }>();
  const deferred: Change[] = [];
  for (const change of changes) {
    const registry = tx.registries.find(change.registry);
    // What follows a change that waits, waits with it: both are replayed in order.
    const follows =
      change.replaces !== null && aside.has(nameOfChange({ ...change, stamp: change.replaces }));
    if (follows || registry === undefined || !isUnderstood(source, registry, change, parents)) {
      deferred.push(change);
      aside.add(nameOfChange(change));
      continue;
    }
    const rootId = registry.parent === undefined ? change.recordId : (parents.get(nameOfRow(change)) ?? '');
    const root = tx.registries.rootOf(registry);
    const name = nameOfRow({ registry: root.code, recordId: rootId });
    const group = groups.get(name) ?? { root, rootId, changes: [] };
    groups.set(name, group);
    group.changes.push(change);
  }
  const named = [...groups.values()].map(({ root, rootId }) => ({ registry: root.code, rootId }));
  const hidden = await hiddenAmong(tx, named);
  const records = [...groups].map(([name, group]): Told => ({ ...group, ...hiddenView(hidden.get(name)) }));
  return { records, deferred };
}

const forbidden = ({ registry, field }: Change) =>
  fail('packet.forbiddenChange', { params: { registry, field } });

function isStaying(registries: Registries, code: string): boolean {
  const registry = registries.find(code);
  return registry !== undefined && !travels(registries.rootOf(registry));
}

/** A stamp of the office that it names, an acceptance that is one, and a time that a letter can say. */
function isSound({ stamp, office, accepted, at }: Change): boolean {
  const isStamp = readStamp(stamp)?.office === office;
  const isTime = time.test(at) && !Number.isNaN(Date.parse(at));
  return isStamp && isTime && (accepted === undefined || readStamp(accepted) !== undefined);
}
const time = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** Keys of words whose owner did not tell its acceptance: less than any true one, in the order they came. */
function localKeys(seq: number): () => string {
  let order = seq;
  return () => localAcceptance((order += 1));
}

/** Does this version know the field, and the value? The owner answers what it is asked, be it nonsense. */
function isUnderstood(
  { context }: PackageSource,
  registry: Registry,
  change: Change,
  parents: ReadonlyMap<string, string>,
): boolean {
  if (registry.parent !== undefined && !parents.has(nameOfRow(change))) return false;
  // A loss may be of a value that this version does not take.
  return change.lost === undefined
    ? isWellFormed(registry, change, context)
    : isDeclaredField(registry, change.field);
}

/** Root record of every list row: told by the package itself or by the row that is here. */
async function rootsOf(tx: WriteTx, changes: readonly Change[]): Promise<ReadonlyMap<string, string>> {
  const roots = new Map<string, string>();
  for (const registry of tx.registries.all) {
    if (registry.parent === undefined) continue;
    const ids = changes.filter((change) => change.registry === registry.code).map(({ recordId }) => recordId);
    for (const [id, parent] of await parentsOf(tx, registry, ids))
      roots.set(nameOfRow({ registry: registry.code, recordId: id }), parent);
  }
  for (const change of changes) {
    const { field, after } = change;
    if (field === 'parentId' && typeof after === 'string' && !roots.has(nameOfRow(change)))
      roots.set(nameOfRow(change), after);
  }
  return roots;
}

const nameOfRow = ({ registry, recordId }: Pick<Change, 'registry' | 'recordId'>): string =>
  `${registry}/${recordId}`;
