import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ReadDb } from '../../../db/file/handles';
import { databaseFile } from '../../../db/file/openDatabase';
import type { Desk } from '../../support/offices/keyOffice';
import type { Activity } from '../activity';
import { answered } from '../answered';
import { copyPeopled } from '../ground';
import { expectKeysFit } from '../ledger';
import { inFile, reopen } from '../reopen';

/**
 * Persons are destroyed three at a time, with an act: of three either all are gone, with every byte of their keys, or
 * all can be read; whose destruction was acknowledged does not come back.
 */
export const destroying: Activity = {
  name: 'destroying',
  share: 12,
  killsPerFolder: 6,
  range: { lines: 6, reach: 10 },
  async begin(ground) {
    const dataFolder = await copyPeopled(ground);
    const wrapped = await inFile(dataFolder, wrappedKeys);
    const left = new Set(ground.peopled.recordIds);
    const gone = new Set<string>();
    /** Nobody answered: all or none of them. */
    let open: (readonly string[])[] = [];
    const look = async (): Promise<number> => {
      const startMs = await reopen(ground, dataFolder, {
        async office(office) {
          const head = await office.at('head');
          for (const some of open) if (await areGone(head, some)) some.forEach(bury);
          open = [];
          for (const recordId of [...gone].slice(-6)) expect(await isGone(head, recordId)).toBe(true);
          const { rows } = await head.must('record.list', { registry: 'person', limit: 500 });
          expect(rows.map(({ recordId }) => recordId).sort()).toEqual([...left].sort());
          expect(rows.filter(({ fields }) => fields['surname'] !== 'Нигдеева')).toEqual([]);
        },
        async file(read) {
          await expectKeysFit(read);
          await expectEmptied(read, [...gone]);
        },
      });
      const bytes = await readFile(join(dataFolder, databaseFile));
      for (const recordId of gone) expect(bytes.includes(wrapped.get(recordId) ?? '')).toBe(false);
      for (const recordId of left) expect(bytes.includes(wrapped.get(recordId) ?? '?')).toBe(true);
      return startMs;
    };
    const bury = (recordId: string): void => {
      left.delete(recordId);
      gone.add(recordId);
    };
    return {
      watched: [{ folders: [dataFolder], changes: 24 }],
      order: () => {
        // What is in doubt is left alone until somebody has looked.
        const doubted = new Set(open.flat());
        const records = [...left].filter((recordId) => !doubted.has(recordId)).slice(0, 30);
        return Promise.resolve({
          dataFolder,
          records: records.map((recordId) => ({ registry: 'person', recordId })),
        });
      },
      heard(lines) {
        for (const { attempt, answer } of answered(lines)) {
          if (attempt.do !== 'destroy') continue;
          if (answer === null) open.push(attempt.recordIds);
          else attempt.recordIds.forEach(bury);
        }
      },
      look,
      finish: () => Promise.resolve(),
    };
  },
};

async function wrappedKeys(read: ReadDb): Promise<ReadonlyMap<string, string>> {
  const rows = await read.all<{ id: string; wrapped: string }>(
    'SELECT record_id AS id, wrapped FROM record_key',
  );
  return new Map(rows.map(({ id, wrapped }) => [id, wrapped]));
}

const isGone = async (desk: Desk, recordId: string): Promise<boolean> =>
  (await desk.code('record.open', { registry: 'person', recordId })) === 'record.notFound';

async function areGone(desk: Desk, recordIds: readonly string[]): Promise<boolean> {
  const answers = new Set(await Promise.all(recordIds.map((recordId) => isGone(desk, recordId))));
  expect(answers.size, 'some of those destroyed together are gone and some are not').toBe(1);
  return answers.has(true);
}

async function expectEmptied(read: ReadDb, recordIds: readonly string[]): Promise<void> {
  const rows = await read.all(
    `SELECT id, removed, surname, given_name, location, (SELECT count(*) FROM record_key WHERE record_id = id) AS keys
       FROM person WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(recordIds)],
  );
  expect(rows.length).toBe(recordIds.length);
  const empty = { removed: 1, surname: null, given_name: null, location: null, keys: 0 };
  for (const row of rows) expect(row).toMatchObject(empty);
}
