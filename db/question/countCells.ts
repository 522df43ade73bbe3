import { heldTogether } from '../../domain/question/indexed';
import type { Grouping, Period } from '../../domain/question/period';
import type { Cell } from '../../domain/question/question';
import type { AskedField } from '../../domain/question/askedField';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { legalOffsetHours } from '../../domain/values/legalTime';
import { fail, ok, type Result } from '../../domain/values/result';
import { askedColumn, rowsOf, type AskedColumn } from './askedColumn';
import { clausesOf, clausesSql, rowConditions, rowsSql, type Clause, type Scope } from './clauses';
import { allOf, sqlOf, type Sql } from './conditionSql';
import type { Reach } from './limits';
import { admit, fewest, unindexed } from './listOrder';
import { sealedRows } from './sealedConditions';

/**
 * Counts the records of a question, or sums a number over them, cell by cell. An index that holds all the fields it names
 * is read whole, however many records there are; else the records that an index finds are looked at, or few altogether.
 * Where rows of a list are grouped, a record counts once in each cell that one of its rows falls into, so that the list
 * a cell opens has just as many records.
 */
export interface CellQuery {
  readonly scope: Scope;
  readonly by: readonly (Grouping & { readonly key: string })[];
  readonly sum: AskedField | undefined;
}

type CellRow = Readonly<Record<string, string | number | null>>;
type CellError = 'question.sealed' | 'question.unindexed' | 'question.tooWide';

export async function countCells(
  reach: Reach,
  root: Registry,
  { scope: asked, by, sum }: CellQuery,
): Promise<Result<readonly Cell[], CellError>> {
  const { db } = reach;
  const { cells: most } = reach.limits;
  const among = await sealedRows(db, root, asked);
  if (!among.ok) return among;
  const scope = { ...asked, among: among.value };
  const clauses = clausesOf(root, scope);
  const found = await finder(reach, root, { by, sum }, clauses);
  if (!found.ok) return found;
  const { sql, values } = cellsSql(root, { scope, by, sum }, clauses, found.value);
  const rows = await db.all<CellRow>(`${sql} LIMIT ?`, [...values, most + 1]);
  if (rows.length > most) return fail('question.tooWide', { params: { most } });
  const columns = by.map((one) => askedColumn(root, one.field));
  return ok(
    rows.map((row) => ({
      key: Object.fromEntries(by.map(({ key }, at) => [key, valueOf(columns[at], row[`key${at}`] ?? null)])),
      value: Number(row['value']),
    })),
  );
}

/** By which condition the records are found; none where an index that holds all is read, or every record looked at. */
async function finder(
  reach: Reach,
  root: Registry,
  { by, sum }: Pick<CellQuery, 'by' | 'sum'>,
  clauses: readonly Clause[],
): Promise<Result<Clause | undefined, 'question.unindexed'>> {
  const named = [...clauses, ...by].map(({ field }) => field);
  if (sum !== undefined) named.push(sum.name);
  const sets = heldTogether(root);
  const isHeld = named.length === 0 || sets.some((set) => named.every((field) => set.includes(field)));
  if (isHeld) {
    const { clause, rows } = await fewest(reach, root, clauses);
    return ok(rows <= reach.limits.lookedThrough ? clause : undefined);
  }
  const admitted = await admit(reach, root, clauses);
  if (!admitted.ok) return admitted;
  if (admitted.value.rows <= reach.limits.gathered) return ok(admitted.value.clause);
  const held = [...sets].sort((a, b) => missing(named, a).length - missing(named, b).length)[0] ?? [];
  return unindexed(reach, missing(named, held)[0] ?? '');
}

const missing = (named: readonly string[], set: readonly string[]): readonly string[] =>
  named.filter((field) => !set.includes(field));

function cellsSql(
  root: Registry,
  { scope, by, sum }: CellQuery,
  clauses: readonly Clause[],
  driver: Clause | undefined,
): Sql {
  const { table } = root;
  const columns = by.map(({ field }) => askedColumn(root, field));
  const added = sum === undefined ? undefined : askedColumn(root, sum.name);
  const lists = [
    ...new Set(
      [...columns, ...(added === undefined ? [] : [added])].flatMap(({ asked }) => asked.list ?? []),
    ),
  ];
  const from = [table, ...lists.map((list) => rowsOf(root, list).from), ...columns.flatMap(valuesTable)];
  const where = allOf([
    clausesSql(root, clauses, driver),
    ...lists.flatMap((list) => besideRecord(root, list, scope)),
  ]);
  const keys = by.map(({ period }, at) => `${keySql(columns[at], period, at)} AS key${at}`);
  const names = keys.map((_key, at) => `key${at}`);
  const figure = added === undefined ? 'count(*)' : lists.length > 0 ? 'total(added)' : `total(${added.sql})`;
  // A record, or the row that is summed, counts once in a cell.
  const rowId = added?.asked.list === undefined ? `${table}.seq` : rowsOf(root, added.asked.list).id;
  const once = [...keys, rowId, ...(added === undefined ? [] : [`${added.sql} AS added`])].join(', ');
  const rows =
    lists.length > 0
      ? sqlOf(
          `SELECT ${[...names, `${figure} AS value`].join(', ')} FROM (SELECT DISTINCT ${once}
          FROM ${from.join(', ')} WHERE ${where.sql})`,
          where.values,
        )
      : sqlOf(
          `SELECT ${[...keys, `${figure} AS value`].join(', ')} FROM ${from.join(', ')} WHERE ${where.sql}`,
          where.values,
        );
  const grouped = names.length === 0 ? '' : ` GROUP BY ${names.join(', ')} ORDER BY ${names.join(', ')}`;
  return sqlOf(`${rows.sql}${grouped}`, rows.values);
}

/** The rows of a list beside their record: those that the conditions on the list hold for. */
function besideRecord(root: Registry, list: string, { where }: Scope): readonly Sql[] {
  const { parent, there } = rowsOf(root, list);
  return [
    sqlOf(`${parent} = ${root.table}.id AND ${there}`),
    ...rowsSql(root, rowConditions(root, list, where), true),
  ];
}

/** The values of a field that has several, one beside the other; one row of nothing where it has none. */
const valuesTable = (column: AskedColumn, at: number): readonly string[] =>
  column.asked.many ? [`json_each(ifnull(${column.sql}, '[null]')) AS item${at}`] : [];

function keySql(column: AskedColumn | undefined, period: Period | undefined, at: number): string {
  if (column === undefined) throw new Error('a grouping without its column');
  if (column.asked.many) return `item${at}.value`;
  if (column.emptyText) return `nullif(${column.sql}, '')`;
  const day =
    column.asked.shape === 'instant' ? `date(${column.sql}, '+${legalOffsetHours} hours')` : column.sql;
  if (period === 'year') return `substr(${day}, 1, 4)`;
  if (period === 'month') return `substr(${day}, 1, 7)`;
  if (period === 'halfYear') return `substr(${day}, 1, 5) || iif(substr(${day}, 6, 2) <= '06', '1', '2')`;
  return column.sql;
}

function valueOf(column: AskedColumn | undefined, value: string | number | null): FieldValue {
  return column?.asked.shape === 'yesNo' && value !== null ? value === 1 : value;
}
