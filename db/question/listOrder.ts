import type { Question } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import type { ReadDb } from '../file/handles';
import { countUpTo, type Clause } from './clauses';
import { sqlOf, type Sql } from './conditionSql';
import { gatherOrder } from './gatheredOrder';
import { isOrderedByIndex } from '../../domain/question/indexed';
import type { Reach } from './limits';
import type { Order } from './order';
import { orderSql, sortOf, unorderedField, walkOf } from './planOrder';
import { walkOrder } from './walkedOrder';

/** May the question be asked of so many records? Answers the condition whose index finds the fewest. */
export async function admit(
  reach: Reach,
  root: Registry,
  clauses: readonly Clause[],
): Promise<Result<Driver, 'question.unindexed'>> {
  const driver = await fewest(reach, root, clauses);
  const unserved = clauses.find(({ isIndexed }) => !isIndexed);
  if (unserved !== undefined && driver.rows > reach.limits.lookedThrough)
    return unindexed(reach, unserved.field);
  return ok(driver);
}

export interface Driver {
  /** None where every record is looked at. */
  readonly clause: Clause | undefined;
  /** How many rows it finds, counted a little further than what matters. */
  readonly rows: number;
}

export const unindexed = ({ limits }: Reach, field: string) =>
  fail('question.unindexed', { params: { field: field.slice(0, 60), most: limits.lookedThrough } });

/** The condition whose index finds the fewest records; none where no index does. */
export async function fewest(
  { db, limits }: Reach,
  root: Registry,
  clauses: readonly Clause[],
): Promise<Driver> {
  const limit = limits.gathered + 1;
  const served = clauses.filter(({ isIndexed }) => isIndexed);
  const counts = await Promise.all(
    served.map(async (clause) => ({ clause, rows: await count(db, clause.counted(limit)) })),
  );
  const [least] = counts.sort((a, b) => a.rows - b.rows);
  if (least !== undefined && least.rows <= limits.lookedThrough) return least;
  const all = await count(db, countUpTo(root, sqlOf('true'), limit));
  // Rows of a list may be more than the records that they are of.
  return least === undefined || all < least.rows ? { clause: undefined, rows: all } : least;
}

async function count(db: ReadDb, { sql, values }: Sql): Promise<number> {
  return (await db.get<{ n: number }>(sql, values))?.n ?? 0;
}

export async function makeOrder(
  reach: Reach,
  root: Registry,
  question: Question,
  clauses: readonly Clause[],
): Promise<Result<Order, 'question.unindexed'>> {
  const sort = sortOf(root, question.sort, question.where);
  const walk = walkOf(root, sort, clauses);
  const isExact = walk?.served.length === clauses.length && clauses.every(({ isIndexed }) => isIndexed);
  if (isExact) return ok(await walkOrder(reach, root, walk, clauses, undefined));
  const admitted = await admit(reach, root, clauses);
  if (!admitted.ok) return admitted;
  const { clause, rows } = admitted.value;
  const most = sort.every(({ field }) => isOrderedByIndex(root, field))
    ? reach.limits.gathered
    : reach.limits.lookedThrough;
  if (rows <= most) return ok(await gatherOrder(reach.db, root, orderSql(root, sort), clauses, clause));
  if (walk === undefined) return unindexed(reach, unorderedField(root, sort));
  return ok(await walkOrder(reach, root, walk, clauses, clause));
}
