import { createHash } from 'node:crypto';
import type { AuditLine } from '../journal/auditLog';
import type { ReadDb } from '../file/handles';
import type { LogTable } from './logTable';

/**
 * Ties the change log to the journal: a line for changes carries the first and last number of their rows in the log and
 * a digest of the rows as they are STORED, values as the text that lies in the file. So whoever has the file can check
 * it, sealed values included, without any key. Never digest the values themselves here: a digest of few possible
 * values tells them.
 *
 * A line says in which form it digests its rows (`logForm`). Lines without the word were written when a row had the
 * sixteen values of the first form; the rows have kept them, so those lines are still proved.
 */
interface Binding {
  readonly rootId: string;
  readonly from: number;
  readonly to: number;
  readonly hash: string;
  readonly form: number;
}

export interface LoggedRow {
  readonly seq: number;
  readonly rootId: string;
  /** The row as a JSON array in the order of the columns. */
  readonly text: string;
}

const currentForm = 2;

const firstText = `json_array(seq, stamp, registry, record_id, root_id, field, before, after, replaces, office, operator, at,
  version, outcome, via, batch)`;
const currentText = `json_array(seq, kind, stamp, registry, record_id, root_id, field, before, after, replaces, office,
  operator, at, word_key, over, settles, against, reason, version, outcome, via, batch)`;

/** What a statement that writes the log must answer for its rows to be bound. */
export const rowColumns = `seq, root_id AS rootId, ${currentText} AS text`;

/**
 * What the step that rebuilt the log put into the columns that the first form does not know, and nothing else: whoever
 * alters one of them alters what the line stands for.
 */
const isAsRebuilt = `kind = CASE outcome WHEN 'applied' THEN 'word' WHEN 'conflict' THEN 'lost' ELSE 'former' END
  AND word_key IS CASE outcome WHEN 'applied' THEN ${localKey('seq', 'stamp')} END
  AND over IS NULL AND settles IS NULL
  AND against IS CASE outcome WHEN 'conflict' THEN
    (SELECT shown.stamp FROM change_event AS shown
      WHERE shown.record_id = change_event.record_id AND shown.field = change_event.field
        AND shown.outcome = 'applied' AND shown.seq < change_event.seq ORDER BY shown.seq DESC LIMIT 1) END
  AND reason IS CASE outcome WHEN 'conflict' THEN 'concurrent' END`;

/** A key for what is shown here without anybody's acceptance: less than every true one, in the order of the log. */
function localKey(seq: string, stamp: string): string {
  return `printf(' 0%015d %s', ${seq}, ${stamp})`;
}

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
    const binding = {
      ...{ logForm: currentForm, logFrom: first.seq, logTo: last.seq },
      logHash: digestOf(own),
    };
    return { ...line, detail: { ...line.detail, ...binding } };
  });
}

/** What a line says of the log; undefined when it stands for no changes or was written before lines were bound. */
export function bindingOf(line: { readonly object: string; readonly detail: string }): Binding | undefined {
  const { logForm: form = 1, logFrom: from, logTo: to, logHash: hash } = parseDetail(line.detail);
  if (typeof from !== 'number' || typeof to !== 'number' || typeof hash !== 'string') return undefined;
  // A form that is no number is none that this version knows: its rows fit nothing.
  return { rootId: rootIdOf(line.object), from, to, hash, form: typeof form === 'number' ? form : 0 };
}

/** For each of the bindings: does the log hold just these rows, and how many are they? */
export async function checkBindings(
  db: Pick<ReadDb, 'all'>,
  table: LogTable,
  bindings: readonly Binding[],
): Promise<readonly { readonly fits: boolean; readonly rows: number }[]> {
  if (bindings.length === 0) return [];
  const wanted = bindings.map(({ rootId, from, to, form }) => [rootId, from, to, form]);
  const text =
    table === 'change'
      ? firstText
      : `CASE WHEN wanted.value ->> 3 = 1 AND ${isAsRebuilt} THEN ${firstText} ELSE ${currentText} END`;
  const rows = await db.all<LoggedRow & { key: number }>(
    // CROSS JOIN keeps this order of tables: each binding looks its own rows up by the index.
    `SELECT wanted.key, seq, root_id AS rootId, ${text} AS text
       FROM json_each(?) AS wanted CROSS JOIN ${table}
         ON root_id = wanted.value ->> 0 AND seq BETWEEN wanted.value ->> 1 AND wanted.value ->> 2
      ORDER BY wanted.key, seq`,
    [JSON.stringify(wanted)],
  );
  const byKey = groupRows(rows, ({ key }) => key);
  return bindings.map(({ hash, form }, key) => {
    const own = byKey.get(key) ?? [];
    const isKnown = form === 1 || form === currentForm;
    return { fits: isKnown && digestOf(own) === hash, rows: own.length };
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
