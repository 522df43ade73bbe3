import { join } from 'node:path';
import { databaseFile } from '../db/file/openDatabase';
import { withErrands } from '../tests/support/offices/trialReferences';
import { ms, times, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { inTemporaryFolder, makeBenchOffice, openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { median, p95, timed } from './timing';

/**
 * Records that name others, through the whole application: a save that names another record and another one in a row, beside
 * a transaction that updates one row durably in bare SQLite; a page of fifty at random places of a million records with the
 * titles of two that each of them names; and what names a record that a hundred name.
 */
const million = 1_000_000;
const organs = 10_000;
const limit = 50;
const jumps = 400;
const warmUps = 100;
const saves = 1000;

export const references = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const dataFolder = await makeBenchOffice(folder, withErrands);
    await (await openBenchOffice(dataFolder, withErrands)).app.close();
    await fill(dataFolder);
    const office = await openBenchOffice(dataFolder, withErrands);
    const page = async (from: number): Promise<void> => {
      const { rows, titles } = await office.must('record.list', { registry: 'errand', from, limit });
      const named = rows.every(
        ({ fields }) => titles[String(fields['organ'])]?.title?.startsWith('Body') === true,
      );
      if (rows.length !== limit || !named) throw new Error('a page without its titles');
    };
    await page(million - limit);
    const pages: number[] = [];
    const naming: number[] = [];
    for (let jump = 0; jump < jumps; jump += 1) {
      pages.push(await timed(() => page(placeOf(jump))));
      const recordId = idOf((jump * 7) % organs);
      naming.push(await timed(() => office.must('record.references', { registry: 'organ', recordId })));
    }
    const { ours, rivals } = await saveBeside(office, join(folder, 'bare.sqlite'));
    await office.app.close();
    return answer({ pages, naming, ours, rivals });
  });

const placeOf = (jump: number): number =>
  Math.floor(((jump * 0.618_033_988_749_895) % 1) * (million - limit));

/** The same as `id(n)` in SQL: scattered, as random ids are. */
const idOf = (n: number): string => {
  const scattered = Number((BigInt(n) * 2_654_435_761n) % 4_294_967_296n);
  return `${scattered.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
};
const sqlId = (n: string): string =>
  `printf('%08x-0000-4000-8000-%012x', ((${n}) * 2654435761) % 4294967296, ${n})`;

/** What the writer would leave of as many records; there is no log, because nothing that is measured here reads it. */
async function fill(dataFolder: string): Promise<void> {
  const bare = await openBare(join(dataFolder, databaseFile));
  const numbers = (count: number): string =>
    `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})`;
  const at = `'2026-01-01T00:00:00.000Z'`;
  const cell = (field: string, target: string): string => `
    INSERT INTO record_reference (registry, row_id, field, root_id, target_registry, target_id, title)
    SELECT 'errand', id, '${field}', id, 'organ', ${target}, 'Body ' || (seq % ${organs}) FROM errand;`;
  await bare.script(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;
    INSERT INTO organ (seq, id, created_at, changed_at, status, title_key, name, edition)
    ${numbers(organs)} SELECT n + 1, ${sqlId('n')}, ${at}, ${at}, 'included',
      printf('body %07d', n), 'Body ' || n, 1 FROM numbers;
    INSERT INTO errand (seq, id, created_at, changed_at, status, title_key, subject, organ, rules)
    ${numbers(million)} SELECT n + 1, ${sqlId(`n + ${organs}`)}, ${at}, ${at}, 'included', printf('errand %07d', n),
      'Errand ' || n, ${sqlId(`(n * 7919) % ${organs}`)}, ${sqlId(`(n * 104729) % ${organs}`)} || '@1' FROM numbers;
    ${cell('organ', 'organ')}
    ${cell('rules', 'substr(rules, 1, 36)')}
    COMMIT; PRAGMA journal_mode = WAL;`);
  await bare.close();
}

async function saveBeside(office: BenchOffice, path: string) {
  const bare = await openBare(path);
  await bare.script(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE errand (id TEXT PRIMARY KEY, organ TEXT) STRICT; INSERT INTO errand VALUES ('a', '');`);
  const begin = await bare.prepare('BEGIN IMMEDIATE');
  const update = await bare.prepare('UPDATE errand SET organ = ? WHERE id = ?');
  const commit = await bare.prepare('COMMIT');
  const records: { recordId: string; version: number; rowId: string }[] = [];
  for (let number = 0; number < 200; number += 1) {
    const fields = { subject: `New ${number}`, organ: idOf(number), copies: [{ organ: idOf(number) }] };
    const made = await office.must('record.create', { registry: 'errand', fields });
    const { lists } = await office.must('record.open', { registry: 'errand', recordId: made.recordId });
    records.push({ ...made, rowId: String(lists['copies']?.[0]?.['id']) });
  }
  const [ours, rivals]: [number[], number[]] = [[], []];
  for (let turn = -warmUps; turn < saves; turn += 1) {
    const record = records[(turn + warmUps) % records.length];
    if (record === undefined) throw new Error('no record');
    const organ = idOf((turn + warmUps) % organs);
    const bareMs = await timed(async () => {
      await begin.run();
      await update.run([organ, 'a']);
      await commit.run();
    });
    const { recordId, version: baseVersion, rowId } = record;
    const fields = { organ, copies: [{ id: rowId, organ }] };
    const oursMs = await timed(async () => {
      const saved = await office.must('record.save', { registry: 'errand', recordId, baseVersion, fields });
      record.version = saved.version;
    });
    if (turn < 0) continue;
    rivals.push(bareMs);
    ours.push(oursMs);
  }
  await bare.close();
  return { ours, rivals };
}

type Times = Readonly<Record<'pages' | 'naming' | 'ours' | 'rivals', readonly number[]>>;

function answer({ pages, naming, ours, rivals }: Times): Answer {
  const ratio = median(ours) / median(rivals);
  return {
    question: `A page of ${limit} of ${million} records with titles of two that each names; a save that names two`,
    figures: [
      ms('page with titles, median', median(pages)),
      ms('page with titles, p95', p95(pages)),
      ms('what names a record, fifty of two hundred, median', median(naming)),
      ms('what names a record, p95', p95(naming)),
      ms('save that names two, median', median(ours)),
      ms('save that names two, p95', p95(ours)),
      ms('bare durable transaction, median', median(rivals)),
      times('ratio of medians', ratio),
    ],
    targets: [
      { ...ms('page with titles of two references, p95', p95(pages)), atMost: 6 },
      { ...times('save that names two records, of a bare transaction', ratio), atMost: 3.5 },
    ],
  };
}
