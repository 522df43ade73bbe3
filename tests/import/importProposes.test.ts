import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { includedProvider } from '../support/record/includedProvider';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type World } from '../support/exchange/offices';
import { uploadTo } from '../support/offices/uploadTo';

/** A keeper imports over a provider in the registry: its contacts it changes, the rest it proposes, and takes back. */
const registry = 'provider';
const old = { shortName: 'Прежнее', phones: ['+78559271111'], note: null };
const table = [
  'Полное наименование;ИНН;Сокращенное наименование;Телефон;Цех',
  'Дом;1655000003;Новое;+7 855 927 22 22;первый',
].join('\n');

describe('an import by the keeper of a provider in the registry', () => {
  let world: World;
  let recordId: string;
  let now = new Date('2026-11-23T09:00:00Z');
  beforeAll(async () => {
    world = await openWorld(() => (now = new Date(now.getTime() + 1000)));
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    recordId = await includedProvider(world.mintrud, old);
    await settle();
  });

  const settle = (): Promise<void> => comeToRest(world.offices());
  async function imported() {
    const { app, session, must } = world.aznakaevo;
    const fileId = await uploadTo(app, session, 'list.csv', table);
    const overwrite = ['shortName', 'phones'];
    const decisions = [{ row: 2, action: 'update' as const, recordId, overwrite }];
    return must('import.apply', { registry, fileId, decisions });
  }
  const open = (code: 'mintrud' | 'aznakaevo') => world[code].must('record.open', { registry, recordId });
  /** What waits in the review of an office about this record. */
  const waits = async (code: 'mintrud' | 'aznakaevo') =>
    (await world[code].must('review.list', {})).items
      .filter((item) => item.recordId === recordId)
      .map(({ field, others }) => [field, ...others.map(({ value }) => value)]);
  const undo = (batchId: string) => world.aznakaevo.must('import.undo', { batchId });
  async function expectAsBefore(): Promise<void> {
    for (const code of ['mintrud', 'aznakaevo'] as const) {
      expect([code, await open(code), await waits(code)]).toMatchObject([code, { fields: old }, []]);
      expect((await open(code)).waiting).toEqual([]);
    }
  }

  it('says how many of its rows wait for a decision, and proposes the same once', async () => {
    expect(await imported()).toMatchObject({ updated: 1, proposed: 1, errors: 0 });
    await imported();
    const paths = (await open('aznakaevo')).waiting.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(['note', 'shortName']);
    await settle();
    const proposed = [
      ['note', 'Цех: первый'],
      ['shortName', 'Новое'],
    ];
    expect([await waits('mintrud'), await waits('aznakaevo')]).toEqual([proposed, proposed]);
  });

  it('is undone with what it proposed, before and after the ministry has seen it', async () => {
    const first = await imported();
    expect(await undo(first.batchId)).toEqual({ withdrawn: 0, restored: 1 });
    await settle();
    await expectAsBefore();
    const second = await imported();
    await settle();
    expect(await waits('mintrud')).toHaveLength(2);
    await undo(second.batchId);
    await settle();
    await expectAsBefore();
  });

  it('is undone though the ministry declined, and not over what somebody proposed since', async () => {
    const first = await imported();
    await settle();
    const decide = (field: string) => ({ registry, recordId, field, take: 'held' as const, reason: 'Нет' });
    for (const field of ['note', 'shortName']) await world.mintrud.must('review.decide', decide(field));
    await settle();
    await undo(first.batchId);
    await settle();
    expect([await open('mintrud'), await open('aznakaevo')]).toMatchObject([
      { fields: old },
      { fields: old },
    ]);
    const second = await imported();
    const { version: baseVersion } = await open('aznakaevo');
    const fields = { shortName: 'Своё' };
    await world.aznakaevo.must('record.save', { registry, recordId, baseVersion, fields });
    const { batchId } = second;
    expect(await world.aznakaevo.refusal('import.undo', { batchId })).toBe('import.superseded');
    expect((await open('aznakaevo')).waiting).toContainEqual(
      expect.objectContaining({ path: 'shortName', value: 'Своё' }),
    );
  });
});
