import type { Registry } from '../../domain/registry/defineRegistry';
import { termFields } from '../../domain/registry/traits/terms';
import { keepTerm, startedTerms, type KeptTerm, type Moved } from '../../domain/term/recordTerms';
import type { WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from '../record/jsonRows';
import type { Entry } from '../record/logChanges';
import { columnOf, rowToFields, snakeCase } from '../record/tables';
import { actDay, actsWithDay, statusPaths } from './statusPath';

/**
 * The terms of records that were just written, worked out from the records as they lie now and from what the log tells of
 * their moves. Only `applyChanges.ts` and the count anew write them, so every door keeps them alike.
 */
export async function writeTerms(tx: WriteTx, ofRoots: ReadonlyMap<string, readonly Entry[]>): Promise<void> {
  const touched = new Map<Registry, string[]>();
  for (const [rootId, entries] of ofRoots) {
    const registry = tx.registries.find(entries[0]?.change.registry ?? '');
    const root = registry === undefined ? undefined : tx.registries.rootOf(registry);
    if (root?.root?.terms === undefined || !entries.some((entry) => isLookedAt(root, entry))) continue;
    touched.set(root, [...(touched.get(root) ?? []), rootId]);
  }
  for (const [root, ids] of touched) await refreshTerms(tx, root, ids);
}

/** Does a term look at what this changes? */
function isLookedAt(root: Registry, { change: { registry, field }, outcome }: Entry): boolean {
  if (outcome !== 'applied') return false;
  if (registry !== root.code) return registry === actsWithDay(root)?.code && field === actDay;
  const { terms = [], territoryField } = root.root ?? {};
  return ['status', 'removed', territoryField].includes(field) || termFields(terms).includes(field);
}

/** Writes anew the terms of these records of one registry, where they are others now. */
export async function refreshTerms(tx: WriteTx, root: Registry, ids: readonly string[]): Promise<void> {
  const [wanted, lying] = [await termsOf(tx, root, ids), await lyingTerms(tx, ids)];
  const gone = lying.filter(({ key }) => !wanted.some((one) => one.key === key));
  const lies = new Map(lying.map(({ key, row }) => [key, JSON.stringify(row)]));
  const fresh = wanted.filter(({ key, row }) => lies.get(key) !== JSON.stringify(row));
  for (const some of jsonRows(gone.map(({ row }) => row))) await tx.run(forget, [some]);
  for (const some of jsonRows(fresh.map(({ row }) => row))) await tx.run(keep, [some]);
}

/** A row of the table with the values in the order of its columns, and by what it is found. */
interface TermRow {
  readonly key: string;
  readonly row: readonly (string | number | null)[];
}

const columns = [
  ...['record_id', 'term', 'registry', 'territory', 'counted_as', 'started_on'],
  ...['due_on', 'late_from', 'provisional', 'ended_on'],
];
const keep = `INSERT OR REPLACE INTO record_term (${columns.join(', ')})
  SELECT ${jsonColumns(columns.length)} FROM json_each(?)`;
const forget = `DELETE FROM record_term WHERE (record_id, term) IN (SELECT ${jsonColumns(2)} FROM json_each(?))`;

async function lyingTerms(tx: WriteTx, ids: readonly string[]): Promise<readonly TermRow[]> {
  const rows = await tx.all<Readonly<Record<string, string | number | null>>>(
    `SELECT ${columns.join(', ')} FROM record_term WHERE record_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => toRow(columns.map((column) => row[column] ?? null)));
}

const toRow = (row: TermRow['row']): TermRow => ({ key: `${row[0] ?? ''}/${row[1] ?? ''}`, row });

async function termsOf(tx: WriteTx, root: Registry, ids: readonly string[]): Promise<readonly TermRow[]> {
  const { terms = [], territoryField } = root.root ?? {};
  const names = [...termFields(terms), ...(territoryField === undefined ? [] : [territoryField])];
  const looked = names.flatMap((name) => columnOf(root, name) ?? []);
  const rows = await tx.all<Readonly<Record<string, unknown>> & { readonly id: string }>(
    `SELECT ${['id', ...new Set(names.map(snakeCase))].join(', ')} FROM ${root.table}
      WHERE id IN (SELECT value FROM json_each(?)) AND removed = 0`,
    [JSON.stringify(ids)],
  );
  const moves = await movesOf(tx, root, ids);
  return rows.flatMap((row) => {
    const { fields } = rowToFields(looked, row);
    const territory = territoryField === undefined ? null : fields[territoryField];
    return startedTerms(terms, { fields, moves: moves.get(row.id) ?? [] })
      .map((started) => keepTerm(tx.terms.ground(), started))
      .map((one) => toRow(cellsOf(row.id, root.code, typeof territory === 'string' ? territory : null, one)));
  });
}

const cellsOf = (id: string, registry: string, territory: string | null, one: KeptTerm): TermRow['row'] => [
  ...[id, one.term, registry, territory, one.countedAs, one.startedOn],
  ...[one.dueOn, one.lateFrom, Number(one.provisional), one.endedOn],
];

/** Only where a term of the registry starts at a move or ends at one. */
function movesOf(
  tx: WriteTx,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Moved[]>> {
  const byMoves = root.root?.terms?.some(({ starts, ends }) =>
    [starts, ...ends].some((one) => 'events' in one),
  );
  return byMoves === true ? statusPaths(tx, root, ids) : Promise.resolve(new Map());
}
