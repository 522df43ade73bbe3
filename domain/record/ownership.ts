import type { OfficeKind } from '../exchange/officeKind';
import type { OwnerRule, Registry } from '../registry/defineRegistry';
import type { FieldValue } from '../registry/fieldKinds';

/**
 * Whose word a value is. The rule is declared with the registry, list or field; who it is stands in the record itself and
 * is never computed from `office.json`, which differs between offices: owners would differ with it, and for ever.
 */
export interface Holders {
  /** Office that decides on the record, given at birth; null in records older than that: the ministry. */
  readonly decider: string | null;
  /** Office that keeps contacts and places; null where nobody was named: the decider. */
  readonly keeper: string | null;
}

export type Deciders = Readonly<Record<string, 'ministry' | 'territorial'>>;

/** Where a change is judged. */
export interface Place {
  /** Code of this office. */
  readonly office: string;
  readonly kind: OfficeKind;
  /** Code of the ministry; null in an office that knows none: what the ministry decides waits until it does. */
  readonly ministry: string | null;
  /** Codes of the offices known here, this one too: nobody else can keep a record. */
  readonly offices: ReadonlySet<string>;
  /** By root registry, who decides on records that are born now: the ministry, or the territorial office of their birth. */
  readonly deciders: Deciders;
}

export const deciderOf = ({ decider }: Holders, { ministry }: Place): string => decider ?? ministry ?? '';

const keeperOf = (holders: Holders, place: Place): string => holders.keeper ?? deciderOf(holders, place);

/** What the rule of a field is; system fields of a record are the decider's, who is its keeper too. */
export function ownerRule(registry: Registry, field: string): OwnerRule {
  if (registry.owner === 'holder') return 'holder';
  // Who keeps a record is no word of whoever keeps it.
  if (registry.root !== undefined && (field === 'keeper' || field === 'decider')) return 'decider';
  const declared = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declared?.owner !== undefined) return declared.owner;
  return registry.owner;
}

/** Code of the office whose word the field is. */
export function ownerOf(registry: Registry, field: string, holders: Holders, place: Place): string {
  switch (ownerRule(registry, field)) {
    case 'holder':
      return place.office;
    case 'decider':
      return deciderOf(holders, place);
    case 'keeper':
      return keeperOf(holders, place);
  }
}

/** Who decides on a new record: the ministry, or its own author where that is how it is set. */
export const mayDecide = (
  root: Registry,
  author: string,
  decider: FieldValue,
  { ministry, deciders }: Place,
): boolean => decider === ministry || (deciders[root.code] === 'territorial' && decider === author);

/** Rows of a list that only acts write, the number, and the record's decider. */
export function isOfActs(registry: Registry, field: string): boolean {
  if (registry.parent !== undefined) return isWrittenByActs(registry);
  return field === 'registrationNumber' || registry.fields[field]?.system === true;
}

/** Is every cell of the list the program's to write? Then so are its rows, their order and their end. */
const isWrittenByActs = (list: Registry): boolean =>
  Object.values(list.fields).every(({ system }) => system === true);

/** Registries of which records may be handed over when these fields of a record change; `fields` absent: any of them. */
export function handedWith(
  roots: readonly Registry[],
  root: Registry,
  fields?: readonly string[],
): readonly Registry[] {
  const { office, through, territory } = root.root?.held ?? {};
  const tells = (field: string): boolean => ['removed', office, through, territory].includes(field);
  if (root.root?.held === undefined || fields?.some(tells) === false) return [];
  const handed = new Set([root]);
  for (const parent of handed)
    for (const one of roots) {
      const kind = one.fields[one.root?.held?.through ?? '']?.kind;
      if (kind?.type === 'record' && kind.registry === parent.code) handed.add(one);
    }
  return [...handed];
}
