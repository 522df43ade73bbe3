import type { Registry } from '../../domain/registry/defineRegistry';
import { findMove } from '../../domain/record/recordStatus';
import type { Moved } from '../../domain/term/recordTerms';
import { legalDate } from '../../domain/values/legalTime';
import type { ReadDb } from '../file/handles';
import { snakeCase } from '../record/tables';

/**
 * The moves that led to the status a record shows now, oldest first: from its newest word back along what each replaced.
 * So a move that was declined, undone or lost is none, and every office that has the same words finds the same days,
 * whatever order they came in. An act is of the day that it bears, and of the day it was noted where it bears none.
 */
export async function statusPaths(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Moved[]>> {
  const paths = new Map<string, Moved[]>();
  const path = await db.all<Step>(pathOfStatus, [JSON.stringify(ids), root.code]);
  for (const { id, before, after, at } of path.sort((one, other) => other.steps - one.steps)) {
    const move = findMove(root, textIn(before), textIn(after));
    if (move === undefined) continue;
    const { order = [] } = root.root?.statuses ?? {};
    const back = order.indexOf(move.to) < order.indexOf(move.from);
    const moved = { event: move.event, day: legalDate(new Date(at)), back };
    paths.set(id, [...(paths.get(id) ?? []), moved]);
  }
  const acts = paths.size === 0 ? [] : await actsOf(db, root, [...paths.keys()]);
  return new Map(
    [...paths].map(([id, moves]) => [
      id,
      dated(
        moves,
        acts.filter((act) => act.id === id),
      ),
    ]),
  );
}

interface Step {
  readonly id: string;
  /** Back from the status of now. */
  readonly steps: number;
  readonly before: string;
  readonly after: string;
  readonly at: string;
}

const pathOfStatus = `
  WITH RECURSIVE path (id, stamp, replaces, steps) AS (
    SELECT one.value, shown.stamp, shown.replaces, 0
      FROM json_each(?1) AS one
      JOIN change_event AS shown ON shown.seq = (
             SELECT seq FROM change_event
              WHERE record_id = one.value AND field = 'status' AND outcome = 'applied' AND registry = ?2
              ORDER BY seq DESC LIMIT 1)
    UNION
    SELECT path.id, told.stamp, told.replaces, steps + 1
      FROM path
      JOIN change_event AS told ON told.stamp = path.replaces AND told.record_id = path.id
                               AND told.field = 'status' AND told.registry = ?2
     WHERE steps < 1000
  )
  SELECT path.id, steps, told.before, told.after, told.at
    FROM path
    JOIN change_event AS told ON told.seq = (
           SELECT min(seq) FROM change_event
            WHERE stamp = path.stamp AND record_id = path.id AND field = 'status' AND registry = ?2)`;

function textIn(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : '';
}

interface Act {
  readonly id: string;
  readonly event: string;
  readonly day: string | null;
}

/** The rows of acts, where the registry has a list of them. */
async function actsOf(db: ReadDb, root: Registry, ids: readonly string[]): Promise<readonly Act[]> {
  const child = actsWithDay(root);
  if (child === undefined) return [];
  return db.all<Act>(
    `SELECT parent_id AS id, event, ${snakeCase(actDay)} AS day FROM ${child.table}
      WHERE parent_id IN (SELECT value FROM json_each(?)) AND removed = 0 ORDER BY parent_id, position`,
    [JSON.stringify(ids)],
  );
}

/** The list that says by which act a move was made. */
export function actsWithDay(root: Registry): Registry | undefined {
  const child = root.root?.lists['decisions'];
  const day = child?.fields[actDay];
  return day === undefined || day.sealed === true ? undefined : child;
}
export const actDay = 'decidedOn';

/** Each move with the day of its act: the last row of an event belongs to the last move of it. */
function dated(moves: readonly Moved[], acts: readonly Act[]): readonly Moved[] {
  return moves.map((move, at) => {
    const rows = acts.filter(({ event }) => event === move.event);
    const alike = moves.filter(({ event }) => event === move.event).length;
    const before = moves.slice(0, at).filter(({ event }) => event === move.event).length;
    return { ...move, day: rows[before + Math.max(0, rows.length - alike)]?.day ?? move.day };
  });
}
