import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { isPersonal } from '../../domain/registry/personal';
import { hasWords, soughtTerms } from '../../domain/registry/searchTerms';
import { titleKey } from '../../domain/values/foldText';
import type { ReadDb } from '../file/handles';
import { keysOfRecords } from './recordKeys';
import type { RecordKeys } from './sealing';
import { columnOf, rowToFields, type Column, type OpenedRow } from '../record/tables';

/** A line of a list, opened. */
export interface Line {
  readonly recordId: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Fields that damage keeps shut; absent where there are none. */
  readonly unreadable?: readonly string[];
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
    return lineOf(row, rowToFields(columns, row, { keys: keys.get(recordId), recordId }));
  });
}

const lineOf = (row: Cells, { fields, unreadable }: OpenedRow): Line => ({
  recordId: String(row['id']),
  version: Number(row['version']),
  fields,
  ...(unreadable.length > 0 ? { unreadable } : {}),
});

/** Which rows may be hits: a condition on `hit`, a line of the index of words; they come in order of `hit.seq`. */
export interface Candidates {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly columns: readonly string[];
  readonly limit: number;
}

/** Hits counted. Each costs the opening of a key and of its names, and whoever types goes on typing. */
const hitLimit = 100;
/** Opened and compared at most, where words are shorter or longer than tokens tell. */
const openedLimit = 2000;

/**
 * Records found by tokens, then opened and compared, in order of their names. Words shorter than a token are compared
 * only; alone they find nothing, because everything would have to be opened. A record whose names do not open cannot be
 * compared and stays a hit of its tokens: whoever looks for it must learn that it is here and damaged.
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
    const rows = await fetch({ ...candidatesFor(db, root, terms, after), columns: wanted });
    for (const hit of await openNames(db, names, rows))
      if (hit.names.unreadable.length > 0 || hasWords(said(hit), words)) found.push(hit);
    opened += rows.length;
    more = found.length > hitLimit || (opened >= openedLimit && rows.length > hitLimit);
    if (more || rows.length <= hitLimit) break;
    after = Number(rows.at(-1)?.['seq']);
  }
  const hits = found.slice(0, hitLimit).map((hit) => ({ ...hit, key: titleKey(said(hit).join(' ')) }));
  const shown = hits.sort(byName).slice(query.from, query.from + query.limit);
  return { rows: shown.map((hit) => toLine(columns, hit)), total: hits.length, more };
}

interface Hit {
  readonly row: Cells;
  readonly recordId: string;
  readonly keys: RecordKeys | undefined;
  /** Opened to be compared, in order of their fields. */
  readonly names: OpenedRow;
}

const said = ({ names }: Hit): readonly FieldValue[] => Object.values(names.fields);

/** Keys and names are opened once: a page is made of what was compared. */
async function openNames(db: ReadDb, names: readonly Column[], rows: readonly Cells[]): Promise<Hit[]> {
  const keysById = await keysOfRecords(
    db,
    rows.map((row) => String(row['id'])),
  );
  return rows.map((row) => {
    const recordId = String(row['id']);
    const keys = keysById.get(recordId);
    return { row, recordId, keys, names: rowToFields(names, row, { keys, recordId }) };
  });
}

function toLine(columns: readonly Column[], { row, recordId, keys, names }: Hit): Line {
  const unopened = columns.filter(({ field }) => !Object.hasOwn(names.fields, field));
  const rest = rowToFields(unopened, row, { keys, recordId });
  const fields = columns.map(
    ({ field }) => [field, names.fields[field] ?? rest.fields[field] ?? null] as const,
  );
  const unreadable = [...names.unreadable, ...rest.unreadable];
  return lineOf(row, { fields: Object.fromEntries(fields), unreadable });
}

type Keyed = Hit & { readonly key: string };

const byName = (a: Keyed, b: Keyed): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.recordId < b.recordId ? -1 : 1;

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
