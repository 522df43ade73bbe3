import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';
import type { IdentityKey } from '../registry/traits/identity';
import { isPlainDate } from '../values/plainDate';
import { foldText } from '../values/foldText';
import { organisationNameKey } from '../values/organisationName';

/**
 * Which records are the same thing: the one judge, asked at typing, saving, review, inclusion, import and arrival. It
 * compares two sets of values by the keys that the registry declares; where they come from and what is done about a pair
 * is not its business. `values` are declared fields and, where there is one, `registrationNumber`.
 */

/** The keys a registry declares, the surest first; none where nothing of it can be told apart. */
export const identityOf = (root: Registry): readonly IdentityKey[] => root.root?.identity ?? [];

/** Does a change of this field make a record another thing, or the same as another? */
export const isIdentifying = (root: Registry, field: string): boolean =>
  identityOf(root).some(({ fields, unless = [] }) => fields.includes(field) || unless.includes(field));

/** Keys that an equal text tells, as opposed to those that must be compared. */
export const textKeysOf = (root: Registry): readonly IdentityKey[] =>
  identityOf(root).filter(({ compare }) => compare !== 'slip');

/** The text by which records share this key, or null where a value of it is missing. */
export function keyText(key: IdentityKey, values: FieldValues): string | null {
  const texts = key.fields.map((field) => textOf(values[field]));
  if (texts.some((text) => text === '')) return null;
  return key.compare === 'organisation' ? organisationNameKey(texts.join(' ')) : texts.join('/');
}

/** The surest key by which these two are the same, or null. */
export function sameBy(root: Registry, one: FieldValues, other: FieldValues): IdentityKey | null {
  return identityOf(root).find((key) => !areApart(key, one, other) && shares(key, one, other)) ?? null;
}

/** Do other values say that this key must not be believed? */
export const areApart = ({ unless = [] }: IdentityKey, one: FieldValues, other: FieldValues): boolean =>
  unless.some((field) => {
    const [mine, theirs] = [textOf(one[field]), textOf(other[field])];
    return mine !== '' && theirs !== '' && mine !== theirs;
  });

/**
 * Which fields to look a slip up by: all of them but one, because one slip spoils one field. What is found so must still
 * be compared by `sameBy`.
 */
export function slipBlocks({ fields, mayLack = [] }: IdentityKey): readonly (readonly string[])[] {
  const needed = fields.filter((field) => !mayLack.includes(field));
  return needed.map((left) => needed.filter((field) => field !== left));
}

function shares(key: IdentityKey, one: FieldValues, other: FieldValues): boolean {
  if (key.compare !== 'slip') {
    const mine = keyText(key, one);
    return mine !== null && mine === keyText(key, other);
  }
  let slips = 0;
  for (const field of key.fields) {
    const [mine, theirs] = [textOf(one[field]), textOf(other[field])];
    if (mine === '' || theirs === '') {
      if (key.mayLack?.includes(field) === true) continue;
      return false;
    }
    slips += slipsBetween(mine, theirs);
    if (slips > 1) return false;
  }
  return true;
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

/** 0 for equal however written, 1 for one slip of the hand, 2 for anything else. */
function slipsBetween(one: string, other: string): number {
  if (isPlainDate(one) && isPlainDate(other)) {
    const swapped = one.replace(/^(\d+)-(\d+)-(\d+)$/, '$1-$3-$2');
    return one === other ? 0 : swapped === other ? 1 : editsBetween(one, other);
  }
  return editsBetween(foldText(one), foldText(other));
}

/** A letter put in, left out, mistyped, or two neighbours in each other's place; 2 means more than one of these. */
function editsBetween(one: string, other: string): number {
  if (one === other) return 0;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return 2;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, from: number): string => text.slice(from);
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1) ? 1 : 2;
  if (rest(short, at + 1) === rest(long, at + 1)) return 1;
  const areSwapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return areSwapped && rest(short, at + 2) === rest(long, at + 2) ? 1 : 2;
}
