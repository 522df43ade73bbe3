import { isOrderedByIndex } from '../../domain/question/indexed';
import type { Condition, SortBy } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { aboveNull, askedNothing } from './conditionSql';
import type { Clause } from './clauses';
import { askedColumn } from './askedColumn';

/**
 * How the records of a question lie in order. An index that holds them in that order is walked (0007); else what an index
 * finds is gathered and sorted once. `Walk` names the index by its columns,
 * which a page is sought by.
 */
export interface Walk {
  readonly descending: boolean;
  /** Conditions that this index answers itself; the others are compared row by row. */
  readonly served: readonly Clause[];
  /** Parts of the order, one after the other: a key that may be NULL cannot be compared with, so those rows stand apart. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** Columns of the index in which its rows differ, the id last. */
  readonly keys: readonly string[];
  /** What makes it a part; '' where there is one only. */
  readonly sql: string;
  /** Needless where the part is begun within: the comparison says as much. */
  readonly isImplied: boolean;
}

/** The order of records where nothing else is said, and of those that are equal. */
const naturalSort = (root: Registry): SortBy =>
  isPersonal(root) ? { field: 'changedAt', descending: true } : { field: 'title', descending: false };

/** The order that is asked for without what says nothing: fields that are the same in all the records. */
export function sortOf(
  root: Registry,
  sort: readonly SortBy[],
  where: readonly Condition[],
): readonly SortBy[] {
  const telling = sort.filter(({ field }) => !where.some((one) => one.field === field && pins(root, one)));
  return telling.length > 0 ? telling : [{ ...naturalSort(root), ...directionOf(sort) }];
}

const directionOf = (sort: readonly SortBy[]): Partial<SortBy> => {
  const last = sort.at(-1);
  return last === undefined ? {} : { descending: last.descending };
};

/** The order as SQL, down to the ids. */
export function orderSql(root: Registry, sort: readonly SortBy[]): string {
  const last = sort.at(-1);
  const ways = sort.map(({ field, descending }) => `${keyColumn(root, field)} ${wayOf(descending)}`);
  const tail =
    last === undefined || isGround(last.field) ? ['id'] : [groundKeys[naturalSort(root).field] ?? '', 'id'];
  const way = wayOf(last?.descending ?? false);
  return [...ways, ...tail.map((key) => `${root.table}.${key} ${way}`)].join(', ');
}

/** The walk of the index that holds the records in this order; undefined where none does. */
export function walkOf(
  root: Registry,
  sort: readonly SortBy[],
  clauses: readonly Clause[],
): Walk | undefined {
  const [first, second, ...more] = sort;
  if (first === undefined || more.length > 0 || !isOrderedByIndex(root, first.field)) return undefined;
  const { descending } = first;
  const natural = naturalSort(root).field;
  const id = `${root.table}.id`;
  const lead = keyColumn(root, first.field);
  if (isGround(first.field)) {
    if (second !== undefined) return undefined;
    const pin = first.field === natural ? clauses.filter((one) => isPin(root, one)) : [];
    const [onlyPin] = clauses.length === 1 ? pin : [];
    const served = onlyPin === undefined ? onField(clauses, first.field) : [onlyPin];
    return { descending, served, parts: [{ keys: [lead, id], sql: '', isImplied: true }] };
  }
  if (second !== undefined && (second.field !== natural || second.descending !== descending))
    return undefined;
  const served = onField(clauses, first.field);
  const rest = [`${root.table}.${groundKeys[natural] ?? ''}`, id];
  return { descending, served, parts: partsOf(root, first, rest, served.length > 0) };
}

/** Which of the fields that are ordered by has no index to begin with, or none that goes on as is asked. */
export const unorderedField = (root: Registry, sort: readonly SortBy[]): string =>
  (sort.find(({ field }) => !isOrderedByIndex(root, field)) ?? sort[1] ?? sort[0])?.field ?? '';

const groundKeys: Readonly<Record<string, string>> = {
  title: 'title_key',
  registrationNumber: 'number_key',
  changedAt: 'changed_at',
};
const isGround = (field: string): boolean => Object.hasOwn(groundKeys, field);

function keyColumn(root: Registry, field: string): string {
  return field === 'title' ? `${root.table}.title_key` : askedColumn(root, field).sql;
}

const wayOf = (descending: boolean): string => (descending ? 'DESC' : 'ASC');

/** Do all records of this condition have one and the same value there? */
const pins = (root: Registry, { field, is, empty }: Condition): boolean =>
  askedColumn(root, field).asked.many ? false : is !== undefined || empty === true;

/** And does an index hold them in the natural order? */
const isPin = (root: Registry, { condition }: Clause): boolean =>
  condition !== undefined &&
  !isGround(condition.field) &&
  isOrderedByIndex(root, condition.field) &&
  pins(root, condition);

const onField = (clauses: readonly Clause[], field: string): readonly Clause[] =>
  clauses.filter(({ condition }) => condition?.field === field);

function partsOf(
  root: Registry,
  { field, descending }: SortBy,
  rest: readonly string[],
  isFilled: boolean,
): readonly Part[] {
  const column = askedColumn(root, field);
  const filled: Part = { keys: [column.sql, ...rest], sql: aboveNull(column, column.sql), isImplied: true };
  if (isFilled) return [filled];
  const empty: Part = { keys: rest, sql: askedNothing(column), isImplied: false };
  return descending ? [filled, empty] : [empty, filled];
}
