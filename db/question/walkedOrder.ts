import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';
import { clausesSql, type Clause } from './clauses';
import { allOf, sqlOf, type Bound, type Sql } from './conditionSql';
import type { Reach } from './limits';
import type { Order, Row } from './order';
import type { Part, Walk } from './planOrder';

/** A place in the order: what its row has in the columns of the index. */
type Signpost = readonly Bound[];

interface Stretch {
  readonly part: Part;
  readonly total: number;
  /** Places stride, 2·stride …, as far as they were needed. */
  readonly signposts: Signpost[];
}

/** Walks an index by its keys and keeps a signpost of every 400th place; a page is a short step from the nearest. */
export async function walkOrder(
  { db, limits }: Reach,
  root: Registry,
  walk: Walk,
  clauses: readonly Clause[],
  driver: Clause | undefined,
): Promise<Order> {
  const lister = listRows(db, root, walk, clauses, limits.stride);
  const counted = await Promise.all(
    walk.parts.map((part) => countPart(db, root, { part, walk, clauses, driver })),
  );
  const stretches = walk.parts.map((part, at): Stretch => ({ part, total: counted[at] ?? 0, signposts: [] }));
  return {
    total: counted.reduce((all, one) => all + one, 0),
    async page(columns, from, limit) {
      const rows: Row[] = [];
      let before = 0;
      for (const stretch of stretches) {
        const begin = Math.max(0, from - before);
        const wanted = Math.min(limit - rows.length, stretch.total - begin);
        if (wanted > 0) rows.push(...(await lister.page(stretch, columns, begin, wanted)));
        before += stretch.total;
      }
      return rows;
    },
    async ids() {
      const rows = await Promise.all(walk.parts.map((part) => lister.all(part)));
      return rows.flat().map((one) => String(one['id']));
    },
  };
}

interface Counting {
  readonly part: Part;
  readonly walk: Walk;
  readonly clauses: readonly Clause[];
  readonly driver: Clause | undefined;
}

async function countPart(
  db: ReadDb,
  root: Registry,
  { part, walk, clauses, driver }: Counting,
): Promise<number> {
  // Where the walked index answers everything it counts too; else the rows that the best index finds are looked at.
  const conditions =
    driver === undefined ? servedSql(root, walk, clauses) : clausesSql(root, clauses, driver);
  const { sql, values } = withPart(conditions, part);
  const row = await db.get<{ n: number }>(`SELECT count(*) AS n FROM ${root.table} WHERE ${sql}`, values);
  return row?.n ?? 0;
}

/** What the walked index does not answer may use no index of its own, which would leave the rows to be sorted. */
const servedSql = (root: Registry, { served }: Walk, clauses: readonly Clause[]): Sql =>
  allOf([
    sqlOf(`${root.table}.removed = 0`),
    ...clauses.map((clause) => clause.sql(!served.includes(clause))),
  ]);

const withPart = (conditions: Sql, { sql }: Part): Sql =>
  sql === '' ? conditions : allOf([conditions, sqlOf(sql)]);

function listRows(db: ReadDb, root: Registry, walk: Walk, clauses: readonly Clause[], stride: number) {
  const { table } = root;
  const { descending } = walk;
  const way = descending ? 'DESC' : 'ASC';
  const conditions = servedSql(root, walk, clauses);

  const select = async (
    part: Part,
    after: Signpost | undefined,
    columns: readonly string[],
    [limit, offset]: readonly [limit: number, offset: number],
  ): Promise<Row[]> => {
    const { keys } = part;
    const order = keys.map((key) => `${key} ${way}`).join(', ');
    const begun = after === undefined || !part.isImplied ? withPart(conditions, part) : conditions;
    const { sql, values } = after === undefined ? begun : allOf([begun, beyond(keys, descending, after)]);
    return db.all<Row>(
      `SELECT ${columns.join(', ')} FROM ${table} WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      [...values, limit, offset],
    );
  };

  const signpost = async ({ part, signposts }: Stretch, number: number): Promise<Signpost | undefined> => {
    const { keys } = part;
    const named = keys.map((key, at) => `${key} AS key${at}`);
    while (signposts.length < number) {
      const known = signposts.length;
      const [next] = await select(part, signposts[known - 1], named, [1, stride]);
      if (next === undefined) break;
      // Two walks may run at once; the one that comes second finds the place taken.
      if (signposts.length === known) signposts.push(keys.map((_key, at) => next[`key${at}`] as Bound));
    }
    return signposts[number - 1];
  };

  return {
    async page(stretch: Stretch, columns: readonly string[], from: number, limit: number): Promise<Row[]> {
      const number = Math.floor(from / stride);
      const after = number === 0 ? undefined : await signpost(stretch, number);
      // The list became shorter since it was counted; whoever asked is told of that and asks again.
      if (number > 0 && after === undefined) return [];
      return select(stretch.part, after, columns, [limit, from - number * stride]);
    },
    all: (part: Part): Promise<Row[]> => select(part, undefined, ['id'], [-1, 0]),
  };
}

const beyond = (keys: readonly string[], descending: boolean, after: Signpost): Sql => {
  const places = after.map(() => '?').join(', ');
  return sqlOf(`(${keys.join(', ')}) ${descending ? '<=' : '>='} (${places})`, after);
};
