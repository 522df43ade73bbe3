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

/** Which rows may be hits: a condition on `hit`, a line of the index of words; they come in order of `hit.seq`. */
export interface Candidates {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly columns: readonly string[];
  readonly limit: number;
}

/** Hits counted: a common beginning of a name has thousands, and whoever types goes on typing. */
const hitLimit = 300;
/** Opened and compared at most, where words are shorter or longer than tokens tell. */
const openedLimit = 3000;

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
  const names = nameFields(root).flatMap((field) => columnOf(root, field) ?? []);
  const wanted = [...new Set(['id', 'version', ...[...columns, ...names].map(({ column }) => column)])];
  const found: Hit[] = [];
  let more = false;
  for (let after = 0, opened = 0; ;) {
    const cells = await fetch({ ...candidatesFor(db, root, terms, after), columns: wanted });
    const lines = await openPage(db, root, names, cells);
    lines.forEach(({ fields }, at) => {
      const said = names.map(({ field }) => fields[field] ?? null);
      const row = cells[at];
      if (row !== undefined && hasWords(said, words)) found.push({ row, key: titleKey(said.join(' ')) });
    });
    opened += cells.length;
    more = found.length > hitLimit || (opened >= openedLimit && cells.length > hitLimit);
    if (more || cells.length <= hitLimit) break;
    after = Number(cells.at(-1)?.['seq']);
  }
  const hits = found.slice(0, hitLimit).sort(byName);
  const shown = hits.slice(query.from, query.from + query.limit).map(({ row }) => row);
  return { rows: await openPage(db, root, columns, shown), total: hits.length, more };
}

interface Hit {
  readonly row: Cells;
  readonly key: string;
}

const byName = (a: Hit, b: Hit): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : String(a.row['id']) < String(b.row['id']) ? -1 : 1;

function candidatesFor(
  db: ReadDb,
  root: Registry,
  terms: readonly string[],
  after: number,
): Omit<Candidates, 'columns'> {
  const sealing = db.vault.sealing();
  const [first = [], ...others] = terms.map((term) => sealing.tokens(root.code, term));
  const among = (tokens: readonly string[]): string => `token IN (${tokens.map(() => '?').join(', ')})`;
  const also = others.map(
    (tokens) =>
      `AND EXISTS (SELECT 1 FROM ${root.table}_word AS other WHERE other.seq = hit.seq AND other.${among(tokens)})`,
  );
  return {
    sql: `hit.${among(first)} AND hit.seq > ? ${also.join(' ')}`,
    values: [...first, after, ...others.flat()],
    limit: hitLimit + 1,
  };
}

const nameFields = (root: Registry): readonly string[] =>
  Object.entries(root.fields).flatMap(([field, { kind, search }]) =>
    search === true && kind.type === 'personName' ? [field] : [],
  );
