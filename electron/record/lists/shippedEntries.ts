import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShippedRecord } from '../../../domain/registry/shippedRecords';
import type { FieldValue } from '../../../domain/registry/fieldKinds';
import { referenceFiles } from './references';

/** What of an entry of a list becomes a record; a list of an office's own may say less. */
const entryShape = z.object({
  ...{ code: z.string(), ru: z.string(), tt: z.string() },
  group: z.string().optional(),
  value: z.number().optional(),
  count: z.number().optional(),
  day: z.number().optional(),
  unit: z.string().optional(),
  clause: z.string().optional(),
  source: z.string().optional(),
  sure: z.boolean().optional(),
  checkedOn: z.string().optional(),
  /** The version of `records/dictionaryEntry.json` that brought it first. */
  since: z.int().min(1).default(1),
});
const listShape = z.object({ source: z.string(), entries: z.array(entryShape) });
type Entry = z.infer<typeof entryShape>;

/**
 * The entries of the lists in `resources/` as records: ids and stamps come of list and code, so that they are the same in
 * every office and in every version of the program that has the entry.
 */
export async function shippedEntries(
  resourcesFolder: string,
  lists: readonly string[],
): Promise<readonly ShippedRecord[]> {
  const read = lists.map(async (list) => {
    const file = referenceFiles[list as keyof typeof referenceFiles];
    const { source, entries } = listShape.parse(
      JSON.parse(await readFile(join(resourcesFolder, file), 'utf8')),
    );
    return entries.map((entry) => recordOf(list, entry, source));
  });
  return (await Promise.all(read)).flat();
}

function recordOf(list: string, entry: Entry, sourceOfList: string): ShippedRecord {
  const { code, ru, tt, group, count, day, unit, clause, source = sourceOfList, sure, checkedOn } = entry;
  const value = entry.value ?? count ?? day;
  const said: readonly (readonly [string, FieldValue | undefined])[] = [
    ...Object.entries({ list, code, ru, tt, groupCode: group, value, sure, checkedOn }),
    ['unit', value === undefined ? undefined : (unit ?? 'calendarDays')],
    ['source', clause === undefined ? source : `${clause}: ${source}`],
  ];
  const fields = said.flatMap(([field, one]) =>
    one === undefined || one === null ? [] : [[field, one] as const],
  );
  const digest = createHash('sha256').update(`dictionary/${list}/${code}`).digest();
  return {
    id: uuidOf(digest),
    since: entry.since,
    n: digest.readUInt16BE(16),
    status: 'active',
    fields: Object.fromEntries(fields) as ShippedRecord['fields'],
    lists: {},
  };
}

/** The first bytes as a UUID of version 8 (RFC 9562: of the program's own making). */
function uuidOf(digest: Buffer): string {
  const hex = digest.toString('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = '8';
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
