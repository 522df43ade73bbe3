import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Migration } from '../../db/migrations/migration';
import { createDatabaseFile, databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { isKeptKey, keyColumn } from '../../db/record/identityColumns';
import { columnsOf } from '../../db/record/tables';
import { textKeysOf } from '../../domain/record/identity';
import { isPersonal } from '../../domain/registry/personal';
import type { Registry } from '../../domain/registry/defineRegistry';
import {
  lossesBetween,
  rebuilds,
  readSchema,
  type CommittedSchema,
  type DatabaseSchema,
} from '../support/offices/databaseSchema';
import { shipped } from '../../electron/app/shipped';

/**
 * The schema as it is committed in `db/schemaSnapshot.json`. A new step is taken over deliberately by
 * `UPDATE_SNAPSHOT=1 npx vitest run --config build/vitestConfig.ts tests/file/schemaSnapshot.test.ts`, which refuses
 * whatever takes something away. A field that is no longer declared is written into `retired` by hand.
 */
const snapshotFile = join(import.meta.dirname, '..', '..', 'db', 'schemaSnapshot.json');
/** Columns a registry's table has beside its declared and system fields. */
const groundColumns = ['seq', 'id', 'version', 'created_at', 'changed_at', 'title_key', 'number_key'];
/** And what the writer keeps of a name for the sake of its spellings. */
const keptKeys = (registry: Registry): readonly string[] =>
  textKeysOf(registry).filter(isKeptKey).map(keyColumn);

describe('the schema', () => {
  let folder: string;
  let schema: DatabaseSchema;
  let committed: CommittedSchema;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-schema-'));
    await createDatabaseFile(folder, shipped);
    const connection = await connect(join(folder, databaseFile), 'read');
    schema = await readSchema(connection);
    await connection.close();
    const text = await readFile(snapshotFile, 'utf8').catch(() => undefined);
    const known = text === undefined ? undefined : (JSON.parse(text) as CommittedSchema);
    if (process.env['UPDATE_SNAPSHOT'] === '1') await takeOver(known, schema);
    committed = JSON.parse(await readFile(snapshotFile, 'utf8')) as CommittedSchema;
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  it('is the committed one, and no shipped step was edited', () => {
    const { retired, ...known } = committed;
    expect(schema).toEqual(known);
    expect(retired).toEqual([...new Set(retired)]);
  });

  it('has STRICT tables only', () => {
    for (const [table, columns] of Object.entries(schema.tables)) {
      if (table.endsWith('_search')) continue;
      expect([table, columns['(table)']]).toEqual([table, expect.stringMatching(/^STRICT/)]);
    }
  });

  it.each(shipped.registries.all)('has a column of the right type for every field of $code', (registry) => {
    const columns = schema.tables[registry.table] ?? {};
    for (const { column, type } of columnsOf(registry)) {
      expect([column, columns[column]?.split(' ')[0]]).toEqual([column, type]);
    }
  });

  it.each(shipped.registries.all)('accounts for every column of $code: declared or retired', (registry) => {
    const table = schema.tables[registry.table] ?? {};
    expect(strayColumns(registry, table, committed.retired)).toEqual([]);
  });

  it.each(shipped.registries.roots.filter((root) => !isPersonal(root)))(
    'has an index for every key of identity of $code',
    (root) => {
      const indexed = Object.values(schema.indexes);
      for (const column of textKeysOf(root).map(keyColumn))
        expect([column, indexed.some((sql) => sql.includes(`ON ${root.table} (${column})`))]).toEqual([
          column,
          true,
        ]);
    },
  );

  it('steps in tens, each above the one before, and takes nothing away but a table it says it rebuilds', () => {
    const numbers = shipped.migrations.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([]);
    for (const step of shipped.migrations) expect([step.number, ...takenAway(step)]).toEqual([step.number]);
  });

  it('has the successor of every table that was rebuilt, and its name is not used again', () => {
    for (const [table, successor] of Object.entries(rebuilds)) {
      expect([table, schema.tables[table]]).toEqual([table, undefined]);
      expect([successor, schema.tables[successor]]).toEqual([successor, expect.anything()]);
    }
  });

  it('sees a drop that is not declared, a declared one that is not made, and whatever else removes', () => {
    const step = (sql: string, of?: Record<string, string>) =>
      takenAway({ number: 10, summary: '', sql, ...(of === undefined ? {} : { rebuilds: of }) });
    expect(step('CREATE TABLE b (x TEXT) STRICT; DROP TABLE a;', { a: 'b' })).toEqual([]);
    expect(step('DROP TABLE a;')).toEqual(['DROP']);
    expect(step('DROP TABLE a; DROP TABLE c;', { a: 'b' })).toEqual(['DROP']);
    expect(step('DROP TABLE a; ALTER TABLE b DROP COLUMN x;', { a: 'b' })).toEqual(['DROP']);
    expect(step('DROP TABLE a; drop index i;', { a: 'b' })).toEqual(['drop']);
    expect(step('CREATE TABLE b (x TEXT) STRICT;', { a: 'b' })).toEqual(['a is still there']);
    expect(step('DELETE FROM b')).toEqual(['DELETE FROM']);
  });

  it('sees a column that is gone, of another type, undeclared, or declared under a retired name', () => {
    const without = (table: string, column: string): DatabaseSchema => {
      const { [column]: _gone, ...rest } = schema.tables[table] ?? {};
      return { ...schema, tables: { ...schema.tables, [table]: rest } };
    };
    const retyped = {
      ...schema,
      tables: { ...schema.tables, draft: { ...schema.tables['draft'], fields: 'BLOB' } },
    };
    const edited = { ...schema, migrations: { ...schema.migrations, '10': 'another' } };
    expect(lossesBetween(schema, schema)).toEqual([]);
    expect(lossesBetween(schema, without('provider', 'inn'))).toEqual(['column provider.inn']);
    expect(lossesBetween(schema, retyped)).toEqual(['column draft.fields']);
    expect(lossesBetween(schema, edited)).toEqual(['migration 10']);
    expect(lossesBetween(without('provider', 'inn'), schema)).toEqual([]);
    const { change_event: _gone, ...others } = schema.tables;
    const rebuilt = { ...schema, tables: others, indexes: {}, triggers: {} };
    expect(lossesBetween(schema, rebuilt, ['change_event']).join()).toMatch(/^index (?!change_event)/);
    expect(lossesBetween(schema, rebuilt, ['change_event']).join()).not.toContain('change_event');
    expect(lossesBetween(schema, rebuilt, []).join()).toContain('column change_event.stamp');

    const place: Registry = {
      code: 'p',
      name: { ru: '', tt: '' },
      table: 'p',
      owner: 'decider',
      fields: {},
    };
    const columns = {
      id: 'TEXT',
      status: 'TEXT',
      registration_number: 'TEXT',
      removed: 'INTEGER',
      old: 'TEXT',
    };
    expect(strayColumns(place, columns, [])).toEqual(['p.old is neither declared nor retired']);
    expect(strayColumns(place, columns, ['p.old'])).toEqual([]);
    expect(strayColumns(place, columns, ['p.old', 'p.status'])).toEqual(['p.status is retired and declared']);
    expect(strayColumns(place, columns, ['p.old', 'p.gone'])).toEqual([
      'p.gone is retired and has no column',
    ]);
  });
});

/** What a step takes away without having said that it rebuilds it. */
function takenAway({ sql, rebuilds: declared = {} }: Migration): string[] {
  const drop = (table: string): string => `DROP TABLE ${table};`;
  const tables = Object.keys(declared);
  const rest = tables.reduce((text, table) => text.replace(drop(table), ''), sql);
  return [
    ...tables.filter((table) => !sql.includes(drop(table))).map((table) => `${table} is still there`),
    ...(/\b(DROP|RENAME|DELETE FROM|REPLACE INTO)\b/i.exec(rest)?.slice(1) ?? []),
  ];
}

/** Columns that are there without a declaration, and retired names that are used again or have lost their column. */
function strayColumns(
  registry: Registry,
  columns: Readonly<Record<string, string>>,
  retired: readonly string[],
): string[] {
  const declared = new Set(columnsOf(registry).map(({ column }) => column));
  const ofTable = retired.filter((name) => name.startsWith(`${registry.table}.`));
  const isRetired = (column: string): boolean => ofTable.includes(`${registry.table}.${column}`);
  const names = Object.keys(columns).filter(
    (column) =>
      column !== '(table)' && !groundColumns.includes(column) && !keptKeys(registry).includes(column),
  );
  return [
    ...names
      .filter((column) => !declared.has(column) && !isRetired(column))
      .map((column) => `${registry.table}.${column} is neither declared nor retired`),
    ...[...declared].filter(isRetired).map((column) => `${registry.table}.${column} is retired and declared`),
    ...ofTable
      .filter((name) => columns[name.slice(registry.table.length + 1)] === undefined)
      .map((name) => `${name} is retired and has no column`),
  ];
}

async function takeOver(known: CommittedSchema | undefined, schema: DatabaseSchema): Promise<void> {
  const losses = known === undefined ? [] : lossesBetween(known, schema);
  if (losses.length > 0) throw new Error(`the schema only grows; lost or changed: ${losses.join(', ')}`);
  const snapshot: CommittedSchema = { ...schema, retired: known?.retired ?? [] };
  await writeFile(snapshotFile, `${JSON.stringify(snapshot, null, 2)}\n`);
}
