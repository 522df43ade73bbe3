import type { AuditAction } from '../domain/audit/events';
import type { Change } from '../domain/exchange/change';
import type { Registry } from '../domain/registry/defineRegistry';
import type { FieldValue } from '../domain/registry/fieldKinds';
import { isPersonal, isSealedField } from '../domain/registry/personal';
import { registries, rootOf } from '../domain/registry/index';
import { titleKey } from '../domain/values/foldText';
import { appendAudit, type AuditLine } from './auditLog';
import { forgetTokens, indexTokens, searchedSealedFields } from './blindIndex';
import { bindLines, rowColumns, type LoggedRow } from './changeBinding';
import type { WriteTx } from './handles';
import { keysToWrite, sealValue } from './recordKeys';
import type { RecordKeys } from './sealing';
import { forgetWords, indexWords, searchedFields } from './searchIndex';
import { columnOf, snakeCase, toSql } from './tables';
import type { SqlValue } from './sqliteConnection';

/**
 * THE writer. Rows, change log, audit line and search index of any registry follow from changes and are written here, in
 * the caller's transaction, for an operator's edit, an import and a package alike. No other file may write a registry's
 * table (a lint rule holds it). Sealed values become ciphertext before anything else is done with them, so that rows,
 * log and the digest in the journal hold the same ciphertext and the journal can be checked without a key.
 */

/** An edit made here does not know yet which stamp it replaces; the log does. */
export type Edit = Omit<Change, 'replaces'>;

export interface Entry {
  readonly change: Edit | Change;
  /** Id of the root record the change belongs to: its own for a root, the parent's for a list row. */
  readonly rootId: string;
  /** Not applied changes are kept in the log and shown in the history. */
  readonly outcome: 'applied' | 'stale' | 'conflict';
}

export interface Origin {
  /** What the audit line says was done. */
  readonly action: AuditAction;
  /** Wall time of the transaction, ISO. */
  readonly at: string;
  /** Code of the peer whose package brought the changes. */
  readonly via?: string;
  /** Id of the import that made them. */
  readonly batch?: string;
}

/** New version of every root that was touched, by root id. */
export async function applyChanges(
  tx: WriteTx,
  entries: readonly Entry[],
  origin: Origin,
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>();
  const audit: AuditLine[] = [];
  const keysOf = new Map<string, RecordKeys>();
  for (const [rootId, ofRoot] of groupBy(entries, (entry) => entry.rootId)) {
    const root = rootRegistryOf(ofRoot);
    if (isPersonal(root)) keysOf.set(rootId, await keysToWrite(tx, root, rootId));
  }
  // In the order they were made, whatever they belong to: in the log later changes have later stamps.
  const stored = entries.map((entry) => sealEntry(entry, keysOf.get(entry.rootId)));
  for (const [rootId, ofRoot] of groupBy(stored, (entry) => entry.rootId)) {
    const root = rootRegistryOf(ofRoot);
    const version = await writeRows(tx, { root, rootId, keys: keysOf.get(rootId) }, ofRoot, origin.at);
    versions.set(rootId, version);
    audit.push(auditLine(root, rootId, version, ofRoot, origin.action));
  }
  const logged = await logChanges(tx, stored, versions, origin);
  await appendAudit(tx, bindLines(audit, logged), origin.at);
  return versions;
}

/** A root record being written; `keys` where it is personal. */
interface Target {
  readonly root: Registry;
  readonly rootId: string;
  readonly keys: RecordKeys | undefined;
}

function sealEntry(entry: Entry, keys: RecordKeys | undefined): Entry {
  if (keys === undefined) return entry;
  const { change } = entry;
  const registry = registryOf([change]);
  if (!isSealedField(registry, change.field)) return entry;
  const seal = (value: FieldValue) => sealValue(keys, change.recordId, change.field, value);
  return { ...entry, change: { ...change, before: seal(change.before), after: seal(change.after) } };
}

/** Writes the rows of one root record and its lists; answers its version afterwards. */
async function writeRows(
  tx: WriteTx,
  target: Target,
  entries: readonly Entry[],
  at: string,
): Promise<number> {
  const { root, rootId } = target;
  const applied = entries.filter((entry) => entry.outcome === 'applied').map((entry) => entry.change);
  if (applied.length === 0) {
    const row = await tx.get<{ version: number }>(`SELECT version FROM ${root.table} WHERE id = ?`, [rootId]);
    return row?.version ?? 0;
  }
  for (const [recordId, changes] of groupBy(applied, (change) => change.recordId)) {
    const registry = registryOf(changes);
    if (registry.parent !== undefined) await writeListRow(tx, registry, recordId, changes);
  }
  const own = applied.filter((change) => change.registry === root.code);
  return writeRoot(tx, target, own, at);
}

async function writeListRow(
  tx: WriteTx,
  registry: Registry,
  recordId: string,
  changes: readonly Edit[],
): Promise<void> {
  const cells = cellsOf(registry, changes);
  const names = cells.map(([column]) => column);
  const values = cells.map(([, value]) => value);
  if (!names.includes('parent_id')) {
    await tx.run(
      `UPDATE ${registry.table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
      [...values, recordId],
    );
    return;
  }
  await tx.run(upsert(registry.table, ['id', ...names], names), [recordId, ...values]);
}

async function writeRoot(tx: WriteTx, target: Target, changes: readonly Edit[], at: string): Promise<number> {
  const { root, rootId, keys } = target;
  const cells = cellsOf(root, changes);
  const title = changes.findLast((change) => change.field === root.root?.titleField);
  // A key that orders names would tell them: sealed records are not kept in order of title.
  if (title !== undefined && keys === undefined)
    cells.push(['title_key', titleKey(typeof title.after === 'string' ? title.after : '')]);
  const names = [...cells.map(([column]) => column), 'changed_at'];
  const values = [...cells.map(([, value]) => value), at];
  const searched = keys === undefined ? searchedFields(root) : searchedSealedFields(root);
  const areWordsChanged = changes.some(({ field }) => field === 'removed' || searched.includes(field));
  const words = areWordsChanged ? searched.map(snakeCase) : [];
  const row = await tx.get<Record<string, string | number | null>>(
    `${upsert(root.table, ['id', 'created_at', ...names], names, 'version = version + 1')} RETURNING ${['seq', 'version', 'removed', ...words].join(', ')}`,
    [rootId, at, ...values],
  );
  if (row === undefined) throw new Error(`the row of ${root.code} was not written`);
  if (areWordsChanged) await indexRow(tx, target, row, searched);
  return Number(row['version']);
}

/** Lets the record be found by the words it now has, or no more when it was withdrawn. */
async function indexRow(
  tx: WriteTx,
  { root, rootId, keys }: Target,
  row: Readonly<Record<string, string | number | null>>,
  searched: readonly string[],
): Promise<void> {
  const seq = Number(row['seq']);
  const isWithdrawn = row['removed'] === 1;
  if (keys !== undefined) {
    await (isWithdrawn ? forgetTokens(tx, root, seq) : indexTokens(tx, root, rootId, row, keys));
    return;
  }
  const words = searched.map((field) => row[snakeCase(field)] ?? null);
  await (isWithdrawn ? forgetWords(tx, root, seq) : indexWords(tx, root, seq, words));
}

/** Answers the rows as they are stored now. */
async function logChanges(
  tx: WriteTx,
  entries: readonly Entry[],
  versions: ReadonlyMap<string, number>,
  origin: Origin,
): Promise<readonly LoggedRow[]> {
  // Of several changes of one field each replaces the one before it; what stood before the first is in the log.
  const applied = new Map<string, string>();
  const rows = entries.map(({ change, rootId, outcome }) => {
    const key = `${change.recordId}/${change.field}`;
    const replaces = 'replaces' in change ? change.replaces : applied.get(key);
    if (outcome === 'applied') applied.set(key, change.stamp);
    const { stamp, registry, recordId, field, before, after, office, operator, at } = change;
    const values = [
      JSON.stringify(before),
      JSON.stringify(after),
      replaces === undefined ? lookUp : replaces,
    ];
    const version = versions.get(rootId) ?? 0;
    return [stamp, registry, recordId, rootId, field, ...values, office, operator, at, version, outcome];
  });
  const logged: LoggedRow[] = [];
  for (let from = 0; from < rows.length; from += logRowsPerStatement) {
    const some = JSON.stringify(rows.slice(from, from + logRowsPerStatement));
    const values = [some, origin.via ?? null, origin.batch ?? null];
    for (const row of await tx.all<LoggedRow>(insertChanges, values)) logged.push(row);
  }
  return logged;
}

/** Keeps the JSON of one statement well below a megabyte. */
const logRowsPerStatement = 1000;
/** No stamp: the change replaces whatever the log says is applied. */
const lookUp = '?';

/** Arrays of values and not bound ones: two hundred thousand changes of an import are bound in three times the time. */
const insertChanges = `
  INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, replaces, office, operator, at,
                      version, outcome, via, batch)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
         CASE value ->> 7
           WHEN '${lookUp}' THEN (SELECT stamp FROM change AS last
                         WHERE last.record_id = value ->> 2 AND last.field = value ->> 4
                           AND last.outcome = 'applied' ORDER BY last.seq DESC LIMIT 1)
           ELSE value ->> 7 END,
         value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, ?2, ?3
    FROM json_each(?1)
  RETURNING ${rowColumns}`;

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
function cellsOf(registry: Registry, changes: readonly Edit[]): [string, SqlValue][] {
  const last = new Map(changes.map((change) => [change.field, change.after]));
  return [...last].map(([field, after]) => {
    const column = columnOf(registry, field);
    if (column === undefined) throw new Error(`${registry.code} has no field ${field}`);
    return [column.column, column.field === 'removed' ? Number(after) : toSql(after)];
  });
}

function upsert(table: string, columns: readonly string[], changed: readonly string[], also = ''): string {
  const set = [...changed.map((name) => `${name} = excluded.${name}`), ...(also === '' ? [] : [also])].join(
    ', ',
  );
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${set}`;
}

function rootRegistryOf(entries: readonly Entry[]): Registry {
  return rootOf(registryOf(entries.map((entry) => entry.change)));
}

function registryOf(changes: readonly Edit[]): Registry {
  const registry = changes[0] === undefined ? undefined : registries[changes[0].registry];
  if (registry === undefined) throw new Error('a change of an unknown registry reached the writer');
  return registry;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
