import type { Registry } from '../domain/registry/defineRegistry';
import type { FieldValue } from '../domain/registry/fieldKinds';
import { isPersonal } from '../domain/registry/personal';
import { hasWords, soughtTerms } from '../domain/registry/searchTerms';
import { titleKey } from '../domain/values/foldText';
import type { ReadDb } from './handles';
import { keysOfRecords } from './recordKeys';
import { columnOf, rowToFields, type Column } from './tables';

/** A line of a list, opened. */
export interface Line {
  readonly recordId: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

type Cells = Readonly<Record<string, unknown>>;

/** Rows of a page as lines; of a personal registry with their sealed columns opened. */
export async function openPage(
  db: ReadDb,
  root: Registry,
  columns: readonly Column[],
  rows: readonly Cells[],
): Promise<Line[]> {
  const ids = rows.map((row) => String(row['id']));
  const keys = isPersonal(root) ? await keysOfRecords(db, ids) : new Map<string, never>();
  return rows.map((row) => {
    const recordId = String(row['id']);
    const fields = rowToFields(columns, row, { keys: keys.get(recordId), recordId });
    return { recordId, version: Number(row['version']), fields };
  });
}

/** Which rows of the table may be hits, as a condition on it. */
export interface Candidates {
  readonly sql: string;
  readonly values: readonly string[];
  readonly limit: number;
}

/** Hits counted: a common beginning of a name has thousands, and whoever types goes on typing. */
const hitLimit = 300;

/**
 * Records found by tokens, then opened and compared, in order of their names. Words shorter than a token are compared
 * only; alone they find nothing, because everything would have to be opened.
 */
export async function searchSealed(
  db: ReadDb,
  root: Registry,
  columns: readonly Column[],
  query: { readonly search: string; readonly from: number; readonly limit: number },
  fetch: (candidates: Candidates) => Promise<Cells[]>,
): Promise<{ rows: readonly Line[]; total: number; more: boolean }> {
  const { terms, words } = soughtTerms(query.search);
  if (terms.length === 0) return { rows: [], total: 0, more: false };
  const candidates = await fetch(candidatesFor(db, root, terms));
  const names = nameFields(root).flatMap((field) => columnOf(root, field) ?? []);
  const wanted = [...columns, ...names.filter((name) => !columns.some(({ field }) => field === name.field))];
  const opened = await openPage(db, root, wanted, candidates);
  const found = opened
    .filter(({ fields }) =>
      hasWords(
        names.map(({ field }) => fields[field] ?? null),
        words,
      ),
    )
    .map((line) => ({ line, key: titleKey(names.map(({ field }) => line.fields[field] ?? '').join(' ')) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.line.recordId < b.line.recordId ? -1 : 1));
  const rows = found.slice(query.from, query.from + query.limit).map(({ line }) => line);
  return { rows, total: found.length, more: candidates.length > hitLimit };
}

function candidatesFor(db: ReadDb, root: Registry, terms: readonly string[]): Candidates {
  const sealing = db.vault.sealing();
  const tokens = terms.map((term) => sealing.tokens(root.code, term));
  const one = (of: readonly string[]): string =>
    `seq IN (SELECT seq FROM ${root.table}_word WHERE token IN (${of.map(() => '?').join(', ')}))`;
  return { sql: tokens.map(one).join(' AND '), values: tokens.flat(), limit: hitLimit + 1 };
}

const nameFields = (root: Registry): readonly string[] =>
  Object.entries(root.fields).flatMap(([field, { kind, search }]) =>
    search === true && kind.type === 'personName' ? [field] : [],
  );
