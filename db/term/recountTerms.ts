import type { Registry } from '../../domain/registry/defineRegistry';
import type { TermGround } from '../../domain/term/termGround';
import { keepTerm, type KeptTerm } from '../../domain/term/recordTerms';
import type { ReadDb, WriteTx } from '../file/handles';
import { jsonRows } from '../record/jsonRows';
import { refreshTerms } from './writeTerms';

/** A term whose day is another one now, and was before. */
export interface MovedTerm {
  readonly registry: string;
  readonly recordId: string;
  readonly term: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Counts open terms anew, and those that had no calendar when they ended. A day follows from the term and its start alone,
 * so each pair is counted once, however many records have it.
 */
export async function recountTerms(tx: WriteTx, ground: TermGround): Promise<readonly MovedTerm[]> {
  const pairs = await tx.all<Pair>(
    `SELECT counted_as, started_on, due_on, late_from, max(provisional) AS provisional
       FROM record_term WHERE ${isOpen} GROUP BY counted_as, started_on, due_on, late_from`,
  );
  const before = new Map(pairs.map((pair) => [keyOf(pair), pair.due_on]));
  const others = pairs.flatMap((pair) => {
    const { counted_as: countedAs, started_on: startedOn } = pair;
    const now = keepTerm(ground, { term: '', countedAs, startedOn, endedOn: null });
    return isAsKept(pair, now)
      ? []
      : [[countedAs, startedOn, now.dueOn, now.lateFrom, Number(now.provisional)]];
  });
  const moved: MovedTerm[] = [];
  for (const some of jsonRows(others))
    for (const row of await tx.all<Moved>(move, [some])) {
      const { registry, record_id: recordId, term, due_on: after } = row;
      moved.push({ registry, recordId, term, before: before.get(keyOf(row)) ?? null, after });
    }
  return moved;
}

interface Pair {
  readonly counted_as: string;
  readonly started_on: string;
  readonly due_on: string | null;
  readonly late_from: string | null;
  readonly provisional: number;
}
interface Moved extends Pair {
  readonly registry: string;
  readonly record_id: string;
  readonly term: string;
}

const keyOf = (pair: Pair): string => `${pair.counted_as}/${pair.started_on}`;
const isAsKept = (pair: Pair, now: KeptTerm): boolean =>
  pair.due_on === now.dueOn &&
  pair.late_from === now.lateFrom &&
  pair.provisional === Number(now.provisional);

const isOpen = '(record_term.ended_on IS NULL OR record_term.due_on IS NULL)';
const move = `
  UPDATE record_term SET due_on = other.due_on, late_from = other.late_from, provisional = other.provisional
    FROM (SELECT value ->> 0 AS counted_as, value ->> 1 AS started_on, value ->> 2 AS due_on,
                 value ->> 3 AS late_from, value ->> 4 AS provisional FROM json_each(?)) AS other
   WHERE record_term.counted_as = other.counted_as AND record_term.started_on = other.started_on AND ${isOpen}
  RETURNING registry, record_id, term, counted_as, started_on, due_on, late_from, provisional`;

/** Works out the terms of some records of a registry that it may not have had before; answers where to go on. */
export async function buildTerms(tx: WriteTx, root: Registry, after: number): Promise<number | undefined> {
  const rows = await tx.all<{ seq: number; id: string }>(
    `SELECT seq, id FROM ${root.table} WHERE seq > ? ORDER BY seq LIMIT ${recordsPerStep}`,
    [after],
  );
  await refreshTerms(
    tx,
    root,
    rows.map(({ id }) => id),
  );
  return rows.length < recordsPerStep ? undefined : rows.at(-1)?.seq;
}
const recordsPerStep = 500;

/** Terms of registries that declare none any more. */
export const dropTerms = (tx: WriteTx, kept: readonly Registry[]): Promise<number> =>
  tx.run('DELETE FROM record_term WHERE registry NOT IN (SELECT value FROM json_each(?))', [
    JSON.stringify(kept.map(({ code }) => code)),
  ]);

/** What the terms that lie here were counted by. */
export async function countedBy(db: ReadDb, what: GroundPart): Promise<string | undefined> {
  const row = await db.get<{ digest: string }>('SELECT digest FROM term_ground WHERE what = ?', [what]);
  return row?.digest;
}
/** `norms`: calendar and terms; `declared`: which terms the registries have. */
export type GroundPart = 'norms' | 'declared';

export const noteCountedBy = (tx: WriteTx, what: GroundPart, digest: string): Promise<number> =>
  tx.run('INSERT OR REPLACE INTO term_ground (what, digest) VALUES (?, ?)', [what, digest]);
