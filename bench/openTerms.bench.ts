import { join } from 'node:path';
import { legalDate } from '../domain/values/legalTime';
import { ms, times, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { inTemporaryFolder, makeBenchOffice, openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { fillErrands, registryCount, withErrands } from './offices/fiveErrands';
import { median, p95, timed } from './timing';

/**
 * What is late, due today and due in two days, over five registries whose every record has an open term: figures and the
 * first page with titles. Then a save that moves the start of a term, beside a durable transaction of bare SQLite.
 */
const perRegistry = 200_000;
const questions = 300;
const saves = 1000;
const warmUps = 100;

export const openTerms = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const dataFolder = await makeBenchOffice(folder, withErrands);
    // The office has settled by what it counts before the records come.
    await (await openBenchOffice(dataFolder, withErrands)).app.close();
    await fillErrands(dataFolder, perRegistry, legalDate(new Date()));
    const office = await openBenchOffice(dataFolder, withErrands);
    const asked: number[] = [];
    for (let turn = 0; turn < questions; turn += 1)
      asked.push(await timed(() => ask(office, turn % 2 === 0 ? 0 : 100)));
    const save = await createSaver(office);
    const rival = await createRival(join(folder, 'bare.sqlite'));
    const [ours, rivals]: [number[], number[]] = [[], []];
    for (let turn = -warmUps; turn < saves; turn += 1) {
      const [bareMs, oursMs] = [await timed(() => rival.update(turn)), await timed(() => save(turn))];
      if (turn < 0) continue;
      rivals.push(bareMs);
      ours.push(oursMs);
    }
    await rival.close();
    await office.app.close();
    return answer(asked, ours, rivals);
  });

async function ask({ must }: BenchOffice, from: number): Promise<void> {
  const { counts, rows } = await must('term.list', { from, limit: 50 });
  if (counts.length !== registryCount || rows.length !== 50) throw new Error('not all were answered');
}

async function createSaver({ must }: BenchOffice): Promise<(turn: number) => Promise<void>> {
  const registry = 'errands1';
  const fields = { subject: 'A new errand', takenOn: '2026-11-02' };
  const { recordId } = await must('record.create', { registry, fields });
  let baseVersion = 1;
  return async (turn) => {
    const takenOn = `2026-11-${String(((turn + warmUps) % 28) + 1).padStart(2, '0')}`;
    const input = { registry, recordId, baseVersion, fields: { takenOn } };
    baseVersion = (await must('record.save', input)).version;
  };
}

async function createRival(path: string) {
  const bare = await openBare(path);
  await bare.script(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE errand (id TEXT PRIMARY KEY, taken_on TEXT) STRICT;
    INSERT INTO errand VALUES ('1', '');`);
  const begin = await bare.prepare('BEGIN IMMEDIATE');
  const update = await bare.prepare("UPDATE errand SET taken_on = ? WHERE id = '1'");
  const commit = await bare.prepare('COMMIT');
  return {
    async update(turn: number) {
      await begin.run();
      await update.run([`2026-11-${turn}`]);
      await commit.run();
    },
    close: bare.close,
  };
}

function answer(asked: readonly number[], ours: readonly number[], rivals: readonly number[]): Answer {
  const ratio = median(ours) / median(rivals);
  return {
    question: `What is late, due today and in two days, over ${registryCount} registries of ${perRegistry} records each`,
    figures: [
      ms('question, median', median(asked)),
      ms('question, p95', p95(asked)),
      ms('save that moves a term, median', median(ours)),
      ms('bare durable transaction, median', median(rivals)),
      times('ratio of medians', ratio),
    ],
    targets: [
      { ...ms('question over all registries, p95', p95(asked)), atMost: 20 },
      { ...times('save that moves a term, of a bare transaction', ratio), atMost: 3.5 },
    ],
  };
}
