import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../db/migrate';
import { createDatabaseFile, databaseFile } from '../db/openDatabase';
import { connect } from '../db/sqliteConnection';
import { columnsOf } from '../db/tables';
import type { Registry } from '../domain/registry/defineRegistry';
import { registries } from '../domain/registry/index';
import {
  lossesBetween,
  readSchema,
  type CommittedSchema,
  type DatabaseSchema,
} from './support/databaseSchema';

/**
 * The schema as it is committed in `db/schemaSnapshot.json`. A new step is taken over deliberately by
 * `UPDATE_SNAPSHOT=1 npx vitest run --config build/vitestConfig.ts tests/schemaSnapshot.test.ts`, which refuses
 * whatever takes something away. A field that is no longer declared is written into `retired` by hand.
 */
const snapshotFile = join(import.meta.dirname, '..', 'db', 'schemaSnapshot.json');
/** Columns a registry's table has beside its declared and system fields. */
const groundColumns = ['seq', 'id', 'version', 'created_at', 'changed_at', 'title_key', 'number_key'];

describe('the schema', () => {
  let folder: string;
  let schema: DatabaseSchema;
  let committed: CommittedSchema;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-schema-'));
    await createDatabaseFile(folder);
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

  it.each(Object.values(registries))(
    'has a column of the right type for every field of $code',
    (registry) => {
      const columns = schema.tables[registry.table] ?? {};
      for (const { column, type } of columnsOf(registry)) {
        expect([column, columns[column]?.split(' ')[0]]).toEqual([column, type]);
      }
    },
  );

  it.each(Object.values(registries))(
    'accounts for every column of $code: declared or retired',
    (registry) => {
      const table = schema.tables[registry.table] ?? {};
      expect(strayColumns(registry, table, committed.retired)).toEqual([]);
    },
  );

  it('steps in tens, each above the one before, and only ever adds', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => (index + 1) * 10));
    for (const { sql } of migrations) expect(sql).not.toMatch(/\b(DROP|RENAME|DELETE FROM|REPLACE INTO)\b/i);
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

    const place: Registry = {
      code: 'p',
      name: { ru: '', tt: '' },
      table: 'p',
      owner: 'ministry',
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
    (column) => column !== '(table)' && !groundColumns.includes(column),
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
