import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { databaseFile } from '../../db/file/openDatabase';
import { searchedFields, wordsText } from '../../db/record/searchIndex';
import { columnsOf, toSql } from '../../db/record/tables';
import { provider } from '../../domain/registry/provider/declaration';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { titleKey } from '../../domain/values/foldText';
import { organisationNameKey } from '../../domain/values/organisationName';
import { makeProvider } from '../../tests/support/record/makeProviders';
import { openBare } from '../engines/bareSqlite';
import { inTemporaryFolder, makeBenchOffice } from './benchOffice';
import { keptOffice } from './keptOffice';

/**
 * An office with a million providers, kept in the temporary folder of the system from one run to the next. Rows and the
 * index of words are what the writer would leave; there is no log, because nothing that is measured here reads it.
 */
export const million = 1_000_000;
const rowsPerStatement = 50;
const start = Date.parse('2026-01-01T00:00:00Z');

export const millionProviders = (): Promise<string> =>
  inTemporaryFolder(async (folder) =>
    keptOffice({
      name: 'yardam-bench-million',
      empty: await makeBenchOffice(folder),
      samples: Array.from({ length: 50 }, (_none, number) => rowOf(number * 1000)),
      fill,
    }),
  );

async function fill(dataFolder: string): Promise<void> {
  const bare = await openBare(join(dataFolder, databaseFile));
  await bare.script(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -600000; BEGIN;',
  );
  const places = (columns: number): string =>
    Array.from({ length: rowsPerStatement }, () => `(${'?, '.repeat(columns - 1)}?)`).join(', ');
  const names = Object.keys(rowOf(0));
  const rows = await bare.prepare(
    `INSERT INTO provider (${names.join(', ')}) VALUES ${places(names.length)}`,
  );
  const words = await bare.prepare(`INSERT INTO provider_search (rowid, words) VALUES ${places(2)}`);
  for (let from = 0; from < million; from += rowsPerStatement) {
    const some = Array.from({ length: rowsPerStatement }, (_, place) => from + place).map((number) => ({
      number,
      values: valuesOf(number),
    }));
    await rows.run(some.flatMap(({ number, values }) => Object.values(rowOf(number, values))));
    await words.run(some.flatMap(({ number, values }) => [number + 1, wordsOf(values)]));
  }
  await bare.script('COMMIT; PRAGMA journal_mode = WAL;');
  await bare.close();
}

function valuesOf(number: number): Record<string, FieldValue> {
  const isIncluded = number % 2 === 0;
  return {
    ...makeProvider(number).fields,
    status: isIncluded ? 'included' : 'draft',
    registrationNumber: isIncluded ? `16-${String(number).padStart(6, '0')}` : null,
  };
}

function rowOf(number: number, values = valuesOf(number)) {
  const at = new Date(start + number * 1000).toISOString();
  const title = String(values[provider.root.titleField]);
  const cells = columnsOf(provider).map(
    ({ field, column }) => [column, toSql(values[field] ?? null)] as const,
  );
  return {
    ...Object.fromEntries(cells),
    removed: 0,
    seq: number + 1,
    id: createHash('sha256').update(String(number)).digest('hex').slice(0, 36),
    title_key: titleKey(title),
    name_key: organisationNameKey(title),
    created_at: at,
    changed_at: at,
  };
}

function wordsOf(values: Readonly<Record<string, FieldValue>>): string {
  return wordsText(searchedFields(provider).map((field) => values[field] ?? null));
}
