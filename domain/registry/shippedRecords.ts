import { z } from 'zod';
import type { Change } from '../exchange/change';
import { legalDayStart } from '../values/legalTime';
import type { Registry } from './defineRegistry';
import { sameValue, type FieldValue } from './fieldKinds';
import { shippedBy } from './shippedBy';

/**
 * Records that ship with the program, a file for each registry (`resources/records/`). Every office writes them by itself
 * with the same ids and the same stamps, so that they are the very same words everywhere and stand once in a network
 * whoever exchanges with whom. A later file brings what is new; what it says otherwise of what is here it only offers
 * (decision 0039).
 */
const value = z.union([z.string(), z.array(z.string()), z.number(), z.boolean()]);
const values = z.record(z.string(), value);
/** The number of a record or of a row in the version that brought it: none has another's, for it makes the stamp. */
const n = z.int().min(0).max(0xffff);
const row = z.strictObject({ id: z.uuid(), n, fields: values });
const record = z.strictObject({
  id: z.uuid(),
  /** The version of the file that brought it first. */
  since: z.int().min(1),
  n,
  status: z.string(),
  /**
   * As the first file said it, for ever: an office that is made later must write the very same words. What a later file
   * says otherwise stands in `now`.
   */
  fields: values,
  now: values.exactOptional(),
  lists: z.record(z.string(), z.array(row)).default({}),
});
export const shippedRecordsShape = z.strictObject({
  version: z.int().min(1),
  source: z.string().min(1),
  /** The day of the file: history shows it. */
  madeOn: z.iso.date(),
  records: z.array(record),
});
export type ShippedRecords = z.infer<typeof shippedRecordsShape>;
export type ShippedRecord = ShippedRecords['records'][number];

/** Before every stamp that an office ever made, and in the order of versions. */
const stampOf = (since: number, n: number): string =>
  `2015-01-01T00:00:00.${String(since).padStart(3, '0')}Z-${n.toString(16).padStart(4, '0')}-${shippedBy}`;

/** The words that make the record. */
export function shippedWords(root: Registry, record: ShippedRecord, madeOn: string): readonly Change[] {
  const words = (
    { code }: Registry,
    { id, n }: { readonly id: string; readonly n: number },
    fields: Readonly<Record<string, FieldValue>>,
  ): readonly Change[] => {
    const stamp = stampOf(record.since, n);
    return Object.entries(fields).map(([field, after]) => ({
      ...{ stamp, accepted: stamp, registry: code, recordId: id, field, before: null, after, replaces: null },
      ...{ office: shippedBy, operator: '', at: legalDayStart(madeOn) },
    }));
  };
  const own = words(root, record, { status: record.status, ...record.fields });
  const rows = Object.entries(record.lists).flatMap(([list, ofList]) => {
    const child = root.root?.lists[list];
    if (child === undefined) throw new Error(`${root.code} has no list ${list}`);
    return ofList.flatMap((one, position) =>
      words(child, one, { parentId: record.id, position, ...one.fields }),
    );
  });
  return [...own, ...rows];
}

/** What the file says of the record today. */
export const fieldsNow = ({ fields, now = {} }: ShippedRecord) => ({ ...fields, ...now });

/** Fields of the record that a later file says otherwise than the words that brought it. */
export function offeredFields(
  record: ShippedRecord,
  born: Readonly<Record<string, FieldValue>>,
  held: Readonly<Record<string, FieldValue>>,
): readonly { readonly field: string; readonly held: FieldValue; readonly offered: FieldValue }[] {
  return Object.entries(fieldsNow(record)).flatMap(([field, offered]) => {
    const isNew = !sameValue(offered, born[field] ?? null);
    const differs = !sameValue(offered, held[field] ?? null);
    return isNew && differs ? [{ field, held: held[field] ?? null, offered }] : [];
  });
}
