import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { shownBy } from '../../domain/exchange/register';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { StandingRecord } from '../../domain/record/gate';
import { deciderOf, ownerOf, type Deciders, type Holders, type Place } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { isKeptByAny, type HeldTrait } from '../../domain/registry/traits/held';
import type { ReadDb } from '../../db/file/handles';
import type { GateDeps } from '../record/recordChange';
import { isWithdrawn, type RecordState } from '../../db/record/recordRepository';
import { readRegisters, type Registers } from '../../db/record/registerRepository';

/** The holders of a record as words have made them: what this office merely asked for does not make an owner. */
export async function holdersOf(db: ReadDb, root: Registry, recordId: string): Promise<Holders> {
  if (root.root?.held === undefined) return nobody;
  return heldHolders(await readRegisters(db, holderFields(root, recordId), 'held'), root, recordId);
}

/** Is the field this office's own word? */
export async function isOwnedHere(
  db: ReadDb,
  place: Place,
  root: Registry,
  { registry, recordId, field }: { registry: Registry; recordId: string; field: string },
): Promise<boolean> {
  return ownerOf(registry, field, await holdersOf(db, root, recordId), place) === place.office;
}

export function heldHolders(registers: Registers, root: Registry, recordId: string): Holders {
  const held = (field: string): string | null => {
    const after = registers.of({ registry: root.code, recordId, field }).held?.after;
    return typeof after === 'string' ? after : null;
  };
  return { decider: held('decider'), keeper: held('keeper') };
}

export function shownHolders(
  { office }: Place,
  registers: Registers,
  root: Registry,
  recordId: string,
): Holders {
  const shown = (field: string): string | null => {
    const after = shownBy(registers.of({ registry: root.code, recordId, field }), office, () => false)?.after;
    return typeof after === 'string' ? after : null;
  };
  return { decider: shown('decider'), keeper: shown('keeper') };
}

/** The same, read for a record that is only looked at. */
export async function shownHoldersOf(
  db: ReadDb,
  place: Place,
  root: Registry,
  recordId: string,
): Promise<Holders> {
  if (root.root?.held === undefined) return nobody;
  return shownHolders(place, await readRegisters(db, holderFields(root, recordId), 'held'), root, recordId);
}

const nobody: Holders = { decider: null, keeper: null };
export const holderFields = ({ code: registry }: Registry, recordId: string) => [
  { registry, recordId, field: 'decider' },
  { registry, recordId, field: 'keeper' },
];

/** Until a birth is accepted the ministry decides on all of it, unless its author decides by itself. */
export const bornHolders = (edits: readonly FieldEdit[]): Holders => {
  const decider = edits.find(({ field }) => field === 'decider')?.after;
  return { decider: typeof decider === 'string' ? decider : null, keeper: null };
};

export const standing = (record: RecordState, holders: Holders): StandingRecord => ({
  ...holders,
  status: record.status,
  removed: false,
  fields: record.fields,
  lists: record.lists,
});

/** What an office knows of the offices around it. */
export function placeOf({ office, peers }: OfficeConfig, deciders: Deciders): Place {
  const ministry = office.kind === 'ministry' ? office : peers.find(({ kind }) => kind === 'ministry');
  const offices = new Set([office, ...peers].map(({ code }) => code));
  return { office: office.code, kind: office.kind, ministry: ministry?.code ?? null, offices, deciders };
}

/** The territorial office of a municipality, null where none is known. */
export function officeOf({ office, peers }: OfficeConfig, oktmo: unknown): string | null {
  const offices = [office, ...peers].filter(({ kind }) => kind === 'territorial');
  return offices.find((one) => one.oktmo.some((code) => code === oktmo))?.code ?? null;
}

/**
 * Who keeps a record that is born here: the office of its district, or its author; null leaves it to who decides. What
 * hangs on another record its author keeps until who decides looks whose it is (`electron/record/handOn.ts`).
 */
export function keeperFor(config: OfficeConfig, held: HeldTrait, fields: FieldValues): string | null {
  const author = config.office.kind === 'ministry' ? null : config.office.code;
  if (isKeptByAny(held)) return author;
  const near = officeOf(config, held.territory === undefined ? null : fields[held.territory]);
  return near ?? (config.office.kind === 'territorial' ? author : null);
}

/**
 * The district of a record changed, by whatever door: who decides on it hands it over to the office of the other district.
 * Else its contacts would stay the word of an office that no more has to do with it.
 */
export function handOver(
  { place, officeOf: officeHere }: Pick<GateDeps, 'place' | 'officeOf'>,
  root: Registry,
  recordId: string,
  holders: Holders,
  edits: readonly Pick<FieldEdit, 'registry' | 'field' | 'after'>[],
): readonly FieldEdit[] {
  const held = root.root?.held;
  const territory = isKeptByAny(held) ? undefined : held?.territory;
  const moved = edits.findLast(({ registry, field }) => registry === root.code && field === territory);
  if (moved === undefined || deciderOf(holders, place) !== place.office) return [];
  const keeper = officeHere(moved.after);
  return keeper === null || keeper === holders.keeper
    ? []
    : [{ registry: root.code, recordId, field: 'keeper', before: holders.keeper, after: keeper }];
}

/** The record as the gate sees it: as it stands, withdrawn, or null where it was never here. */
export async function standingOrWithdrawn(
  db: ReadDb,
  root: Registry,
  rootId: string,
  { state, holders }: { readonly state: RecordState | undefined; readonly holders: Holders },
): Promise<StandingRecord | null> {
  if (state !== undefined) return standing(state, holders);
  if (!(await isWithdrawn(db, root, rootId))) return null;
  return { ...holders, status: '', removed: true, fields: {}, lists: {} };
}
