import type { Knex } from 'knex';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';
import { isPersonal } from '../../domain/registry/personal';
import { openPage, searchSealed, type Line } from '../sealing/sealedSearch';
import { matchExpression } from './searchIndex';
import type { SqlValue } from '../file/sqliteConnection';
import { columnOf, type Column } from './tables';

/**
 * Pages of a list at any place of any size. OFFSET over the whole order costs seconds in a million rows, so the order is
 * walked once by keys: a signpost every `stride` rows, kept until something that orders or filters changes. A page is
 * then a short step from the nearest signpost. Searching answers at most `searchLimit` hits, counted, in order of title.
 * Names of a personal registry lie sealed, so nothing can be kept in their order: the last changed comes first, and what
 * is found is put in order after opening (0019).
 */
export interface ListQuery {
  readonly from: number;
  readonly limit: number;
  readonly sort: 'title' | 'registrationNumber' | 'changedAt';
  readonly descending: boolean;
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Of a personal registry only records of these territories; undefined means all. */
  readonly within?: readonly string[] | undefined;
  /** Of these records only; undefined means all. */
  readonly only?: readonly string[] | undefined;
}

export interface ListPage {
  readonly rows: readonly Line[];
  readonly total: number;
  readonly more: boolean;
}

export interface ListRepository {
  page(root: Registry, query: ListQuery): Promise<ListPage>;
  /** Everything that a list shows of an open registry, by its ids in their order. */
  whole(root: Registry, query: Omit<ListQuery, 'from' | 'limit'>): Promise<readonly string[]>;
  /** Tells that records were added, withdrawn, or changed in these fields; undefined means anything may have changed. */
  forget(registryCode: string, fields?: readonly string[]): void;
}

interface Signpost {
  readonly key: string;
  readonly id: string;
}

interface Order {
  readonly total: Promise<number>;
  /** Keys of the rows at places stride, 2·stride …, as far as they were needed. */
  readonly signposts: Signpost[];
  readonly registry: string;
  /** Fields whose change moves rows in or out of this order; undefined when any change does. */
  readonly fields: readonly string[] | undefined;
}

const stride = 400;
const searchLimit = 300;
const ordersKept = 20;
/** Sort keys are never NULL, so that a key can be compared with; each has its partial index. */
const sortKeys = { title: 'title_key', registrationNumber: 'number_key', changedAt: 'changed_at' } as const;

export function createListRepository(db: ReadDb): ListRepository {
  const orders = new Map<string, Order>();
  let lists: Promise<Lists> | undefined;
  // The builder is loaded with the first list: an import shows none, and does without its eight megabytes.
  const load = async (): Promise<Lists> => {
    const { default: knexBuilder } = await import('knex');
    return createLists(db, knexBuilder({ client: 'sqlite3', useNullAsDefault: true }), orders);
  };
  return {
    page: async (root, query) => (await (lists ??= load())).page(root, query),
    whole: async (root, query) => (await (lists ??= load())).whole(root, query),
    forget(registryCode, fields) {
      for (const [name, order] of orders) {
        const spared = fields?.every((field) => order.fields?.includes(field) === false) === true;
        if (order.registry === registryCode && !spared) orders.delete(name);
      }
    },
  };
}

type Lists = Pick<ListRepository, 'page' | 'whole'>;

function createLists(db: ReadDb, knex: Knex, orders: Map<string, Order>): Lists {
  const narrow = (rows: Knex.QueryBuilder, root: Registry, query: ListQuery, sorted = false) => {
    // Literal, because only then do the partial indexes serve.
    void rows.whereRaw('removed = 0');
    for (const [field, values] of Object.entries(query.filters)) {
      const column = root.root?.filters.includes(field) === true ? columnOf(root, field) : undefined;
      if (column === undefined || values.length === 0) continue;
      // `+` forbids an index that finds the rows and leaves them to be sorted: over a million that is seconds for each
      // page. Rows of one value lie in order of title.
      const natural = isPersonal(root) ? 'changedAt' : 'title';
      const barred = sorted && (query.sort !== natural || values.length > 1) ? '+' : '';
      void rows.whereRaw(`${barred}${column.column} IN (${values.map(() => '?').join(', ')})`, [...values]);
    }
    const territory = columnOf(root, root.root?.territoryField ?? '');
    if (query.within !== undefined && territory !== undefined) {
      const barred = sorted && query.within.length !== 1 ? '+' : '';
      void rows.whereRaw(`${barred}${territory.column} IN (${query.within.map(() => '?').join(', ')})`, [
        ...query.within,
      ]);
    }
    if (query.only !== undefined)
      void rows.whereRaw(`${root.table}.id IN (SELECT value FROM json_each(?))`, [
        JSON.stringify(query.only),
      ]);
    return rows;
  };

  const run = <T>(builder: Knex.QueryBuilder): Promise<T[]> => {
    const { sql, bindings } = builder.toSQL().toNative();
    return db.all<T>(sql, bindings as SqlValue[]);
  };

  const ordered = (root: Registry, query: ListQuery, after?: Signpost) => {
    const [key, direction] = [sortKeys[query.sort], query.descending ? 'DESC' : 'ASC'];
    const rows = narrow(knex(root.table), root, query, true).orderByRaw(
      `${key} ${direction}, id ${direction}`,
    );
    if (after === undefined) return rows;
    return rows.whereRaw(`(${key}, id) ${query.descending ? '<=' : '>='} (?, ?)`, [after.key, after.id]);
  };

  const orderOf = (root: Registry, query: ListQuery): Order => {
    const name = JSON.stringify([root.code, query.sort, query.descending, query.filters, query.within]);
    const known = orders.get(name);
    if (known !== undefined) return known;
    const oldest = orders.keys().next().value;
    if (orders.size >= ordersKept && oldest !== undefined) orders.delete(oldest);
    const counted = run<{ n: number }>(narrow(knex(root.table), root, query).count('* as n'));
    const total = counted.then(([row]) => row?.n ?? 0);
    const order = { total, signposts: [], registry: root.code, fields: fieldsThatMatter(root, query) };
    orders.set(name, order);
    total.catch(() => orders.delete(name));
    return order;
  };

  const place = async (root: Registry, query: ListQuery): Promise<ListPage> => {
    const order = orderOf(root, query);
    const total = await order.total;
    const number = Math.floor(Math.min(query.from, Math.max(0, total - 1)) / stride);
    const signpost = await walkTo(order, number, (after, step) =>
      run<Signpost>(
        ordered(root, query, after)
          .select(knex.raw(`${sortKeys[query.sort]} AS key`), 'id')
          .limit(1)
          .offset(step),
      ),
    );
    // The list became shorter since it was counted; whoever asked is told of that and asks again.
    if (number > 0 && signpost === undefined) return { rows: [], total, more: false };
    const columns = pageColumns(root);
    const rows = await run<Record<string, unknown>>(
      ordered(root, query, signpost)
        .select('id', 'version', ...columns.map(({ column }) => column))
        .limit(query.limit)
        .offset(query.from - number * stride),
    );
    return { rows: await openPage(db, root, columns, rows), total, more: false };
  };

  /** Chosen records are few: no order over the whole is worth keeping for them. */
  const choose = async (root: Registry, query: ListQuery): Promise<ListPage> => {
    const columns = pageColumns(root);
    const rows = await run<Record<string, unknown>>(
      ordered(root, query).select('id', 'version', ...columns.map(({ column }) => column)),
    );
    const shown = rows.slice(query.from, query.from + query.limit);
    return { rows: await openPage(db, root, columns, shown), total: rows.length, more: false };
  };

  const search = async (root: Registry, query: ListQuery, expression: string): Promise<ListPage> => {
    const columns = pageColumns(root);
    const hits = await run<Record<string, unknown>>(
      // CROSS JOIN keeps the index outside: hits stream until the limit instead of being gathered first.
      narrow(
        knex({ hit: `${root.table}_search` }).joinRaw(
          `CROSS JOIN ${root.table} ON ${root.table}.seq = hit.rowid`,
        ),
        root,
        query,
      )
        .whereRaw('hit.words MATCH ?', [expression])
        .select('id', 'version', 'title_key', ...columns.map(({ column }) => column))
        .limit(searchLimit + 1),
    );
    const found = hits.slice(0, searchLimit).sort(byTitle);
    const shown = found.slice(query.from, query.from + query.limit);
    return {
      rows: await openPage(db, root, columns, shown),
      total: found.length,
      more: hits.length > searchLimit,
    };
  };

  const pageOf = (root: Registry, query: ListQuery): Promise<ListPage> => {
    const expression = matchExpression(query.search);
    if (expression !== undefined) return search(root, query, expression);
    return query.only === undefined ? place(root, query) : choose(root, query);
  };

  const searchPersons = (root: Registry, query: ListQuery): Promise<ListPage> =>
    searchSealed(db, root, pageColumns(root), query, ({ sql, values, columns, limit }) => {
      const { table } = root;
      const hits = knex({ hit: `${table}_word` }).joinRaw(`CROSS JOIN ${table} ON ${table}.seq = hit.seq`);
      return run<Record<string, unknown>>(
        narrow(hits, root, query)
          .whereRaw(sql, [...values])
          .select('hit.seq', ...columns)
          .orderByRaw('hit.seq')
          .limit(limit),
      );
    });

  return {
    page(root, asked) {
      if (!isPersonal(root)) return pageOf(root, asked);
      const query = { ...asked, sort: 'changedAt', descending: true } as const;
      if (query.search.trim() !== '') return searchPersons(root, query);
      return query.only === undefined ? place(root, query) : choose(root, query);
    },
    async whole(root, asked) {
      const query = { ...asked, from: 0, limit: searchLimit };
      if (matchExpression(query.search) !== undefined)
        return (await pageOf(root, query)).rows.map(({ recordId }) => recordId);
      const rows = await run<{ id: string }>(ordered(root, query).select('id'));
      return rows.map(({ id }) => id);
    },
  };
}

/** The signpost with this number, walking on from the last known one; undefined for the start of the list. */
async function walkTo(
  order: Order,
  number: number,
  step: (after: Signpost | undefined, offset: number) => Promise<Signpost[]>,
): Promise<Signpost | undefined> {
  if (number === 0) return undefined;
  while (order.signposts.length < number) {
    const known = order.signposts.length;
    const [next] = await step(order.signposts[known - 1], stride);
    if (next === undefined) break;
    // Two walks may run at once; the one that comes second finds the place taken.
    if (order.signposts.length === known) order.signposts.push(next);
  }
  return order.signposts[number - 1];
}

function fieldsThatMatter(root: Registry, query: ListQuery): readonly string[] | undefined {
  if (query.sort === 'changedAt') return undefined;
  const sortField = query.sort === 'title' ? (root.root?.titleField ?? '') : 'registrationNumber';
  return ['removed', 'status', ...Object.keys(query.filters), sortField];
}

function byTitle(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number {
  const [left, right] = [a, b].map((row) => `${String(row['title_key'])}\0${String(row['id'])}`);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}

function pageColumns(root: Registry): readonly Column[] {
  const listed = root.root?.columns ?? [];
  return listed.flatMap((field) => columnOf(root, field) ?? []);
}
