import type { Knex } from 'knex';
import { askedField } from '../../domain/question/askedField';
import type { Condition, Question } from '../../domain/question/question';
import { readQuestion, type AskedList, type QuestionError } from '../../domain/question/readQuestion';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';
import { isPersonal } from '../../domain/registry/personal';
import { ok, type Result } from '../../domain/values/result';
import { clausesOf, clausesSql, type Scope } from '../question/clauses';
import { limits, type Reach } from '../question/limits';
import { admit, makeOrder } from '../question/listOrder';
import type { Order, Row } from '../question/order';
import { orderSql, sortOf } from '../question/planOrder';
import { sealedRows } from '../question/sealedConditions';
import { openPage, searchSealed, type Line } from '../sealing/sealedSearch';
import { matchExpression } from './searchIndex';
import type { SqlValue } from '../file/sqliteConnection';
import { columnOf, type Column } from './tables';

/**
 * Pages of a list at any place of any size, of the records that a question names. The order of a question is kept until
 * something that orders or narrows changes (`db/question/listOrder.ts`). Searching answers at most `searchLimit` hits,
 * counted, in order of title. Names of a personal registry lie sealed, so nothing can be kept in their order: the last
 * changed comes first, and what is found is put in order after opening (0019).
 */
export interface ListQuery extends AskedList, Omit<Scope, 'where' | 'among'> {
  readonly from: number;
  readonly limit: number;
  readonly search: string;
  /** The place that was named among the words searched for (`domain/question/namedPlace.ts`). */
  readonly placed?: Condition | undefined;
}

export interface ListPage {
  readonly rows: readonly Line[];
  readonly total: number;
  readonly more: boolean;
}

export type ListError = QuestionError | 'question.unindexed';

export interface ListRepository {
  page(root: Registry, query: ListQuery): Promise<Result<ListPage, ListError>>;
  /** Everything that a list shows of an open registry, by its ids in their order. */
  whole(
    root: Registry,
    query: Omit<ListQuery, 'from' | 'limit'>,
  ): Promise<Result<readonly string[], ListError>>;
  /** Tells that records were added, withdrawn, or changed in these fields; undefined means anything may have changed. */
  forget(registryCode: string, fields?: readonly string[]): void;
}

interface Kept {
  readonly order: Promise<Result<Order, 'question.unindexed'>>;
  readonly registry: string;
  /** Fields whose change moves rows in or out of this order; undefined when any change does. */
  readonly fields: readonly string[] | undefined;
}

const searchLimit = 300;
const ordersKept = 20;

export function createListRepository(db: ReadDb, reaching = limits): ListRepository {
  const reach: Reach = { db, limits: reaching };
  const orders = new Map<string, Kept>();
  let lists: Promise<Lists> | undefined;
  // The builder is loaded with the first list: an import shows none, and does without its eight megabytes.
  const load = async (): Promise<Lists> => {
    const { default: knexBuilder } = await import('knex');
    return createLists(reach, knexBuilder({ client: 'sqlite3', useNullAsDefault: true }), orders);
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

/** A question that was read, and of whom it may tell. */
type Sought = Omit<ListQuery, keyof AskedList> & { readonly question: Question; readonly scope: Scope };

function createLists(reach: Reach, knex: Knex, orders: Map<string, Kept>): Lists {
  const { db } = reach;
  const run = <T>(builder: Knex.QueryBuilder): Promise<T[]> => {
    const { sql, bindings } = builder.toSQL().toNative();
    return db.all<T>(sql, bindings as SqlValue[]);
  };

  const narrow = (rows: Knex.QueryBuilder, root: Registry, scope: Scope, isFree = false) => {
    const { sql, values } = clausesSql(root, clausesOf(root, scope), isFree ? 'free' : undefined);
    return rows.whereRaw(sql, [...values]);
  };

  const orderOf = async (root: Registry, { question, scope }: Sought): Promise<Result<Order, ListError>> => {
    const name = JSON.stringify([root.code, question, scope.within, scope.held]);
    const known = orders.get(name);
    if (known !== undefined) return known.order;
    const oldest = orders.keys().next().value;
    if (orders.size >= ordersKept && oldest !== undefined) orders.delete(oldest);
    const order = makeOrder(reach, root, question, clausesOf(root, scope));
    const kept = { order, registry: root.code, fields: fieldsThatMatter(root, question) };
    orders.set(name, kept);
    const drop = (): unknown => orders.get(name) === kept && orders.delete(name);
    const made = await order.catch((error: unknown) => {
      drop();
      throw error;
    });
    if (!made.ok) drop();
    return made;
  };

  const place = async (root: Registry, sought: Sought): Promise<Result<ListPage, ListError>> => {
    const order = await orderOf(root, sought);
    if (!order.ok) return order;
    const columns = pageColumns(root);
    const rows = await order.value.page(namesOf(columns), sought.from, sought.limit);
    return ok({ rows: await openPage(db, root, columns, rows), total: order.value.total, more: false });
  };

  /** Chosen records are few: no order over the whole is worth keeping for them. */
  const choose = async (root: Registry, { question, scope, from, limit }: Sought): Promise<ListPage> => {
    const columns = pageColumns(root);
    const sort = sortOf(root, question.sort, question.where);
    const rows = await run<Row>(
      narrow(knex(root.table), root, scope, true).select(namesOf(columns)).orderByRaw(orderSql(root, sort)),
    );
    const shown = rows.slice(from, from + limit);
    return { rows: await openPage(db, root, columns, shown), total: rows.length, more: false };
  };

  const search = async (
    root: Registry,
    { scope, ...query }: Sought,
    expression: string,
  ): Promise<ListPage> => {
    const columns = pageColumns(root);
    const hits = await run<Row>(
      // CROSS JOIN keeps the index outside: hits stream until the limit instead of being gathered first.
      narrow(
        knex({ hit: `${root.table}_search` }).joinRaw(
          `CROSS JOIN ${root.table} ON ${root.table}.seq = hit.rowid`,
        ),
        root,
        scope,
      )
        .whereRaw('hit.words MATCH ?', [expression])
        .select('title_key', ...namesOf(columns))
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

  const searchPersons = (root: Registry, { scope, ...query }: Sought): Promise<ListPage> =>
    searchSealed(db, root, pageColumns(root), query, ({ sql, values, columns, limit }) => {
      const { table } = root;
      const hits = knex({ hit: `${table}_word` }).joinRaw(`CROSS JOIN ${table} ON ${table}.seq = hit.seq`);
      return run<Record<string, unknown>>(
        narrow(hits, root, scope)
          .whereRaw(sql, [...values])
          .select('hit.seq', ...columns)
          .orderByRaw('hit.seq')
          .limit(limit),
      );
    });

  /** From what is asked to what can be looked for: the question is read, sealed conditions are compared. */
  const seek = async (root: Registry, query: ListQuery): Promise<Result<Sought, ListError>> => {
    const { sort, descending, filters, where, ...rest } = query;
    const read = readQuestion(root, { sort, descending, filters, where });
    if (!read.ok) return read;
    const { within, held, only, placed } = query;
    const question =
      placed === undefined ? read.value : { ...read.value, where: [...read.value.where, placed] };
    const scope: Scope = { where: question.where, within, held, only };
    const among = await sealedRows(db, root, scope);
    return among.ok ? ok({ ...rest, question, scope: { ...scope, among: among.value } }) : among;
  };

  /** Few records that are named already, or hits of a search; undefined where an order over the whole is wanted. */
  const few = async (root: Registry, sought: Sought): Promise<Result<ListPage, ListError> | undefined> => {
    const { scope } = sought;
    const expression = isPersonal(root) ? undefined : matchExpression(sought.search);
    const isSearch = isPersonal(root) ? sought.search.trim() !== '' : expression !== undefined;
    if (!isSearch) return isFew(scope) ? ok(await choose(root, sought)) : undefined;
    if (!isFew(scope)) {
      const admitted = await admitSearch(root, scope);
      if (!admitted.ok) return admitted;
    }
    return ok(
      await (expression === undefined ? searchPersons(root, sought) : search(root, sought, expression)),
    );
  };

  const admitSearch = async (
    root: Registry,
    scope: Scope,
  ): Promise<Result<unknown, 'question.unindexed'>> => {
    const clauses = clausesOf(root, scope);
    return clauses.every(({ isIndexed }) => isIndexed) ? ok(null) : admit(reach, root, clauses);
  };

  return {
    async page(root, query) {
      const sought = await seek(root, query);
      if (!sought.ok) return sought;
      return (await few(root, sought.value)) ?? place(root, sought.value);
    },
    async whole(root, asked) {
      const sought = await seek(root, { ...asked, from: 0, limit: searchLimit });
      if (!sought.ok) return sought;
      const page = await few(root, { ...sought.value, limit: Infinity });
      if (page !== undefined) return page.ok ? ok(page.value.rows.map(({ recordId }) => recordId)) : page;
      const order = await orderOf(root, sought.value);
      return order.ok ? ok(await order.value.ids()) : order;
    },
  };
}

const isFew = ({ only, among }: Scope): boolean => only !== undefined || among !== undefined;

function fieldsThatMatter(root: Registry, { where, sort }: Question): readonly string[] | undefined {
  const named = [...where, ...sort].map(({ field }) => field);
  // Whoever changes a list tells of the fields of some of its rows only.
  const isOfRows = named.some((name) => askedField(root, name)?.list !== undefined);
  if (isPersonal(root) || isOfRows || named.includes('changedAt')) return undefined;
  return ['removed', 'status', root.root?.titleField ?? '', ...named];
}

function byTitle(a: Row, b: Row): number {
  const [left, right] = [a, b].map((row) => `${String(row['title_key'])}\0${String(row['id'])}`);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}

function pageColumns(root: Registry): readonly Column[] {
  const told = [...(root.root?.columns ?? []), ...(root.root?.desk?.tellsApart ?? [])];
  return [...new Set(told)].flatMap((field) => columnOf(root, field) ?? []);
}

const namesOf = (columns: readonly Column[]): string[] => [
  'id',
  'version',
  ...columns.map(({ column }) => column),
];
