import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../db/openDatabase';
import { searchedFields, wordsText } from '../db/searchIndex';
import { columnsOf, toSql } from '../db/tables';
import { provider } from '../domain/registry/provider';
import type { FieldValue } from '../domain/registry/fieldKinds';
import { titleKey } from '../domain/values/foldText';
import { makeProvider } from '../tests/support/makeProviders';
import { openBare, type BareSqlite } from './bareSqlite';
import { makeBenchOffice } from './benchOffice';

/**
 * An office with a million providers, kept in the temporary folder of the system from one run to the next. Rows and the
 * index of words are what the writer would leave; there is no log, because nothing that is measured here reads it.
 */
export const million = 1_000_000;
const prefix = 'yardam-bench-million-';
const rowsPerStatement = 50;
const start = Date.parse('2026-01-01T00:00:00Z');

/** Data folder of the office; made when it is not there, which takes minutes. */
export async function millionProviders(): Promise<string> {
  const draft = join(tmpdir(), 'yardam-bench-making');
  await rm(draft, { recursive: true, force: true });
  const dataFolder = await makeBenchOffice(draft);
  const bare = await openBare(join(dataFolder, databaseFile));
  const place = join(tmpdir(), prefix + (await fingerprint(bare)));
  const isThere = await stat(place).then(
    () => true,
    () => false,
  );
  if (!isThere) await fill(bare);
  await bare.close();
  if (isThere) await rm(draft, { recursive: true, force: true });
  else {
    await removeFormer();
    await rename(draft, place);
  }
  return join(place, 'data');
}

/** Made for another schema: gigabytes that nobody asks for any more. */
async function removeFormer(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith(prefix)) await rm(join(tmpdir(), name), { recursive: true });
  }
}

/** Changes with the schema and with what the generator makes. */
async function fingerprint(bare: BareSqlite): Promise<string> {
  const schema = await bare.prepare('SELECT sql FROM sqlite_schema ORDER BY name');
  const samples = Array.from({ length: 50 }, (_, number) => rowOf(number * 1000));
  const text = JSON.stringify([await schema.all(), samples]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

async function fill(bare: BareSqlite): Promise<void> {
  process.stderr.write(`making ${million} providers, once\n`);
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
    created_at: at,
    changed_at: at,
  };
}

function wordsOf(values: Readonly<Record<string, FieldValue>>): string {
  return wordsText(searchedFields(provider).map((field) => values[field] ?? null));
}
