import type { Asked, Cell, Condition, SortBy } from '../../../domain/question/question';
import type { FieldValue } from '../../../domain/registry/fieldKinds';
import { titleKey } from '../../../domain/values/foldText';
import { legalDate } from '../../../domain/values/legalTime';

/**
 * What a question means, in the plainest JavaScript there is: an array is filtered, sorted and counted. It shares nothing
 * with the program but the folding of a title.
 */
export interface PlainRecord {
  readonly id: string;
  /** Declared and system fields. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, FieldValue>>[]>>;
}

export const holds = (record: PlainRecord, where: readonly Condition[]): boolean => {
  const lists = new Set(
    where.flatMap(({ field }) => (field.includes('.') ? [field.split('.')[0] ?? ''] : [])),
  );
  const own = where.filter(({ field }) => !field.includes('.'));
  return (
    own.every((one) =>
      one.field in record.lists
        ? ((record.lists[one.field] ?? []).length === 0) === one.empty
        : says(valueIn(record.fields, one.field), one),
    ) && [...lists].every((list) => rowsOf(record, list, where).length > 0)
  );
};

function rowsOf(record: PlainRecord, list: string, where: readonly Condition[]) {
  const on = where.filter(({ field }) => field.startsWith(`${list}.`));
  return (record.lists[list] ?? []).filter((row) =>
    on.every((one) => says(row[one.field.slice(list.length + 1)] ?? null, one)),
  );
}

/** Of an instant only its day counts. */
const valueIn = (fields: PlainRecord['fields'], field: string): FieldValue =>
  field === 'changedAt' ? legalDate(new Date(String(fields[field]))) : (fields[field] ?? null);

function says(value: FieldValue, { is, in: some, from, to, empty, contains }: Condition): boolean {
  const has = (one: Asked): boolean => (Array.isArray(value) ? value.includes(String(one)) : value === one);
  const text = (part: string): string => part.toLowerCase().replaceAll('ё', 'е');
  const isNothing = value === null;
  return (
    (is === undefined || has(is)) &&
    (some === undefined || some.some(has)) &&
    (from === undefined || (!isNothing && (value as string) >= (from as string))) &&
    (to === undefined || (!isNothing && (value as string) <= (to as string))) &&
    (empty === undefined || isNothing === empty) &&
    (contains === undefined || (!isNothing && text(String(value)).includes(text(contains))))
  );
}

/** In this order: by the fields that tell anything, then by title and id in the direction of the last. */
export function ordered(
  records: readonly PlainRecord[],
  asked: readonly SortBy[],
  where: readonly Condition[],
): readonly PlainRecord[] {
  const isSame = (field: string): boolean =>
    where.some(
      (one) => one.field === field && (one.is !== undefined || one.in?.length === 1 || one.empty === true),
    );
  const telling = asked.filter(({ field }) => !isSame(field));
  const descending = (telling.at(-1) ?? asked.at(-1))?.descending ?? false;
  const ground = ['title', 'registrationNumber', 'changedAt'];
  const tail = telling.length > 0 && ground.includes(telling.at(-1)?.field ?? '') ? [] : ['title'];
  const keys = [...telling, ...[...tail, 'id'].map((field) => ({ field, descending }))];
  const keyOf = (record: PlainRecord, field: string): FieldValue => {
    if (field === 'id') return record.id;
    if (field === 'title') return titleKey(String(record.fields['subject']));
    return record.fields[field] ?? null;
  };
  return [...records].sort((a, b) => {
    for (const { field, descending: down } of keys) {
      const way = compared(keyOf(a, field), keyOf(b, field));
      if (way !== 0) return down ? -way : way;
    }
    return 0;
  });
}

function compared(a: FieldValue, b: FieldValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** Cells of the records, each with the records or rows that fall into it. */
export function cellsOf(
  records: readonly PlainRecord[],
  where: readonly Condition[],
  by: readonly string[],
  sum?: string,
): readonly Cell[] {
  const cells = new Map<string, { key: Cell['key']; counted: Map<string, number> }>();
  const named = [...by, ...(sum === undefined ? [] : [sum])];
  const lists = [...new Set(named.flatMap((name) => (name.includes('.') ? [name.split('.')[0] ?? ''] : [])))];
  for (const record of records.filter((one) => holds(one, where))) {
    for (const chosen of choices(
      lists.map((list) => rowsOf(record, list, where).map((row, at) => ({ list, row, at }))),
    )) {
      const valueOf = (name: string): FieldValue => {
        const [list = '', field] = name.split('.');
        if (field === undefined) return record.fields[name] ?? null;
        return chosen.find((one) => one.list === list)?.row[field] ?? null;
      };
      const keys = by.map((name) => keysOf(name, valueOf(name.split(':')[0] ?? '')));
      for (const key of choices(keys)) {
        const named = Object.fromEntries(by.map((name, at) => [name, key[at] ?? null]));
        const cell = cells.get(JSON.stringify(key)) ?? { key: named, counted: new Map<string, number>() };
        cells.set(JSON.stringify(key), cell);
        const row = chosen.find(({ list }) => sum?.startsWith(`${list}.`) === true);
        const value = sum === undefined ? 1 : Number(valueOf(sum) ?? 0);
        cell.counted.set(`${record.id} ${String(row?.at ?? '')}`, value);
      }
    }
  }
  if (by.length === 0 && cells.size === 0) return [{ key: {}, value: 0 }];
  return [...cells.values()].map(({ key, counted }) => ({
    key,
    value: [...counted.values()].reduce((all, one) => all + one, 0),
  }));
}

function keysOf(name: string, value: FieldValue): readonly FieldValue[] {
  if (Array.isArray(value)) return value as readonly string[];
  const [, period] = name.split(':');
  if (period === undefined || value === null) return [value];
  const day = value as string;
  const date = day.includes('T') ? legalDate(new Date(day)) : day;
  if (period === 'year') return [date.slice(0, 4)];
  if (period === 'month') return [date.slice(0, 7)];
  return [`${date.slice(0, 4)}-${Number(date.slice(5, 7)) <= 6 ? 1 : 2}`];
}

/** One of each, in every way. */
function choices<T>(sets: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return sets.reduce<readonly (readonly T[])[]>(
    (made, set) => made.flatMap((some) => set.map((one) => [...some, one])),
    [[]],
  );
}
