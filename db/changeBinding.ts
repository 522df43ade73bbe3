import { createHash } from 'node:crypto';
import type { AuditLine } from './auditLog';
import type { ReadDb } from './handles';

/**
 * Ties the change log to the journal: a line for changes carries the first and last number of their rows in the log and
 * a digest of the rows as they are STORED, values as the text that lies in the file. So whoever has the file can check
 * it, sealed values included, without any key. Never digest the values themselves here: a digest of few possible
 * values tells them.
 */
interface Binding {
  readonly rootId: string;
  readonly from: number;
  readonly to: number;
  readonly hash: string;
}

export interface LoggedRow {
  readonly seq: number;
  readonly rootId: string;
  /** The row as a JSON array in the order of the columns. */
  readonly text: string;
}

/** What a statement over `change` must answer for its rows to be bound. */
export const rowColumns = `seq, root_id AS rootId, json_array(seq, stamp, registry, record_id, root_id, field, before,
  after, replaces, office, operator, at, version, outcome, via, batch) AS text`;

/** The lines, each with what binds the rows of its record among those that were logged with them. */
export function bindLines(lines: readonly AuditLine[], logged: readonly LoggedRow[]): readonly AuditLine[] {
  const byRoot = groupRows(
    logged.toSorted((a, b) => a.seq - b.seq),
    ({ rootId }) => rootId,
  );
  return lines.map((line) => {
    const own = byRoot.get(rootIdOf(line.object)) ?? [];
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return line;
    const binding = { logFrom: first.seq, logTo: last.seq, logHash: digestOf(own) };
    return { ...line, detail: { ...line.detail, ...binding } };
  });
}

/** What a line says of the log; undefined when it stands for no changes or was written before lines were bound. */
export function bindingOf(line: { readonly object: string; readonly detail: string }): Binding | undefined {
  const { logFrom: from, logTo: to, logHash: hash } = parseDetail(line.detail);
  if (typeof from !== 'number' || typeof to !== 'number' || typeof hash !== 'string') return undefined;
  return { rootId: rootIdOf(line.object), from, to, hash };
}

/** For each of the bindings: does the log hold just these rows, and how many are they? */
export async function checkBindings(
  db: Pick<ReadDb, 'all'>,
  bindings: readonly Binding[],
): Promise<readonly { readonly fits: boolean; readonly rows: number }[]> {
  if (bindings.length === 0) return [];
  const wanted = bindings.map(({ rootId, from, to }) => [rootId, from, to]);
  const rows = await db.all<LoggedRow & { key: number }>(
    // CROSS JOIN keeps this order of tables: each binding looks its own rows up by the index.
    `SELECT wanted.key, ${rowColumns}
       FROM json_each(?) AS wanted CROSS JOIN change
         ON change.root_id = wanted.value ->> 0 AND change.seq BETWEEN wanted.value ->> 1 AND wanted.value ->> 2
      ORDER BY wanted.key, change.seq`,
    [JSON.stringify(wanted)],
  );
  const byKey = groupRows(rows, ({ key }) => key);
  return bindings.map(({ hash }, key) => {
    const own = byKey.get(key) ?? [];
    return { fits: digestOf(own) === hash, rows: own.length };
  });
}

function digestOf(rows: readonly LoggedRow[]): string {
  const digest = createHash('sha256');
  for (const { text } of rows) digest.update(`${text}\n`);
  return digest.digest('hex');
}

/** The record is what follows the first stroke: ids of other offices may hold any sign. */
const rootIdOf = (object: string): string => object.slice(object.indexOf('/') + 1);

function parseDetail(detail: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function groupRows<T, K>(rows: readonly T[], key: (row: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
