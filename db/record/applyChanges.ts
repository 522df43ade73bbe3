import type { AuditAction } from '../../domain/audit/events';
import type { Change } from '../../domain/exchange/change';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { isPersonal, isSealedField } from '../../domain/registry/personal';
import type { Registries } from '../../domain/registry/index';
import { keyText, textKeysOf } from '../../domain/record/identity';
import { titleKey } from '../../domain/values/foldText';
import { appendAudit, type AuditLine } from '../journal/auditLog';
import { forgetTokens, indexTokens, searchedSealedFields } from '../sealing/blindIndex';
import { bindLines } from './changeBinding';
import type { WriteTx } from '../file/handles';
import { logChanges, type Entry, type Origin } from './logChanges';
import { isKeptKey, keyColumn } from './identityColumns';
import { jsonColumns, jsonRows } from './jsonRows';
import { indexReferences } from './referenceIndex';
import { keysToWrite, sealValue } from '../sealing/recordKeys';
import type { RecordKeys } from '../sealing/sealing';
import {
  forgetWords,
  indexWords,
  isSearchedInRows,
  searchedFields,
  wordsInRows,
  type IndexedWords,
} from './searchIndex';
import { tellOpenAsks } from '../exchange/owedRepository';
import { columnsOfAll, snakeCase, toSql } from './tables';
import { writeTerms } from '../term/writeTerms';
import type { SqlValue } from '../file/sqliteConnection';

export type { Entry, Origin } from './logChanges';

/**
 * THE writer. Rows, change log, audit line, search index and terms of any registry follow from changes and are written here, in
 * the caller's transaction, for an operator's edit, an import and a package alike. No other file may write a registry's
 * table (a lint rule holds it). Sealed values become ciphertext before anything else is done with them, so that rows,
 * log and the digest in the journal hold the same ciphertext and the journal can be checked without a key.
 */

/** New version of every root that was touched, by root id. */
export async function applyChanges(
  tx: WriteTx,
  entries: readonly Entry[],
  origin: Origin,
): Promise<ReadonlyMap<string, number>> {
  const keysOf = new Map<string, RecordKeys>();
  for (const [rootId, ofRoot] of groupBy(entries, (entry) => entry.rootId)) {
    const root = rootRegistryOf(tx.registries, ofRoot);
    if (isPersonal(root)) keysOf.set(rootId, await keysToWrite(tx, root, rootId));
  }
  // In the order they were made, whatever they belong to: in the log later changes have later stamps.
  const stored = entries.map((entry) => sealEntry(tx.registries, entry, keysOf.get(entry.rootId)));
  const ofRoots = groupBy(stored, (entry) => entry.rootId);
  const versions = await writeRows(tx, ofRoots, keysOf, origin.at);
  const audit = [...ofRoots].map(([rootId, ofRoot]) => {
    const root = rootRegistryOf(tx.registries, ofRoot);
    return auditLine(root, rootId, versions.get(rootId) ?? 0, ofRoot, origin.action);
  });
  await indexReferences(tx, stored, origin.titles);
  const logged = await logChanges(tx, stored, versions, origin);
  await appendAudit(tx, bindLines(audit, logged), origin.at);
  await writeTerms(tx, ofRoots);
  for (const { change, rootId } of entries.filter(isHandOver))
    await tellOpenAsks(tx, rootId, String(change.after));
  return versions;
}

const isHandOver = ({ change, outcome, shown }: Entry): boolean =>
  outcome === 'applied' &&
  shown !== true &&
  change.field === 'keeper' &&
  change.accepted !== undefined &&
  change.replaces !== null;

function sealEntry(registries: Registries, entry: Entry, keys: RecordKeys | undefined): Entry {
  if (keys === undefined) return entry;
  const { change } = entry;
  const registry = registryOf(registries, [change]);
  if (!isSealedField(registry, change.field)) return entry;
  const seal = (value: FieldValue) => sealValue(keys, change.recordId, change.field, value);
  return { ...entry, change: { ...change, before: seal(change.before), after: seal(change.after) } };
}

/** Writes the rows of the root records and their lists; answers the versions of the records afterwards. */
async function writeRows(
  tx: WriteTx,
  ofRoots: ReadonlyMap<string, readonly Entry[]>,
  keysOf: ReadonlyMap<string, RecordKeys>,
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>();
  const rows: RootRow[] = [];
  for (const [rootId, entries] of ofRoots) {
    const root = rootRegistryOf(tx.registries, entries);
    const applied = entries.filter((entry) => entry.outcome === 'applied').map((entry) => entry.change);
    if (applied.length === 0) {
      const row = await tx.get<Version>(`SELECT version FROM ${root.table} WHERE id = ?`, [rootId]);
      versions.set(rootId, row?.version ?? 0);
      continue;
    }
    // A row may bear the id of a record, or of a row of another list.
    for (const changes of groupBy(applied, ({ registry, recordId }) => `${registry}/${recordId}`).values()) {
      const registry = registryOf(tx.registries, changes);
      if (registry.parent !== undefined) await writeListRow(tx, registry, changes[0].recordId, changes);
    }
    rows.push(toRootRow(tx.registries, { root, rootId, keys: keysOf.get(rootId) }, applied, at));
  }
  // Rows of which the same columns change are written by one statement.
  for (const [sql, alike] of groupBy(rows, (row) => row.sql))
    for (const { id, version } of await writeRoots(tx, sql, alike)) versions.set(id, version);
  return versions;
}

interface Version {
  readonly version: number;
}

async function writeListRow(
  tx: WriteTx,
  registry: Registry,
  recordId: string,
  changes: readonly Change[],
): Promise<void> {
  const cells = cellsOf(tx.registries, registry, changes);
  const names = cells.map(([column]) => column);
  const values = cells.map(([, value]) => value);
  if (!names.includes('parent_id')) {
    await tx.run(
      `UPDATE ${registry.table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
      [...values, recordId],
    );
    return;
  }
  const source = `VALUES (?, ${names.map(() => '?').join(', ')})`;
  await tx.run(upsert(registry.table, ['id', ...names], source, names), [recordId, ...values]);
}

/** A root record being written; `keys` where it is personal. */
interface Target {
  readonly root: Registry;
  readonly rootId: string;
  readonly keys: RecordKeys | undefined;
}

/** A row to be written, and the statement that writes it. */
interface RootRow extends Target {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** Fields whose words are found; none where no word of them changes. */
  readonly searched: readonly string[];
}

/** A row as it lies now: with it come the columns whose words are found. */
interface WrittenRow extends Version, Readonly<Record<string, string | number | null>> {
  readonly id: string;
  readonly seq: number;
  readonly removed: number;
}

function toRootRow(registries: Registries, target: Target, applied: readonly Change[], at: string): RootRow {
  const { root, rootId, keys } = target;
  const changes = applied.filter((change) => change.registry === root.code);
  const cells = cellsOf(registries, root, changes);
  const title = changes.findLast((change) => change.field === root.root?.titleField);
  // A key that orders names would tell them: sealed records are not kept in order of title.
  if (title !== undefined && keys === undefined)
    cells.push(['title_key', titleKey(typeof title.after === 'string' ? title.after : '')]);
  if (keys === undefined) cells.push(...identityCells(root, changes));
  const names = [...cells.map(([column]) => column), 'changed_at'];
  const words = keys === undefined ? searchedFields(root) : searchedSealedFields(root);
  const areWordsChanged =
    changes.some(({ field }) => field === 'removed' || words.includes(field)) ||
    (keys === undefined && applied.some((change) => isSearchedInRows(root, change)));
  const searched = areWordsChanged ? words : [];
  const columns = ['id', 'created_at', ...names];
  const source = `SELECT ${jsonColumns(columns.length)} FROM json_each(?) WHERE true`;
  const returned = ['id', 'seq', 'version', 'removed', ...searched.map(snakeCase)].join(', ');
  const sql = `${upsert(root.table, columns, source, names, 'version = version + 1')} RETURNING ${returned}`;
  return { ...target, sql, values: [rootId, at, ...cells.map(([, value]) => value), at], searched };
}

/** Writes these rows by this statement, and lets them be found by the words that they have now. */
async function writeRoots(
  tx: WriteTx,
  sql: string,
  rows: readonly [RootRow, ...RootRow[]],
): Promise<readonly WrittenRow[]> {
  const written: WrittenRow[] = [];
  for (const some of jsonRows(rows.map(({ values }) => values)))
    written.push(...(await tx.all<WrittenRow>(sql, [some])));
  if (written.length < rows.length) throw new Error('not all rows were written');
  const [{ root, searched }] = rows;
  if (searched.length === 0) return written;
  const keysOf = new Map(rows.map(({ rootId, keys }) => [rootId, keys]));
  const open: IndexedWords[] = [];
  const withdrawn: number[] = [];
  const inRows = await wordsInRows(
    tx,
    root,
    written.flatMap(({ id }) => (keysOf.get(id) === undefined ? [id] : [])),
  );
  for (const row of written) {
    const keys = keysOf.get(row.id);
    if (keys !== undefined) await indexSealed(tx, root, row, keys);
    else if (row.removed === 1) withdrawn.push(row.seq);
    else
      open.push([row.seq, searched.map((field) => row[snakeCase(field)] ?? null), inRows.get(row.id) ?? []]);
  }
  await indexWords(tx, root, open);
  await forgetWords(tx, root, withdrawn);
  return written;
}

const indexSealed = (tx: WriteTx, root: Registry, row: WrittenRow, keys: RecordKeys): Promise<void> =>
  row.removed === 1 ? forgetTokens(tx, root, row.seq) : indexTokens(tx, root, row.id, row, keys);

/** Keys that lie in columns of their own, because they are not the value but what its spellings have in common. */
function identityCells(root: Registry, changes: readonly Change[]): [string, SqlValue][] {
  return textKeysOf(root)
    .filter(isKeptKey)
    .flatMap((key) => {
      const change = changes.findLast(({ field }) => field === key.fields[0]);
      return change === undefined
        ? []
        : [[keyColumn(key), keyText(key, { [change.field]: change.after })] as [string, SqlValue]];
    });
}

function auditLine(
  root: Registry,
  rootId: string,
  version: number,
  entries: readonly Entry[],
  action: AuditAction,
): AuditLine {
  const fields = [
    ...new Set(entries.map(({ change }) => (change.registry === root.code ? change.field : change.registry))),
  ];
  return { action, object: `${root.code}/${rootId}`, detail: { version, fields } };
}

/** Column and value of every changed field; of several changes of one field the last one stands. */
function cellsOf(
  registries: Registries,
  registry: Registry,
  changes: readonly Change[],
): [string, SqlValue][] {
  const last = new Map(changes.map((change) => [change.field, change.after]));
  const columns = registries.once(columnsOfAll).get(registry);
  return [...last].map(([field, after]) => {
    const column = columns?.get(field);
    if (column === undefined) throw new Error(`${registry.code} has no field ${field}`);
    return [column.column, column.field === 'removed' ? Number(after) : toSql(after)];
  });
}

function upsert(
  table: string,
  columns: readonly string[],
  source: string,
  changed: readonly string[],
  also?: string,
): string {
  const set = changed.map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) ${source}
    ON CONFLICT (id) DO UPDATE SET ${[...set, ...(also === undefined ? [] : [also])].join(', ')}`;
}

function rootRegistryOf(registries: Registries, entries: readonly Entry[]): Registry {
  return registries.rootOf(
    registryOf(
      registries,
      entries.map((entry) => entry.change),
    ),
  );
}

function registryOf(registries: Registries, changes: readonly Change[]): Registry {
  const registry = registries.find(changes[0]?.registry ?? '');
  if (registry === undefined) throw new Error('a change of an unknown registry reached the writer');
  return registry;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
