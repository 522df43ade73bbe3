import { join } from 'node:path';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, times, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { inTemporaryFolder, makeBenchOffice, openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { median, p95, timed } from './timing';

/**
 * Saving one changed field of a provider through the whole application (contract, rules, row, log, audit, index,
 * durable) beside a transaction that updates one row durably in bare SQLite, turn by turn in the same folder.
 */
const providers = 1000;
const warmUps = 200;
const rounds = 1500;

export const saveField = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const office = await openBenchOffice(await makeBenchOffice(folder));
    const save = await createSaver(office);
    const rival = await createRival(join(folder, 'bare.sqlite'));
    const ours: number[] = [];
    const rivals: number[] = [];
    for (let turn = -warmUps; turn < rounds; turn += 1) {
      const bareMs = await timed(() => rival.update(turn + warmUps));
      const oursMs = await timed(() => save(turn + warmUps));
      if (turn < 0) continue;
      rivals.push(bareMs);
      ours.push(oursMs);
    }
    await rival.close();
    await office.app.close();
    return answer(ours, rivals);
  });

async function createSaver({ must }: BenchOffice): Promise<(turn: number) => Promise<void>> {
  const records: { recordId: string; version: number }[] = [];
  for (let number = 0; number < providers; number += 1) {
    const { fields, lists } = makeProvider(number);
    records.push(await must('record.create', { registry: 'provider', fields: { ...fields, ...lists } }));
  }
  return async (turn) => {
    const record = records[turn % providers];
    if (record === undefined) throw new Error('no record');
    const { recordId, version: baseVersion } = record;
    const phone = `+7843${String(turn).padStart(7, '0')}`;
    const fields = { phones: [phone] };
    record.version = (
      await must('record.save', { registry: 'provider', recordId, baseVersion, fields })
    ).version;
  };
}

async function createRival(path: string) {
  const bare = await openBare(path);
  await bare.script(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE provider (id TEXT PRIMARY KEY, phones TEXT) STRICT;`);
  const begin = await bare.prepare('BEGIN IMMEDIATE');
  const insert = await bare.prepare('INSERT INTO provider VALUES (?, ?)');
  const update = await bare.prepare('UPDATE provider SET phones = ? WHERE id = ?');
  const commit = await bare.prepare('COMMIT');
  await begin.run();
  for (let number = 0; number < providers; number += 1) await insert.run([`provider-${number}`, '']);
  await commit.run();
  return {
    async update(turn: number) {
      await begin.run();
      await update.run([`["+7843${String(turn).padStart(7, '0')}"]`, `provider-${turn % providers}`]);
      await commit.run();
    },
    close: bare.close,
  };
}

function answer(ours: readonly number[], rivals: readonly number[]): Answer {
  const ratio = median(ours) / median(rivals);
  return {
    question: `Saving one field of a provider, ${rounds} saves in turn with bare SQLite`,
    figures: [
      ms('save, median', median(ours)),
      ms('save, p95', p95(ours)),
      ms('bare durable transaction, median', median(rivals)),
      ms('bare durable transaction, p95', p95(rivals)),
      times('ratio of medians', ratio),
      times('ratio of p95', p95(ours) / p95(rivals)),
    ],
    targets: [{ ...times('save of one field, of a bare transaction', ratio), atMost: 3.5 }],
  };
}
