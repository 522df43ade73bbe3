import type { Change } from '../../domain/exchange/change';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { ReadDb } from '../handles';

/** What a merge must know of the state here, fetched for a whole package at once. */
export interface HeldValue {
  readonly stamp: string;
  readonly value: FieldValue;
}

/** Those stamps of the changes that are in the log already. */
export async function knownStamps(db: ReadDb, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  const stamps = JSON.stringify(changes.map(({ stamp }) => stamp));
  const rows = await db.all<{ stamp: string }>(
    'SELECT stamp FROM change WHERE stamp IN (SELECT value FROM json_each(?1))',
    [stamps],
  );
  return new Set(rows.map(({ stamp }) => stamp));
}

/** Those changes kept aside that one of these follows. */
export async function deferredAmongReplaced(db: ReadDb, changes: readonly Change[]): Promise<Set<string>> {
  const stamps = JSON.stringify(changes.flatMap(({ replaces }) => replaces ?? []));
  const rows = await db.all<{ stamp: string }>(
    'SELECT stamp FROM deferred_change WHERE stamp IN (SELECT value FROM json_each(?))',
    [stamps],
  );
  return new Set(rows.map(({ stamp }) => stamp));
}

/** The last applied change of every field of the records concerned, by `recordId/field`. */
export async function heldValues(db: ReadDb, changes: readonly Change[]): Promise<Map<string, HeldValue>> {
  const ids = [...new Set(changes.map(({ recordId }) => recordId))];
  const rows = await db.all<{ recordId: string; field: string; stamp: string; after: string }>(
    `SELECT record_id AS recordId, field, stamp, after FROM change
      WHERE record_id IN (SELECT value FROM json_each(?)) AND outcome = 'applied' ORDER BY seq`,
    [JSON.stringify(ids)],
  );
  return new Map(
    rows.map(({ recordId, field, stamp, after }) => [
      `${recordId}/${field}`,
      { stamp, value: JSON.parse(after) as FieldValue },
    ]),
  );
}

/** Root record of list rows that are here, by row id. */
export async function parentsOf(
  db: ReadDb,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.all<{ id: string; parent: string }>(
    `SELECT id, parent_id AS parent FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...new Set(ids)])],
  );
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}
