import type { FieldValue } from '../registry/fieldKinds';
import type { Change, Loss } from './change';

/**
 * A birth: the first values of a record, or of a row of a list. They are made at once and bear one stamp, so the log keeps
 * them as one line and a package as one item, with the values in an object. To everything else a birth is one change for
 * each field, all under that stamp: a change is named by its stamp, record **and** field, never by its stamp alone.
 */
export const birthField = '';

export interface Birth extends Omit<Change, 'field' | 'before' | 'after'> {
  readonly field: typeof birthField;
  readonly before: null;
  /** In the order the changes were made. */
  readonly after: Readonly<Record<string, FieldValue>>;
}

type Some<T> = readonly [T, ...T[]];

/**
 * Changes that may be told as one stand together, where the first of them stood: first values that differ in nothing but
 * field and value. Nothing else may have been said of their record in between, or its last word could become another.
 */
export function groupBirths<T>(
  items: readonly T[],
  changeOf: (item: T) => Change,
  /** What else must be the same. */
  areAlike: (one: T, other: T) => boolean = () => true,
): readonly Some<T>[] {
  const groups: [T, ...T[]][] = [];
  const open = new Map<string, { readonly group: [T, ...T[]]; readonly fields: Set<string> }>();
  for (const item of items) {
    const change = changeOf(item);
    const { recordId, field } = change;
    const last = open.get(recordId);
    const joins =
      last !== undefined &&
      !last.fields.has(field) &&
      isSameBirth(changeOf(last.group[0]), change) &&
      areAlike(last.group[0], item);
    if (joins) {
      last.group.push(item);
      last.fields.add(field);
      continue;
    }
    const group: [T, ...T[]] = [item];
    groups.push(group);
    open.set(recordId, { group, fields: new Set([field]) });
  }
  return groups;
}

/** The values of one group, as its line or item holds them. */
export const birthValues = ([first, ...rest]: Some<Change>): Birth['after'] =>
  Object.fromEntries([first, ...rest].map(({ field, after }) => [field, after]));

/** As a package tells it. What stands alone stays a change. */
export function foldBirths(changes: readonly Change[]): readonly (Change | Birth)[] {
  return groupBirths(changes, (change) => change).map((group) =>
    group.length === 1
      ? group[0]
      : { ...group[0], field: birthField, before: null, after: birthValues(group) },
  );
}

/** What is said of a birth, said of each of its fields. */
export const unfoldBirth = <T extends object>(
  told: T,
  values: Birth['after'],
): (T & Pick<Change, 'field' | 'before' | 'after'>)[] =>
  Object.entries(values).map(([field, after]) => ({ ...told, field, before: null, after }));

const isFirst = ({ before, replaces, over, settles }: Change): boolean =>
  before === null && replaces === null && over === undefined && settles === undefined;

function isSameBirth(one: Change, other: Change): boolean {
  return (
    one.stamp === other.stamp &&
    one.registry === other.registry &&
    isFirst(one) &&
    isFirst(other) &&
    one.office === other.office &&
    one.operator === other.operator &&
    one.at === other.at &&
    one.accepted === other.accepted &&
    one.tenure === other.tenure &&
    isSameLoss(one.lost, other.lost)
  );
}

const isSameLoss = (one: Loss | undefined, other: Loss | undefined): boolean =>
  one?.against === other?.against && one?.reason === other?.reason && one?.words === other?.words;
