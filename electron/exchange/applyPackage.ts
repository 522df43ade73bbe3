import { nameOfChange, type Change } from '../../domain/exchange/change';
import type { PackageManifest } from '../../domain/exchange/packageManifest';
import { readStamp } from '../../domain/exchange/hybridClock';
import { localAcceptance } from '../../domain/exchange/register';
import { isDeclaredField, isWellFormed } from '../../domain/record/wellFormed';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';
import { fail, ok, type Result } from '../../domain/values/result';
import type { WriteTx } from '../../db/file/handles';
import { deferChange, deferredAmongReplaced } from '../../db/exchange/deferredRepository';
import { tellAnswers } from '../../db/exchange/withheldRepository';
import { lastEventSeq } from '../../db/record/changeRepository';
import { parentsOf } from '../../db/record/rootRepository';
import { lostWords } from '../../db/exchange/recoveryRepository';
import { noteTwins, tellsWhoItIs } from '../record/twins';
import type { PackageRefusal, PackageSource, Sender } from '../record/kindOfChange';
import { takeRecord } from '../record/takeRecord';
import { takeTitles } from './toldTitles';

/**
 * Somebody else's changes come in. Words are held by their owner's order whoever brings them, asks of what is ours pass
 * the gate, what this version does not understand is kept for one that does. A package is refused whole only when it is
 * not what it claims to be; a change that is not its sender's to make is answered as lost, and the rest is taken.
 */
export interface AppliedPackage {
  /** Codes of root registries whose records changed. */
  readonly touched: readonly string[];
  readonly appliedCount: number;
  readonly deferredCount: number;
}

export async function applyPackage(
  source: PackageSource,
  tx: WriteTx,
  changes: readonly Change[],
  told: PackageManifest['titles'] = [],
): Promise<Result<AppliedPackage, PackageRefusal>> {
  const at = source.database.now().toISOString();
  const bad = changes.find((change) => !isSound(change));
  if (bad !== undefined) return fail('packet.badPayload', { params: { detail: bad.stamp } });
  // Persons do not travel yet: what claims to be one is no message of ours, and is not kept for later in the open either.
  const ofPerson = changes.find(({ registry }) => isOfPersons(tx.registries, registry));
  if (ofPerson !== undefined) return forbidden(ofPerson);

  const titles = await takeTitles(tx, changes, told);
  if (!titles.ok) return titles;

  const gaps = await lostWords(tx);
  const sender: Sender = {
    ...source.sender,
    isOurGap: (stamp) => gaps.some(({ after, before }) => stamp > after && stamp < before),
    nextLocal: localKeys(await lastEventSeq(tx)),
  };
  const parents = await rootsOf(tx, changes);
  const aside = await deferredAmongReplaced(tx, changes);
  const groups = new Map<string, { root: Registry; rootId: string; changes: Change[] }>();
  let deferredCount = 0;
  for (const change of changes) {
    const registry = tx.registries.find(change.registry);
    // What follows a change that waits, waits with it: both are replayed in order.
    const follows =
      change.replaces !== null && aside.has(nameOfChange({ ...change, stamp: change.replaces }));
    if (follows || registry === undefined || !isUnderstood(source, registry, change, parents)) {
      await deferChange(tx, change, source.sender.code, at);
      aside.add(nameOfChange(change));
      deferredCount += 1;
      continue;
    }
    const rootId = registry.parent === undefined ? change.recordId : (parents.get(nameOfRow(change)) ?? '');
    const root = tx.registries.rootOf(registry);
    const name = nameOfRow({ registry: root.code, recordId: rootId });
    const group = groups.get(name) ?? { root, rootId, changes: [] };
    groups.set(name, group);
    group.changes.push(change);
  }
  let appliedCount = 0;
  const touched = new Set<string>();
  const answered: string[] = [];
  const identified = new Map<Registry, Set<string>>();
  for (const group of groups.values()) {
    const { root, rootId } = group;
    const taken = await takeRecord({ ...source, titles: titles.value }, tx, sender, group);
    if (!taken.ok) return taken;
    appliedCount += taken.value.applied;
    answered.push(...taken.value.answered);
    deferredCount += taken.value.waiting.length;
    for (const change of taken.value.waiting) await deferChange(tx, change, source.sender.code, at);
    if (taken.value.applied === 0) continue;
    touched.add(root.code);
    if (group.changes.some((change) => change.field === 'status' || tellsWhoItIs(root, change)))
      identified.set(root, (identified.get(root) ?? new Set()).add(rootId));
  }
  // What came may be the same thing as a record that was here: told, and decided by people.
  const origin = { via: source.sender.code, at, drafts: 'told' } as const;
  for (const [root, ids] of identified) await noteTwins(tx, root, [...ids], origin);
  await tellAnswers(tx, source.sender.code, answered);
  return ok({ touched: [...touched], appliedCount, deferredCount });
}

const forbidden = ({ registry, field }: Change) =>
  fail('packet.forbiddenChange', { params: { registry, field } });

function isOfPersons(registries: Registries, code: string): boolean {
  const registry = registries.find(code);
  return registry !== undefined && isPersonal(registries.rootOf(registry));
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
