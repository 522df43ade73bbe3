import { foldedLetters } from '../../domain/registry/alphabet';
import type { Asked, Condition } from '../../domain/question/question';
import { legalDayEnd, legalDayStart } from '../../domain/values/legalTime';
import type { AskedColumn } from './askedColumn';

/** A part of a statement with the values that are bound to it. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly Bound[];
}
export type Bound = string | number;

export const sqlOf = (sql: string, values: readonly Bound[] = []): Sql => ({ sql, values });

export const allOf = (parts: readonly Sql[]): Sql =>
  sqlOf(
    parts.map(({ sql }) => sql).join(' AND '),
    parts.flatMap(({ values }) => values),
  );

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/**
 * What a condition says of its column. `barred` forbids the column's own index: rows are then found by another one and
 * compared, and SQLite is left no choice that over a million rows would be a matter of seconds.
 */
export function conditionSql(column: AskedColumn, condition: Condition, barred: boolean): Sql {
  const name = `${barred ? '+' : ''}${column.sql}`;
  const parts: Sql[] = [];
  const { is, from, to, empty, contains } = condition;
  if (is !== undefined) parts.push(oneOf(column, name, [is]));
  if (condition.in !== undefined) parts.push(oneOf(column, name, condition.in));
  if (from !== undefined) parts.push(sqlOf(`${name} >= ?`, [startOf(column, from)]));
  if (to !== undefined) parts.push(endOf(column, name, to));
  if (empty !== undefined) parts.push(sqlOf(emptiness(column, name, empty)));
  if (contains !== undefined) parts.push(containing(column, name, contains));
  return allOf(parts);
}

/** Above this lies every value and no NULL: a border that an index begins at. */
export const aboveNull = ({ integer }: AskedColumn, name: string): string =>
  `${name} >= ${integer ? '-9223372036854775808' : "''"}`;

/** Where nothing is said, in a column that may hold nothing. */
export const askedNothing = ({ sql }: AskedColumn): string => `${sql} IS NULL`;

function oneOf({ asked }: AskedColumn, name: string, values: readonly Asked[]): Sql {
  const bound = values.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  if (asked.many)
    return sqlOf(
      `EXISTS (SELECT 1 FROM json_each(${name}) AS item WHERE item.value IN (${marks(bound.length)}))`,
      bound,
    );
  return bound.length === 1
    ? sqlOf(`${name} = ?`, bound)
    : sqlOf(`${name} IN (${marks(bound.length)})`, bound);
}

const startOf = ({ asked }: AskedColumn, from: string | number): Bound =>
  asked.shape === 'instant' ? legalDayStart(String(from)) : from;

const endOf = ({ asked }: AskedColumn, name: string, to: string | number): Sql =>
  asked.shape === 'instant' ? sqlOf(`${name} < ?`, [legalDayEnd(String(to))]) : sqlOf(`${name} <= ?`, [to]);

function emptiness(column: AskedColumn, name: string, empty: boolean): string {
  if (column.emptyText) return empty ? `${name} = ''` : `${name} > ''`;
  return empty ? `${name} IS NULL` : aboveNull(column, name);
}

function containing({ asked }: AskedColumn, name: string, part: string): Sql {
  const pattern = [globOf(part)];
  return asked.many
    ? sqlOf(`EXISTS (SELECT 1 FROM json_each(${name}) AS item WHERE item.value GLOB ?)`, pattern)
    : sqlOf(`${name} GLOB ?`, pattern);
}

/** SQLite's own LIKE knows the case of Latin letters only; here each letter is a set of its forms. */
const globOf = (part: string): string => `*${Array.from(part.normalize('NFC'), anyForm).join('')}*`;

function anyForm(letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  const same = foldedLetters.find((pair) => pair.includes(lower))?.join('');
  if (same !== undefined) return `[${same}${same.toUpperCase()}]`;
  // A letter whose other case is more than one stands for itself.
  const hasCase = lower !== upper && Array.from(lower + upper).length === 2;
  if (hasCase) return `[${lower}${upper}]`;
  return ['*', '?', '['].includes(letter) ? `[${letter}]` : letter;
}
