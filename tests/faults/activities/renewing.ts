import { expect } from 'vitest';
import type { ReadDb } from '../../../db/file/handles';
import { passwordOf, type Desk } from '../../support/offices/keyOffice';
import type { Activity } from '../activity';
import { answered } from '../answered';
import { copyPeopled } from '../ground';
import { expectKeysFit } from '../ledger';
import { reopen } from '../reopen';

/**
 * The key of personal data is changed over and over: killed anywhere, every person still opens for the head of the
 * office, and the next change goes on from where the last one stood.
 */
export const renewing: Activity = {
  name: 'renewing',
  share: 16,
  killsPerFolder: 8,
  range: { lines: 6, reach: 8 },
  async begin(ground, dice) {
    const dataFolder = await copyPeopled(ground);
    const { recordIds } = ground.peopled;
    const codes = [ground.offices.recoveryCode];
    let renewed = 0;
    const look = (atEnd: (head: Desk) => Promise<void> = () => Promise.resolve()) =>
      reopen(ground, dataFolder, {
        async office(office) {
          const head = await office.at('head');
          expect(await head.must('key.status', {})).toMatchObject({ exists: true, isOpen: true });
          await expectReadable(head, recordIds, dice.pick(recordIds));
          await atEnd(head);
        },
        async file(read) {
          await expectKeysFit(read);
          await expectKeysInOrder(read, 1 + renewed);
        },
      });
    return {
      watched: [{ folders: [dataFolder], changes: 30 }],
      order: () => Promise.resolve({ dataFolder, records: [] }),
      heard(lines) {
        for (const { answer } of answered(lines)) {
          if (answer === null) continue;
          renewed += 1;
          codes.push(answer.code ?? '');
        }
      },
      look,
      async finish() {
        let last = '';
        await look(async (head) => {
          const ended = await head.must('key.renew', { password: passwordOf('head') });
          last = ended.recoveryCode;
          await expectReadable(head, recordIds, dice.pick(recordIds));
          expect(await head.must('key.status', {})).toMatchObject({ isChanging: false });
        });
        await reopen(ground, dataFolder, {
          async office(office) {
            const operator = await office.at('operator');
            const password = passwordOf('operator');
            for (const code of codes)
              expect(await operator.code('key.accept', { code, password })).toBe('key.refused');
            await operator.must('key.accept', { code: last, password });
            await expectReadable(operator, recordIds, dice.pick(recordIds));
          },
          async file(read) {
            const left = await read.all(
              `SELECT record_id FROM record_key
                WHERE data_key <> (SELECT generation FROM data_key WHERE state = 'current')`,
            );
            expect(left).toEqual([]);
          },
        });
      },
    };
  },
};

async function expectReadable(desk: Desk, recordIds: readonly string[], one: string): Promise<void> {
  const { rows } = await desk.must('record.list', { registry: 'person', limit: 500 });
  expect(rows.map(({ recordId }) => recordId).sort()).toEqual([...recordIds].sort());
  expect(rows.filter(({ fields }) => fields['surname'] !== 'Нигдеева')).toEqual([]);
  const found = await desk.must('record.list', { registry: 'person', search: 'нигд', limit: 1 });
  // A search counts a hundred hits at most.
  expect(found.total).toBe(Math.min(100, recordIds.length));
  const place = `ул. Тихая, ${recordIds.indexOf(one)}`;
  expect((await desk.must('record.open', { registry: 'person', recordId: one })).fields['location']).toBe(
    place,
  );
  // As the log tells it: by the keys that a change of the key leaves behind.
  const told = await desk.must('record.open', { registry: 'person', recordId: one, atVersion: 1 });
  expect(told.fields['location']).toBe(place);
}

/** One key is current, at most one is coming, and nobody keeps a way to one that was retired. */
async function expectKeysInOrder(read: ReadDb, atLeast: number): Promise<void> {
  const keys = await read.all<{ generation: number; state: string; slots: number }>(
    `SELECT generation, state, (SELECT count(*) FROM key_slot WHERE key_slot.generation = data_key.generation) AS slots
       FROM data_key ORDER BY generation`,
  );
  const current = keys.filter(({ state }) => state === 'current');
  expect(current.map(({ generation }) => generation >= atLeast)).toEqual([true]);
  expect(keys.filter(({ state }) => state === 'coming').length).toBeLessThanOrEqual(1);
  expect(keys.filter(({ state, slots }) => state === 'retired' && slots > 0)).toEqual([]);
}
