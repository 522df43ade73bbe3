import { z } from 'zod';
import type { Change } from '../exchange/change';
import { legalDayStart } from '../values/legalTime';
import type { Registry } from './defineRegistry';
import type { FieldValue } from './fieldKinds';
import { shippedBy } from './shippedBy';

/**
 * Records that ship with the program, a file for each registry (`resources/records/`). Every office writes them by itself
 * with the same ids and the same stamps, so that they are the very same words everywhere and stand once in a network
 * whoever exchanges with whom. A later file brings what is new; what it says otherwise of what is here it only offers
 * (decision 0039).
 */
const value = z.union([z.string(), z.array(z.string()), z.number(), z.boolean()]);
const values = z.record(z.string(), value);
const record = z.strictObject({
  id: z.uuid(),
  /** The version of the file that brought it first. */
  since: z.int().min(1),
  /** Its number in that version: with it makes its stamp. */
  n: z.int().min(0).max(0xffff),
  status: z.string(),
  fields: values,
  lists: z.record(z.string(), z.array(z.strictObject({ id: z.uuid(), fields: values }))).default({}),
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
const stampOf = ({ since, n }: ShippedRecord): string =>
  `2015-01-01T00:00:00.${String(since).padStart(3, '0')}Z-${n.toString(16).padStart(4, '0')}-${shippedBy}`;

/** The words that make the record. */
export function shippedWords(root: Registry, record: ShippedRecord, madeOn: string): readonly Change[] {
  const stamp = stampOf(record);
  const word = (registry: string, recordId: string, field: string, after: FieldValue): Change => ({
    ...{ stamp, accepted: stamp, registry, recordId, field, before: null, after, replaces: null },
    ...{ office: shippedBy, operator: '', at: legalDayStart(madeOn) },
  });
  const own = Object.entries({ status: record.status, ...record.fields }).map(([field, after]) =>
    word(root.code, record.id, field, after),
  );
  const rows = Object.entries(record.lists).flatMap(([list, ofList]) => {
    const child = root.root?.lists[list];
    if (child === undefined) throw new Error(`${root.code} has no list ${list}`);
    return ofList.flatMap(({ id, fields }, position) =>
      Object.entries({ parentId: record.id, position, ...fields }).map(([field, after]) =>
        word(child.code, id, field, after),
      ),
    );
  });
  return [...own, ...rows];
}

/** Fields of the record that a later file says otherwise than the words that brought it. */
export function offeredFields(
  record: ShippedRecord,
  born: Readonly<Record<string, FieldValue>>,
  held: Readonly<Record<string, FieldValue>>,
): readonly { readonly field: string; readonly held: FieldValue; readonly offered: FieldValue }[] {
  return Object.entries(record.fields).flatMap(([field, offered]) => {
    const isNew = JSON.stringify(offered) !== JSON.stringify(born[field] ?? null);
    const differs = JSON.stringify(offered) !== JSON.stringify(held[field] ?? null);
    return isNew && differs ? [{ field, held: held[field] ?? null, offered }] : [];
  });
}
