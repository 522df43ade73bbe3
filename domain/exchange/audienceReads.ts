import type { Registry } from '../registry/defineRegistry';

/** A field of the record, or a list and the cell of its rows. */
export const listPath = (path: string): [first: string, cell?: string] =>
  path.split('.') as [string, string?];

/** Fields, and lists with the cells of them, that the conditions of a registry's audience read. */
export function readByAudience({ root }: Registry): {
  readonly fields: readonly string[];
  readonly cells: readonly (readonly [list: string, cell: string])[];
} {
  const rows = root?.audience ?? [];
  const paths = rows.flatMap(({ offices = [] }) => offices).map(listPath);
  const cells = paths.flatMap(([list, cell]) => (cell === undefined ? [] : [[list, cell] as const]));
  const named = paths.flatMap(([field, cell]) => (cell === undefined ? [field] : []));
  return { fields: [...new Set([...rows.flatMap(({ territory = [] }) => territory), ...named])], cells };
}

/** Conditions and parts name what is declared, and nothing sealed leaves the office: else it is a bug and thrown. */
export function checkAudience(registry: Registry): void {
  const { code, fields, root } = registry;
  const { audience, lists = {}, statuses: { order = [] } = {} } = root ?? {};
  if (audience === undefined) return;
  const all = [fields, ...Object.values(lists).map((list) => list.fields)];
  if (all.some((some) => Object.values(some).some(({ sealed }) => sealed)))
    throw new Error(`registry ${code} is personal and cannot travel`);
  const read = readByAudience(registry);
  const parts = audience.flatMap(({ part }) => part ?? []);
  const names = [...read.fields, ...parts.flatMap((part) => part.fields)];
  const isKnown =
    names.every((field) => Object.hasOwn(fields, field) || field === 'registrationNumber') &&
    read.cells.every(([list, cell]) => lists[list]?.fields[cell] !== undefined) &&
    parts.every((part) => part.lists?.every((list) => lists[list] !== undefined) !== false) &&
    audience.every(({ statuses: some = [] }) => some.every((status) => order.includes(status)));
  if (!isKnown) throw new Error(`the audience of registry ${code} names what it does not have`);
}
