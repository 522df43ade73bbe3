import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../db/file/openDatabase';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { inTemporaryFolder, makeBenchOffice, openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { keptOffice } from './offices/keptOffice';
import { median, p95, timed } from './timing';

/**
 * Saves one after another in an office of 500 MB, first with nothing else under way and then while a backup of it is
 * made, sealed, opened and verified. What counts is the longest wait of any save.
 */
const providers = 300;
const quietSaves = 600;
/** An operator does not press «save» without a pause; this is as fast as the window could ask. */
const pauseMs = 20;
const megabytes = 500;

export const backup = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const dataFolder = join(folder, 'data');
    await cp(await largeOffice(), dataFolder, { recursive: true });
    const { size } = await stat(join(dataFolder, databaseFile));
    const office = await openBenchOffice(dataFolder);
    const save = await createSaver(office);
    const quiet: number[] = [];
    for (let turn = 0; turn < quietSaves; turn += 1) quiet.push(await save());
    const busy: number[] = [];
    const made = { done: false, bytes: 0 };
    const start = performance.now();
    const making = office.must('backup.make', {}).then(({ bytes }) => {
      made.done = true;
      made.bytes = bytes;
    });
    while (!made.done) busy.push(await save());
    await making;
    const tookMs = performance.now() - start;
    await office.app.close();
    return answer(quiet, busy, { tookMs, size, bytes: made.bytes });
  });

async function createSaver({ must }: BenchOffice): Promise<() => Promise<number>> {
  const records: { recordId: string; version: number }[] = [];
  for (let number = 0; number < providers; number += 1) {
    const { fields, lists } = makeProvider(number);
    records.push(await must('record.create', { registry: 'provider', fields: { ...fields, ...lists } }));
  }
  let turn = 0;
  return async () => {
    const record = records[turn % providers];
    if (record === undefined) throw new Error('no record');
    turn += 1;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return timed(async () => {
      const { recordId, version: baseVersion } = record;
      const fields = { phones: [`+7843${String(turn).padStart(7, '0')}`] };
      record.version = (
        await must('record.save', { registry: 'provider', recordId, baseVersion, fields })
      ).version;
    });
  };
}

const largeOffice = (): Promise<string> =>
  inTemporaryFolder(async (folder) =>
    keptOffice({
      name: 'yardam-bench-500mb',
      empty: await makeBenchOffice(folder),
      samples: megabytes,
      fill,
    }),
  );

/** A change log as years of work leave it: short values, ids and stamps, half of it bytes that no zip makes smaller. */
async function fill(dataFolder: string): Promise<void> {
  const bare = await openBare(join(dataFolder, databaseFile));
  const rows = Math.round((megabytes * 1024 * 1024) / 755);
  await bare.script(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -600000; BEGIN;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO change_event (kind, stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
    SELECT 'former', printf('2020-01-01T00:00:00.000Z-%08x-almet', i), 'provider', 'r' || (i % 50000), 'r' || (i % 50000), 'conditions',
           '"' || hex(randomblob(120)) || '"', '"' || hex(randomblob(120)) || '"', 'almet', 'A. A.',
           '2020-01-01T00:00:00.000Z', i / 50000, 'stale' FROM n;
    COMMIT; PRAGMA journal_mode = WAL;`);
  await bare.close();
}

function answer(
  quiet: readonly number[],
  busy: readonly number[],
  { tookMs, size, bytes }: { tookMs: number; size: number; bytes: number },
): Answer {
  const longest = Math.max(...busy);
  return {
    question: `Saving while a base of ${Math.round(size / 1048576)} MB is backed up, sealed and verified`,
    figures: [
      ms('save with no backup, median', median(quiet)),
      ms('save with no backup, p95', p95(quiet)),
      ms('save with no backup, longest', Math.max(...quiet)),
      ms('save during the backup, median', median(busy)),
      ms('save during the backup, p95', p95(busy)),
      ms('save during the backup, longest', longest),
      ms('the backup, verified', tookMs),
      { what: 'size of the backup', value: bytes / 1048576, unit: 'MB' },
      { what: 'saves during the backup', value: busy.length, unit: '' },
    ],
    targets: [{ ...ms('longest wait of a save during a backup', longest), atMost: 200 }],
  };
}
