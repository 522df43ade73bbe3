import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';
import { sameValue } from '../exchange/mergeChange';
import { organisationNameKey } from '../values/organisationName';

/**
 * Who is here already: by ИНН or ОГРН, else by name however spelled. Namesakes whose codes differ are two
 * organisations. It only tells; what to do with a pair is decided by a person. All look-ups are by key: ten thousand
 * rows against a hundred thousand records must stay a matter of a second.
 */
export interface Keys {
  readonly inn: string | null;
  readonly ogrn: string | null;
  /** `organisationNameKey` of the name. */
  readonly name: string | null;
}

export type KeyName = keyof Keys;

/** A record that is here. `fields` are for the comparison side by side. */
export interface ExistingRecord {
  readonly recordId: string;
  readonly title: string;
  readonly fields: FieldValues;
}

/** Records by key; those that share no key with the file may be left out. */
export type ExistingRecords = Readonly<Record<KeyName, ReadonlyMap<string, readonly ExistingRecord[]>>>;

/** Records by their keys. */
export function indexRecords(registry: Registry, records: Iterable<ExistingRecord>): ExistingRecords {
  const index = emptyIndex<ExistingRecord>();
  for (const record of records) addByKeys(index, keysOf(registry, record.fields), record);
  return index;
}

/** A row of the file as far as a comparison needs it. */
export interface ComparedRow {
  readonly row: number;
  readonly title: string;
  readonly fields: FieldValues;
  readonly keys: Keys;
}

export interface Duplicate {
  readonly by: KeyName;
  /** Another row of the file, or null when it is a record. */
  readonly row: number | null;
  readonly recordId: string | null;
  readonly title: string;
  /** What differs: `theirs` is the record's or the other row's, `ours` this row's. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly field: string;
  readonly theirs: FieldValue;
  readonly ours: FieldValue;
}

/** The keys by which a record or a row is recognised. */
export function keysOf(registry: Registry, fields: FieldValues): Keys {
  const text = (field: string): string | null => {
    const value = fields[field];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const title = text(registry.root?.titleField ?? '');
  return { inn: text('inn'), ogrn: text('ogrn'), name: title === null ? null : organisationNameKey(title) };
}

/** Looks rows up one after another: each is compared with the records and with the rows before it. */
export function createDuplicateFinder(existing: ExistingRecords): { find(row: ComparedRow): Duplicate[] } {
  const earlier = emptyIndex<ComparedRow>();
  return {
    find(row) {
      const records = matches(row.keys, (name, key) => existing[name].get(key) ?? []);
      const rows = matches(row.keys, (name, key) => earlier[name].get(key) ?? []);
      addByKeys(earlier, row.keys, row);
      return [
        ...[...records].map(([record, by]) => ({
          ...pair(by, record, row),
          row: null,
          recordId: record.recordId,
        })),
        ...[...rows].map(([other, by]) => ({ ...pair(by, other, row), row: other.row, recordId: null })),
      ];
    },
  };
}

/** More namesakes than this are not put side by side: a column of equal words must not make the search quadratic. */
const mostMatches = 10;

const keyNames: readonly KeyName[] = ['inn', 'ogrn', 'name'];

/** What shares a key, each once, with the surest of the shared keys. */
function matches<T extends { readonly fields: FieldValues }>(
  keys: Keys,
  findAll: (name: KeyName, key: string) => readonly T[],
): Map<T, KeyName> {
  const found = new Map<T, KeyName>();
  for (const name of keyNames) {
    const key = keys[name];
    if (key === null) continue;
    for (const other of findAll(name, key).slice(0, mostMatches)) {
      if (found.has(other) || (name === 'name' && areNamesakes(keys, other.fields))) continue;
      found.set(other, name);
    }
  }
  return found;
}

/** Same name, other code: not the same organisation. */
function areNamesakes(keys: Keys, fields: FieldValues): boolean {
  const differs = (mine: string | null, other: FieldValue | undefined): boolean =>
    mine !== null && typeof other === 'string' && other !== mine;
  return differs(keys.inn, fields['inn']) || differs(keys.ogrn, fields['ogrn']);
}

const emptyIndex = <T>(): Record<KeyName, Map<string, T[]>> => ({
  inn: new Map<string, T[]>(),
  ogrn: new Map<string, T[]>(),
  name: new Map<string, T[]>(),
});

function addByKeys<T>(index: Record<KeyName, Map<string, T[]>>, keys: Keys, item: T): void {
  for (const name of keyNames) {
    const key = keys[name];
    if (key === null) continue;
    const items = index[name].get(key);
    if (items === undefined) index[name].set(key, [item]);
    else items.push(item);
  }
}

function pair(by: KeyName, theirs: { title: string; fields: FieldValues }, ours: { fields: FieldValues }) {
  return { by, title: theirs.title, differences: differencesOf(theirs.fields, ours.fields) };
}

/** Fields whose values differ, a gap on one side among them. */
export function differencesOf(theirs: FieldValues, ours: FieldValues): Difference[] {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...names]
    .map((field) => ({ field, theirs: theirs[field] ?? null, ours: ours[field] ?? null }))
    .filter((difference) => !sameValue(difference.theirs, difference.ours));
}
