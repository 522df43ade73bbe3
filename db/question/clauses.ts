import { askedField } from '../../domain/question/askedField';
import { isFoundByIndex } from '../../domain/question/indexed';
import type { Condition } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import { askedColumn, rowsOf } from './askedColumn';
import { allOf, conditionSql, sqlOf, type Sql } from './conditionSql';

/** Which records: what was asked, and what whoever asks may see. */
export interface Scope {
  readonly where: readonly Condition[];
  /** Of a personal registry only records of these territories; undefined means all. */
  readonly within?: readonly string[] | undefined;
  /** Beside those of his territories, records that emergency access shows. */
  readonly held?: readonly string[] | undefined;
  /** Of these records only; undefined means all. */
  readonly only?: readonly string[] | undefined;
  /** Numbers of the rows in which sealed conditions hold. */
  readonly among?: readonly number[] | undefined;
}

/** One of the conditions that must all hold; those on one list are one. */
export interface Clause {
  /** By which it is refused where too many records would have to be looked through. */
  readonly field: string;
  readonly isIndexed: boolean;
  /** A condition on a field of the record itself. */
  readonly condition?: Condition;
  /** `barred`: rows are found otherwise and this is compared. */
  sql(barred: boolean): Sql;
  /** Rows that its index finds, at most so many; only for an indexed one. */
  counted(limit: number): Sql;
}

export function clausesOf(root: Registry, scope: Scope): readonly Clause[] {
  const open = scope.where.filter(({ field }) => askedField(root, field)?.sealed !== true);
  const lists = new Set(open.flatMap(({ field }) => listOf(root, field) ?? []));
  const own = open.filter(({ field }) => listOf(root, field) === undefined);
  return [
    ...own.map((condition) => ownClause(root, condition)),
    ...[...lists].map((list) => listClause(root, list, rowConditions(root, list, open))),
    ...withinClause(root, scope),
    ...(scope.only === undefined ? [] : [idsClause(root, scope.only)]),
    ...(scope.among === undefined ? [] : [rowsClause(root, scope.among)]),
  ];
}

/** All of them, the rows found by one of them where one is named. */
export const clausesSql = (root: Registry, clauses: readonly Clause[], driver?: Clause | 'free'): Sql =>
  // Literal, because only then do the partial indexes serve.
  allOf([
    sqlOf(`${root.table}.removed = 0`),
    ...clauses.map((clause) => clause.sql(driver !== 'free' && clause !== driver)),
  ]);

/** The conditions on the rows of a list; a list as a whole is no row of it. */
export const rowConditions = (
  root: Registry,
  list: string,
  where: readonly Condition[],
): readonly Condition[] => where.filter(({ field }) => listOf(root, field) === list);

export const rowsSql = (root: Registry, conditions: readonly Condition[], barred: boolean): readonly Sql[] =>
  conditions.map((one) => conditionSql(askedColumn(root, one.field), one, barred));

/** A whole list counts as a thing of the record. */
function listOf(root: Registry, field: string): string | undefined {
  const asked = askedField(root, field);
  return asked?.shape === 'rows' ? undefined : asked?.list;
}

function ownClause(root: Registry, condition: Condition): Clause {
  const column = askedColumn(root, condition.field);
  const { asked } = column;
  const sql = (barred: boolean): Sql =>
    asked.shape === 'rows' ? listEmpty(root, condition) : conditionSql(column, condition, barred);
  return {
    ...{ field: condition.field, condition, sql },
    isIndexed: isFoundByIndex(root, condition),
    counted: (limit) => countUpTo(root, sql(false), limit),
  };
}

function listEmpty(root: Registry, { field, empty }: Condition): Sql {
  const { from, parent, there } = rowsOf(root, field);
  const rows = `SELECT 1 FROM ${from} WHERE ${parent} = ${root.table}.id AND ${there}`;
  return sqlOf(`${empty === true ? 'NOT ' : ''}EXISTS (${rows})`);
}

function listClause(root: Registry, list: string, conditions: readonly Condition[]): Clause {
  const { from, parent, ...rows } = rowsOf(root, list);
  const [first] = conditions;
  const there = sqlOf(rows.there);
  const found = conditions.filter((one) => isFoundByIndex(root, one));
  return {
    field: first?.field ?? list,
    isIndexed: found.length > 0,
    sql(barred) {
      const { sql, values } = allOf([there, ...rowsSql(root, conditions, barred)]);
      return barred
        ? sqlOf(`EXISTS (SELECT 1 FROM ${from} WHERE ${parent} = ${root.table}.id AND ${sql})`, values)
        : sqlOf(`${root.table}.id IN (SELECT ${parent} FROM ${from} WHERE ${sql})`, values);
    },
    counted(limit) {
      const { sql, values } = allOf([there, ...rowsSql(root, found, false)]);
      return sqlOf(`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${sql} LIMIT ?)`, [
        ...values,
        limit,
      ]);
    },
  };
}

function withinClause(root: Registry, { within, held }: Scope): readonly Clause[] {
  const territory = root.root?.territoryField;
  if (within === undefined || territory === undefined) return [];
  const [one, ...others] = within;
  const isOne = one !== undefined && others.length === 0;
  const condition: Condition = { field: territory, ...(isOne ? { is: one } : { in: within }) };
  const own = ownClause(root, condition);
  if (held === undefined || held.length === 0) return [own];
  const ids = idsClause(root, held);
  const sql = (barred: boolean): Sql => {
    const [left, right] = [own.sql(barred), ids.sql(barred)];
    return sqlOf(`(${left.sql} OR ${right.sql})`, [...left.values, ...right.values]);
  };
  return [
    {
      field: territory,
      isIndexed: own.isIndexed,
      sql,
      counted: (limit) => countUpTo(root, sql(false), limit),
    },
  ];
}

function idsClause(root: Registry, ids: readonly string[]): Clause {
  const sql = (barred: boolean): Sql =>
    sqlOf(`${barred ? '+' : ''}${root.table}.id IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
  return { field: '', isIndexed: true, sql, counted: () => sqlOf('SELECT ? AS n', [ids.length]) };
}

function rowsClause(root: Registry, seqs: readonly number[]): Clause {
  const sql = (barred: boolean): Sql =>
    sqlOf(`${barred ? '+' : ''}${root.table}.seq IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(seqs),
    ]);
  return { field: '', isIndexed: true, sql, counted: () => sqlOf('SELECT ? AS n', [seqs.length]) };
}

/** How many rows there are, counted no further than a limit. */
export function countUpTo(root: Registry, { sql, values }: Sql, limit: number): Sql {
  const rows = `SELECT 1 FROM ${root.table} WHERE ${root.table}.removed = 0 AND ${sql} LIMIT ?`;
  return sqlOf(`SELECT count(*) AS n FROM (${rows})`, [...values, limit]);
}
