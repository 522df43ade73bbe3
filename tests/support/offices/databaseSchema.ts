import { createHash } from 'node:crypto';
import { shippedMigrations } from '../../../db/migrations/shipped';
import type { Connection } from '../../../db/file/sqliteConnection';

/** The schema of a database in a form that can be committed, compared and read by a person. */
export interface DatabaseSchema {
  /** SHA-256 of the SQL of every step by its number: a step that has shipped is never edited again. */
  readonly migrations: Readonly<Record<string, string>>;
  /** Columns by table with what SQLite keeps of them; `sql` for a virtual table. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly indexes: Readonly<Record<string, string>>;
  readonly triggers: Readonly<Record<string, string>>;
}

export interface CommittedSchema extends DatabaseSchema {
  /** `table.column` of fields that are declared no more. The column stays, and its name is never used again. */
  readonly retired: readonly string[];
}

type Named = Record<string, string>;

/** Successor of every table that a step dropped. */
export const rebuilds: Readonly<Record<string, string>> = Object.assign(
  {},
  ...shippedMigrations.map((step) => step.rebuilds ?? {}),
) as Record<string, string>;
const rebuiltTables = Object.keys(rebuilds);

export async function readSchema(connection: Connection): Promise<DatabaseSchema> {
  const tables: Record<string, Named> = {};
  const listed = await connection.all<{ name: string; type: string; strict: number; wr: number }>(
    `SELECT name, type, strict, wr FROM pragma_table_list
      WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  for (const { name, type, strict, wr } of listed) {
    if (type === 'virtual') tables[name] = await sqlByName(connection, `name = '${name}'`);
    else tables[name] = { ...(await columns(connection, name)), '(table)': traits(strict, wr) };
  }
  return {
    migrations: Object.fromEntries(shippedMigrations.map(({ number, sql }) => [String(number), sha256(sql)])),
    tables,
    indexes: await sqlByName(connection, "type = 'index' AND sql IS NOT NULL"),
    triggers: await sqlByName(connection, "type = 'trigger'"),
  };
}

/** What the newer schema lacks or says otherwise: a schema only ever grows, but for tables that a step rebuilt. */
export function lossesBetween(
  older: DatabaseSchema,
  newer: DatabaseSchema,
  rebuilt: readonly string[] = rebuiltTables,
): string[] {
  const isOfRebuilt = (sql: string): boolean => rebuilt.some((table) => sql.includes(` ON ${table} `));
  const kept = (named: Named): Named =>
    Object.fromEntries(Object.entries(named).filter(([, sql]) => !isOfRebuilt(sql)));
  const lost = (kind: string, before: Named, after: Named): string[] =>
    Object.entries(before).flatMap(([name, said]) => (after[name] === said ? [] : [`${kind} ${name}`]));
  return [
    ...lost('migration', older.migrations, newer.migrations),
    ...Object.entries(older.tables)
      .filter(([table]) => !rebuilt.includes(table))
      .flatMap(([table, before]) =>
        lost('column', qualified(table, before), qualified(table, newer.tables[table] ?? {})),
      ),
    ...lost('index', kept(older.indexes), newer.indexes),
    ...lost('trigger', kept(older.triggers), newer.triggers),
  ];
}

const qualified = (table: string, named: Named): Named =>
  Object.fromEntries(Object.entries(named).map(([name, said]) => [`${table}.${name}`, said]));

async function columns(connection: Connection, table: string): Promise<Named> {
  const rows = await connection.all<{
    name: string;
    type: string;
    notnull: number;
    dflt_value: string | null;
    pk: number;
    hidden: number;
  }>(`SELECT * FROM pragma_table_xinfo('${table}')`);
  return Object.fromEntries(
    rows.map(({ name, type, notnull, dflt_value, pk, hidden }) => [
      name,
      [
        type,
        notnull === 1 ? 'NOT NULL' : '',
        dflt_value === null ? '' : `DEFAULT ${dflt_value}`,
        pk === 0 ? '' : `PRIMARY KEY ${pk}`,
        hidden === 0 ? '' : 'GENERATED',
      ]
        .filter((part) => part !== '')
        .join(' '),
    ]),
  );
}

const traits = (strict: number, withoutRowid: number): string =>
  [strict === 1 ? 'STRICT' : 'NOT STRICT', ...(withoutRowid === 1 ? ['WITHOUT ROWID'] : [])].join(', ');

async function sqlByName(connection: Connection, which: string): Promise<Named> {
  const rows = await connection.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE ${which} ORDER BY name`,
  );
  return Object.fromEntries(rows.map(({ name, sql }) => [name, sql.replace(/\s+/g, ' ')]));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
