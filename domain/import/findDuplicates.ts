import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';
import { sameValue } from '../registry/fieldKinds';
import { areApart, keyText, textKeysOf } from '../record/identity';
import type { RecordContent } from '../record/recordContent';

/**
 * Who is here already, by the keys that the registry declares (`record/identity.ts` judges). It only tells; what to do with
 * a pair is decided by a person. All look-ups are by key: ten thousand rows against a million records must stay a matter
 * of seconds.
 */

/** The text of every key that the row or the record has. */
export type Keys = Readonly<Record<string, string | null>>;

/** A record that is here. `fields` are for the comparison side by side. */
export interface ExistingRecord extends StandingRecord {
  readonly recordId: string;
  readonly title: string;
  readonly fields: FieldValues;
  /** Its lists, where a row may be told to change it: its rules are about both. */
  readonly lists?: RecordContent['lists'];
}

/** How a record stands: what tells two candidates of one name apart, and by `version` whether it changed since. */
export interface StandingRecord {
  readonly version: number;
  readonly status: string;
  readonly registrationNumber: string | null;
}

/** Records by key and its text; those that share no key with the file may be left out. */
export type ExistingRecords = Readonly<Record<string, ReadonlyMap<string, readonly ExistingRecord[]>>>;

/** Records by their keys. */
export function indexRecords(root: Registry, records: Iterable<ExistingRecord>): ExistingRecords {
  const index = emptyIndex<ExistingRecord>(root);
  for (const record of records) addByKeys(index, keysOf(root, identifying(record)), record);
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
  /** Code of the surest key that is shared. */
  readonly by: string;
  /** Another row of the file, or null when it is a record. */
  readonly row: number | null;
  readonly recordId: string | null;
  readonly title: string;
  /** How the record stands; null for a row. */
  readonly standing: StandingRecord | null;
  /** What differs: `theirs` is the record's or the other row's, `ours` this row's. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly field: string;
  readonly theirs: FieldValue;
  readonly ours: FieldValue;
}

/** The keys by which a record or a row is recognised. */
export const keysOf = (root: Registry, values: FieldValues): Keys =>
  Object.fromEntries(textKeysOf(root).map((key) => [key.code, keyText(key, values)]));

/** Looks rows up one after another: each is compared with these records and with the rows before it. */
export function createDuplicateFinder(root: Registry): {
  find(row: ComparedRow, existing: ExistingRecords): Duplicate[];
} {
  const earlier = emptyIndex<ComparedRow>(root);
  return {
    find({ row: number, title, fields, keys }, existing) {
      // No more of the row than this is kept.
      const row = { row: number, title, fields, keys };
      const records = matches(root, row, identifying, (code, key) => existing[code]?.get(key) ?? []);
      const rows = matches(root, row, fieldsOf, (code, key) => earlier[code]?.get(key) ?? []);
      addByKeys(earlier, row.keys, row);
      return [
        ...[...records].map(([record, by]) => ({
          ...pair(by, record, row),
          row: null,
          recordId: record.recordId,
          standing: standingOf(record),
        })),
        ...[...rows].map(([other, by]) => ({
          ...pair(by, other, row),
          row: other.row,
          recordId: null,
          standing: null,
        })),
      ];
    },
  };
}

const fieldsOf = ({ fields }: ComparedRow): FieldValues => fields;

/** The values by which a record is told from others: its fields and the number it was given. */
export const identifying = ({
  fields,
  registrationNumber,
}: Pick<ExistingRecord, 'fields' | 'registrationNumber'>): FieldValues => ({ ...fields, registrationNumber });

/** More namesakes than this are not put side by side: a column of equal words must not make the search quadratic. */
const mostMatches = 10;

/** What shares a key, each once, with the surest of the shared keys. */
function matches<T>(
  root: Registry,
  { keys, fields }: ComparedRow,
  valuesOf: (other: T) => FieldValues,
  findAll: (code: string, key: string) => readonly T[],
): Map<T, string> {
  const found = new Map<T, string>();
  for (const key of textKeysOf(root)) {
    const text = keys[key.code] ?? null;
    if (text === null) continue;
    for (const other of findAll(key.code, text).slice(0, mostMatches)) {
      if (!found.has(other) && !areApart(key, fields, valuesOf(other))) found.set(other, key.code);
    }
  }
  return found;
}

const standingOf = ({ version, status, registrationNumber }: StandingRecord): StandingRecord => ({
  version,
  status,
  registrationNumber,
});

const emptyIndex = <T>(root: Registry): Record<string, Map<string, T[]>> =>
  Object.fromEntries(textKeysOf(root).map(({ code }) => [code, new Map<string, T[]>()]));

function addByKeys<T>(index: Record<string, Map<string, T[]>>, keys: Keys, item: T): void {
  for (const [code, text] of Object.entries(keys)) {
    const ofKey = index[code];
    if (text === null || ofKey === undefined) continue;
    const items = ofKey.get(text);
    if (items === undefined) ofKey.set(text, [item]);
    else items.push(item);
  }
}

function pair(by: string, theirs: { title: string; fields: FieldValues }, ours: { fields: FieldValues }) {
  return { by, title: theirs.title, differences: differencesOf(theirs.fields, ours.fields) };
}

/** Fields whose values differ, a gap on one side among them. */
export function differencesOf(theirs: FieldValues, ours: FieldValues): Difference[] {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...names]
    .map((field) => ({ field, theirs: theirs[field] ?? null, ours: ours[field] ?? null }))
    .filter((difference) => !sameValue(difference.theirs, difference.ours));
}
