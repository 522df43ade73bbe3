import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, ListRow } from '../../domain/registry/fieldKinds';
import { childRegistries, type Registries } from '../../domain/registry/index';
import { isSealedField } from '../../domain/registry/personal';
import { shippedBy } from '../../domain/registry/shippedBy';
import type { ReadDb } from '../file/handles';
import { keysOfRecords, openValue } from '../sealing/recordKeys';
import type { RecordState } from './recordRepository';
import { eventColumns, readRow, type EventRow, type ReadRow } from './eventRow';

/** The change log read back: history, a record as it was, the chain of one field. */
export interface LoggedChange extends ReadRow<Row> {
  /** Damage keeps a value of it shut; `before` and `after` are then null and say nothing. */
  readonly unreadable: boolean;
}

interface Row extends EventRow {
  readonly rootId: string;
  readonly version: number;
  readonly via: string | null;
  readonly batch: string | null;
}

const columns = `${eventColumns}, root_id AS rootId, version, via, batch`;

/** As they were made: sealed values are opened. */
const openRows = (db: ReadDb, rows: readonly Row[]): Promise<LoggedChange[]> =>
  openValues(db, rows.flatMap(readRow));

async function openValues(db: ReadDb, rows: readonly ReadRow<Row>[]): Promise<LoggedChange[]> {
  const keys = await keysOfRecords(
    db,
    rows.filter((row) => isSealed(db.registries, row)).map(({ rootId }) => rootId),
  );
  return rows.map((row) => {
    const [before, after] = [row.before, row.after].map((value) =>
      isSealed(db.registries, row) ? openValue(keys.get(row.rootId), row.recordId, row.field, value) : value,
    );
    const unreadable = before === undefined || after === undefined;
    return unreadable
      ? { ...row, before: null, after: null, unreadable }
      : { ...row, before, after, unreadable };
  });
}

/** Whoever asks for a record of one registry must not be told of another's that goes by this id. */
const ofRoot = (root: Registry): string =>
  `registry IN (${[root, ...childRegistries(root)].map(({ code }) => `'${code}'`).join(', ')})`;

function isSealed(registries: Registries, { registry, field }: ReadRow<Row>): boolean {
  const declared = registries.find(registry);
  return declared !== undefined && isSealedField(declared, field);
}

/**
 * Changes of a root record and its lists, newest first, below `before` when given: so many, and the rest of a birth that
 * the last of them belongs to, because the next page begins below its number.
 */
export async function listHistory(
  db: ReadDb,
  root: Registry,
  rootId: string,
  limit: number,
  before?: number,
): Promise<LoggedChange[]> {
  const rows = await db.all<Row>(
    `SELECT ${columns} FROM change_event AS event WHERE root_id = ? AND seq < ? AND ${ofRoot(root)} ORDER BY seq DESC LIMIT ?`,
    [rootId, before ?? Number.MAX_SAFE_INTEGER, limit],
  );
  const page: ReadRow<Row>[] = [];
  for (const row of rows) {
    if (page.length >= limit) break;
    page.push(...readRow(row).toReversed());
  }
  return openValues(db, page);
}

/** All that was ever told of a record and its rows, in order. */
export async function listOfRecord(db: ReadDb, root: Registry, rootId: string): Promise<LoggedChange[]> {
  const rows = await db.all<Row>(
    `SELECT ${columns} FROM change_event AS event WHERE root_id = ? AND ${ofRoot(root)} ORDER BY seq`,
    [rootId],
  );
  return openRows(db, rows);
}

export async function listBatch(db: ReadDb, batch: string): Promise<LoggedChange[]> {
  const rows = await db.all<Row>(
    `SELECT ${columns} FROM change_event AS event WHERE batch = ? ORDER BY seq`,
    [batch],
  );
  return openRows(db, rows);
}

/** Changes with these numbers, in order. */
export async function listChanges(db: ReadDb, seqs: readonly number[]): Promise<LoggedChange[]> {
  const rows = await db.all<Row>(
    `SELECT ${columns} FROM change_event AS event WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    [JSON.stringify(seqs)],
  );
  return openRows(db, rows);
}

/** The record as it was at a version, told by the log alone; undefined when it had not begun or was withdrawn. */
export async function recordAtVersion(
  db: ReadDb,
  root: Registry,
  rootId: string,
  version: number,
): Promise<RecordState | undefined> {
  const rows = await db.all<Row>(
    `SELECT ${columns} FROM change_event AS event WHERE root_id = ? AND version <= ? AND outcome = 'applied' AND ${ofRoot(root)}
      ORDER BY seq`,
    [rootId, version],
  );
  if (rows.length === 0) return undefined;
  const values = new Map<string, Map<string, Record<string, FieldValue>>>();
  const unreadable = new Set<string>();
  for (const change of await openRows(db, rows)) {
    const path = change.recordId === rootId ? change.field : `${change.recordId}.${change.field}`;
    if (change.unreadable) unreadable.add(path);
    else unreadable.delete(path);
    const ofRegistry = values.get(change.registry) ?? new Map<string, Record<string, FieldValue>>();
    values.set(change.registry, ofRegistry);
    ofRegistry.set(change.recordId, { ...ofRegistry.get(change.recordId), [change.field]: change.after });
  }
  const own = values.get(root.code)?.get(rootId) ?? {};
  if (own['removed'] === true) return undefined;
  const lists = Object.entries(root.root?.lists ?? {}).map(
    ([list, child]) => [list, listRows(child, values.get(child.code))] as const,
  );
  return {
    recordId: rootId,
    version: Math.max(...rows.map((row) => row.version)),
    // A status this version does not understand waits aside; until then the record stands where records begin.
    status: String(own['status'] ?? root.root?.statuses.order[0]),
    registrationNumber: typeof own['registrationNumber'] === 'string' ? own['registrationNumber'] : null,
    fields: declaredOnly(root, own),
    lists: Object.fromEntries(lists),
    unreadable: [...unreadable],
  };
}

function listRows(
  child: Registry,
  rows: ReadonlyMap<string, Record<string, FieldValue>> | undefined,
): readonly ListRow[] {
  return [...(rows ?? [])]
    .filter(([, row]) => row['removed'] !== true && row['parentId'] !== '')
    .sort(([a, x], [b, y]) => Number(x['position'] ?? 0) - Number(y['position'] ?? 0) || (a < b ? -1 : 1))
    .map(([id, row]) => ({ ...declaredOnly(child, row), id }));
}

function declaredOnly(
  registry: Registry,
  row: Readonly<Record<string, FieldValue>>,
): Record<string, FieldValue> {
  return Object.fromEntries(Object.keys(registry.fields).map((field) => [field, row[field] ?? null]));
}

/** The greatest stamp of what is held, of whatever office; '' where nothing is. What ships was stamped by no clock. */
export async function newestStamp(db: ReadDb): Promise<string> {
  const row = await db.get<{ stamp: string }>(
    'SELECT stamp FROM change_event WHERE office <> ? ORDER BY stamp DESC LIMIT 1',
    [shippedBy],
  );
  return row?.stamp ?? '';
}

/** Has somebody of this office said anything of the record? Whom a record is handed to follows from what others said. */
export async function hasWordsOf(
  db: ReadDb,
  root: Registry,
  recordId: string,
  office: string,
): Promise<boolean> {
  const row = await db.get(
    `SELECT 1 FROM change_event
      WHERE root_id = ? AND ${ofRoot(root)} AND office = ? AND kind = 'word' AND field <> 'keeper' LIMIT 1`,
    [recordId, office],
  );
  return row !== undefined;
}

/** Number of the last event of the log, 0 when there is none. */
export async function lastEventSeq(db: ReadDb): Promise<number> {
  const row = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM change_event');
  return row?.seq ?? 0;
}
