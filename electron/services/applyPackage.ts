import type { Change } from '../../domain/exchange/change';
import { readStamp } from '../../domain/exchange/hybridClock';
import { mergeChange, type Merge } from '../../domain/exchange/mergeChange';
import type { Office, Peer } from '../../domain/exchange/officeConfig';
import { checkValue, type FieldContext } from '../../domain/registry/fieldTypes';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { registries, rootOf } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';
import { sameValue } from '../../domain/exchange/mergeChange';
import { fail, ok, type Result } from '../../domain/values/result';
import { applyChanges, type Entry } from '../../db/applyChanges';
import type { Database } from '../../db/database';
import type { WriteTx } from '../../db/handles';
import {
  deferredAmongReplaced,
  heldValues,
  knownStamps,
  parentsOf,
  type HeldValue,
} from '../../db/repositories/mergeRepository';
import { lostWords } from '../../db/repositories/recoveryRepository';
import { deferChange } from '../../db/repositories/exchangeRepository';
import { owns } from './exchangeDeps';

/**
 * Somebody else's changes become ours by the same writer as an operator's edits: each is merged against the value held
 * here, what loses stays in the log, what this version does not understand is kept for one that does. One change that
 * is not the sender's to make refuses the whole package.
 */
export interface PackageSource {
  readonly database: Database;
  readonly office: Office;
  readonly sender: Pick<Peer, 'code' | 'kind'>;
  readonly context: FieldContext;
}

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
): Promise<Result<AppliedPackage, 'packet.badPayload' | 'packet.forbiddenChange'>> {
  const at = source.database.now().toISOString();
  const bad = changes.find((change) => !isStampSound(change));
  if (bad !== undefined) return fail('packet.badPayload', { params: { detail: bad.stamp } });
  // Persons do not travel yet: what claims to be one is no message of ours, and is not kept for later in the open either.
  const ofPerson = changes.find(({ registry }) => isOfPersons(registry));
  if (ofPerson !== undefined) return forbidden(ofPerson);

  const known = await knownStamps(tx, changes);
  const held = await heldValues(tx, changes);
  const parents = await rootsOf(tx, changes);
  const aside = await deferredAmongReplaced(tx, changes);
  const lost = await lostWords(tx);
  const isOursBack = ({ office, stamp }: Change): boolean =>
    office === source.office.code && lost.some(({ after, before }) => stamp > after && stamp < before);
  const entries: Entry[] = [];
  let deferredCount = 0;
  for (const change of changes) {
    source.database.observeStamp(change.stamp);
    if (known.has(change.stamp)) continue;
    const key = `${change.recordId}/${change.field}`;
    // What follows a change that waits, waits with it: both are replayed in order.
    const follows = change.replaces !== null && aside.has(change.replaces);
    const merge: Merge = follows
      ? { kind: 'defer' }
      : decide(source, change, {
          ...{ parents, held: held.get(key), isOursBack: isOursBack(change) },
          statusHeld: held.get(`${change.recordId}/status`)?.value ?? null,
        });
    if (merge.kind === 'refuse') {
      return forbidden(change);
    }
    if (merge.kind === 'defer') {
      await deferChange(tx, change.stamp, source.sender.code, JSON.stringify(change), at);
      aside.add(change.stamp);
      deferredCount += 1;
      continue;
    }
    const applied = merge.kind === 'apply' || (merge.kind === 'conflict' && merge.wins);
    entries.push({
      change,
      rootId: parents.get(change.recordId) ?? change.recordId,
      outcome: applied ? 'applied' : merge.kind === 'conflict' ? 'conflict' : 'stale',
    });
    if (applied) held.set(key, { stamp: change.stamp, value: change.after });
  }
  await applyChanges(tx, entries, { action: 'exchange.apply', at, via: source.sender.code });
  const touched = [...new Set(entries.map(({ change }) => rootCode(change.registry)))];
  return ok({
    touched,
    appliedCount: entries.filter(({ outcome }) => outcome === 'applied').length,
    deferredCount,
  });
}

const forbidden = ({ registry, field }: Change) =>
  fail('packet.forbiddenChange', { params: { registry, field } });

function isOfPersons(code: string): boolean {
  const registry = Object.hasOwn(registries, code) ? registries[code] : undefined;
  return registry !== undefined && isPersonal(rootOf(registry));
}

/** Our own clock goes on from the greatest stamp seen: one at the end of the calendar would leave it nowhere to go. */
const lastSoundYear = Date.UTC(9000, 0);

function isStampSound({ stamp, office }: Change): boolean {
  const parts = readStamp(stamp);
  return parts !== undefined && parts.office === office && parts.time < lastSoundYear;
}

interface Circumstances {
  readonly parents: ReadonlyMap<string, string>;
  readonly held: HeldValue | undefined;
  readonly statusHeld: FieldValue;
  /** A change of this office that a backup did not have. */
  readonly isOursBack: boolean;
}

function decide(
  source: PackageSource,
  change: Change,
  { parents, held, isOursBack, statusHeld }: Circumstances,
): Merge {
  const registry = Object.hasOwn(registries, change.registry) ? registries[change.registry] : undefined;
  const weAreOwner = registry !== undefined && owns(source.office.kind, registry.owner);
  // Our own word that a restoration took from us counts as ours, whoever brings it back.
  const senderIsOwner =
    registry !== undefined && (owns(source.sender.kind, registry.owner) || (isOursBack && weAreOwner));
  // Only the owner passes on what others changed; anybody else speaks for itself.
  if (registry !== undefined && !senderIsOwner && !isOursBack && change.office !== source.sender.code)
    return { kind: 'refuse' };
  const understood =
    registry !== undefined &&
    isUnderstood(registry, change, source.context) &&
    (registry.parent === undefined || parents.has(change.recordId));
  return mergeChange(change, {
    currentStamp: held?.stamp ?? null,
    currentValue: held?.value ?? null,
    understood,
    senderIsOwner,
    weAreOwner,
    ownersOnly: registry !== undefined && isOwnersOnly(registry, change, statusHeld),
  });
}

/** Does this version know the field, and is the value in the very form it would store? */
function isUnderstood(registry: Registry, { field, after }: Change, context: FieldContext): boolean {
  switch (field) {
    case 'removed':
      return typeof after === 'boolean';
    case 'status':
      return registry.root?.statuses.order.includes(String(after)) === true;
    case 'registrationNumber':
      return registry.root !== undefined && typeof after === 'string';
    case 'parentId':
      return registry.parent !== undefined && typeof after === 'string';
    case 'position':
      if (registry.parent !== undefined) return Number.isSafeInteger(after);
  }
  const declaration = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declaration === undefined) return false;
  const checked = checkValue(declaration.kind, after, context);
  return checked.ok && sameValue(checked.value, after);
}

/**
 * What an act of the owner decides: the registration number, entering and leaving the registry, the row that says so,
 * and withdrawing a record that such an act has put in.
 */
function isOwnersOnly(registry: Registry, { field, before, after }: Change, statusHeld: FieldValue): boolean {
  if (field === 'registrationNumber') return true;
  const decisions = rootOf(registry).root?.statuses.moves.filter((move) => move.decision) ?? [];
  const isDecided = (status: FieldValue): boolean => decisions.some(({ to }) => to === status);
  if (registry.parent !== undefined) {
    return (
      registry.parent.list === 'decisions' &&
      field === 'event' &&
      decisions.some(({ event }) => event === after)
    );
  }
  if (field === 'removed') return isDecided(statusHeld);
  return field === 'status' && (isDecided(before) || isDecided(after));
}

/** Root record of every list row: told by the package itself or by the row that is here. */
async function rootsOf(tx: WriteTx, changes: readonly Change[]): Promise<ReadonlyMap<string, string>> {
  const roots = new Map<string, string>();
  for (const registry of Object.values(registries)) {
    if (registry.parent === undefined) continue;
    const ids = changes.filter((change) => change.registry === registry.code).map(({ recordId }) => recordId);
    for (const [id, parent] of await parentsOf(tx, registry.table, ids)) roots.set(id, parent);
  }
  for (const { field, recordId, after } of changes) {
    if (field === 'parentId' && typeof after === 'string' && !roots.has(recordId)) roots.set(recordId, after);
  }
  return roots;
}

function rootCode(registryCode: string): string {
  const registry = registries[registryCode];
  return registry === undefined ? registryCode : rootOf(registry).code;
}
