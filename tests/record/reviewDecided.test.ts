import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../domain/contract';
import { includedProvider } from '../support/record/includedProvider';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { soundProvider } from '../support/record/soundProvider';

/** What a person decides in the review: it is one change, it closes the question, and every office holds the same then. */
const registry = 'provider';
const field = 'shortName';
type Take = Input<'review.decide'>['take'];

describe('what is decided in the review', () => {
  let world: World;
  let recordId: string;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00Z');
    world = await openWorld(() => (now = new Date(now.getTime() + 1000)));
  });
  afterEach(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices());
  const save = async ({ must }: OpenOffice, value: string) => {
    const { version: baseVersion } = await must('record.open', { registry, recordId });
    await must('record.save', { registry, recordId, baseVersion, fields: { [field]: value } });
  };
  const decide = ({ must }: OpenOffice, take: Take) =>
    must('review.decide', { registry, recordId, field, take });
  const waiting = async ({ must }: OpenOffice) => (await must('review.list', {})).items;
  async function expectEverywhere(value: string): Promise<void> {
    for (const office of world.offices()) {
      const { fields } = await office.must('record.open', { registry, recordId });
      const { conflicts } = await office.must('exchange.status', {});
      expect([office.code, fields[field], await waiting(office), conflicts]).toEqual([
        office.code,
        value,
        [],
        0,
      ]);
    }
  }

  /** A provider of the district, included. */
  async function include(): Promise<void> {
    recordId = await includedProvider(world.mintrud, { [field]: 'Прежнее' });
    await settle();
  }

  /** The district has proposed another name for it. */
  async function propose(): Promise<void> {
    await include();
    await save(world.aznakaevo, 'Предложенное');
    await settle();
    for (const [office, decidesHere] of [
      [world.mintrud, true],
      [world.aznakaevo, false],
    ] as const)
      expect(await waiting(office)).toMatchObject([
        { recordId, field, why: 'proposed', decidesHere, held: { value: 'Прежнее' } },
      ]);
    expect((await world.aznakaevo.must('record.open', { registry, recordId })).fields[field]).toBe('Прежнее');
  }

  it('is asked of the rest of a save only: what the keeper keeps is saved in the same step', async () => {
    await include();
    const { must } = world.aznakaevo;
    const { version: baseVersion } = await must('record.open', { registry, recordId });
    const fields = { phones: ['+78559271111'], [field]: 'Предложенное', conditions: 'По договору' };
    const saved = await must('record.save', { registry, recordId, baseVersion, fields });
    expect(saved.version).toBe(baseVersion + 1);
    expect(saved.proposed?.toSorted()).toEqual(['conditions', field]);
    const shown = await must('record.open', { registry, recordId });
    expect(shown.fields).toMatchObject({ phones: ['+78559271111'], [field]: 'Прежнее' });
    expect(shown.proposes).toContain(field);
    expect(shown.proposes).not.toContain('phones');
    expect(shown.waiting).toContainEqual({ path: field, rowId: null, value: 'Предложенное', shown: false });
    await settle();
    const there = await world.mintrud.must('record.open', { registry, recordId });
    expect(there.fields).toMatchObject({ phones: ['+78559271111'], [field]: 'Прежнее' });
    expect((await waiting(world.mintrud)).map((item) => item.field).sort()).toEqual(['conditions', field]);
  });

  it('is not asked of a draft: there an ask is shown as the value until it is taken', async () => {
    const fields = { fullName: 'АНО «Первый»', oktmo: '92602000' };
    ({ recordId } = await world.mintrud.must('record.create', { registry, fields }));
    await settle();
    await save(world.aznakaevo, 'Района');
    const asked = await world.aznakaevo.must('record.open', { registry, recordId });
    expect(asked.fields[field]).toBe('Района');
    expect(asked.waiting).toEqual([{ path: field, rowId: null, value: 'Района', shown: true }]);
    expect(await waiting(world.aznakaevo)).toEqual([]);
    await settle();
    expect((await world.aznakaevo.must('record.open', { registry, recordId })).waiting).toEqual([]);
    await expectEverywhere('Района');
  });

  it('is asked of what was asked for a draft that stands in the registry by now', async () => {
    const { fields, lists } = soundProvider();
    const input = { registry, fields: { ...fields, ...lists, [field]: 'Прежнее' } };
    ({ recordId } = await world.mintrud.must('record.create', input));
    await settle();
    const { must } = world.aznakaevo;
    await save(world.aznakaevo, 'Первое');
    await save(world.aznakaevo, 'Второе');
    const { version: baseVersion, lists: held } = await must('record.open', { registry, recordId });
    const experience = [...(held['experience'] ?? []), { year: 2026, description: 'Лишнее' }];
    const asked = { experience, phones: ['+78559271111'] };
    await must('record.save', { registry, recordId, baseVersion, fields: asked });
    await world.mintrud.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const decision = { number: '1', decidedOn: '2026-11-20', ground: 'да', decidedBy: 'Примерова А. А.' };
    await world.mintrud.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
    await settle();
    const shown = await must('record.open', { registry, recordId });
    expect([shown.status, shown.fields[field], shown.fields['phones']]).toEqual([
      ...['included', 'Прежнее', ['+78559271111']],
    ]);
    expect(shown.lists['experience']).toHaveLength(held['experience']?.length ?? 0);
    const waits = shown.waiting.filter(({ path }) => path === field);
    expect(waits).toEqual([{ path: field, rowId: null, value: 'Второе', shown: false }]);
    const before = await must('record.open', { registry, recordId, atVersion: shown.version });
    expect([before.fields, before.lists]).toEqual([shown.fields, shown.lists]);
    for (const item of await waiting(world.mintrud))
      if (item.field === field || item.field === 'description')
        await world.mintrud.must('review.decide', {
          ...{ registry, recordId, rowId: item.rowId, field: item.field },
          take: { stamp: item.others.at(-1)?.stamp ?? '' },
        });
    await settle();
    await expectEverywhere('Второе');
    const rows = (await must('record.open', { registry, recordId })).lists['experience'];
    expect(rows?.map(({ description }) => description)).toContain('Лишнее');
  });

  it('is decided of what was seen, and not of what came meanwhile', async () => {
    await propose();
    const [item] = await waiting(world.mintrud);
    const seen = [item?.held, ...(item?.others ?? [])].map((one) => one?.stamp ?? '');
    await save(world.aznakaevo, 'Предложенное позже');
    await settle();
    const input = { registry, recordId, field, seen };
    const { must, refusal } = world.mintrud;
    const declined = { ...input, take: 'held', reason: 'Нет' } as const;
    expect(await refusal('review.decide', declined)).toBe('review.changed');
    const [later] = await waiting(world.mintrud);
    expect(later?.others.map(({ value }) => value)).toEqual(['Предложенное позже']);
    const now = [later?.held, ...(later?.others ?? [])].map((one) => one?.stamp ?? '');
    await must('review.decide', { ...input, seen: now, take: { stamp: now[1] ?? '' } });
    await settle();
    await expectEverywhere('Предложенное позже');
  });

  it('is closed for both where the record is gone', async () => {
    const { fields, lists } = soundProvider();
    const input = { registry, fields: { ...fields, ...lists } };
    ({ recordId } = await world.mintrud.must('record.create', input));
    await settle();
    // The ministry withdraws the draft while the district still writes in it.
    await world.mintrud.must('record.withdraw', { registry, recordId, baseVersion: 1 });
    await save(world.aznakaevo, 'Ещё пишет');
    await settle();
    for (const office of [world.aznakaevo, world.mintrud]) {
      expect(await waiting(office)).toMatchObject([{ recordId, field, why: 'lost' }]);
      await decide(office, 'held');
      expect(await waiting(office)).toEqual([]);
    }
    await settle();
    for (const office of world.offices())
      expect([await waiting(office), await office.must('exchange.status', {})]).toMatchObject([
        [],
        { conflicts: 0, unsent: 0, quarantined: 0 },
      ]);
  });

  it.each([
    ['stays with what was written in it', true],
    ['goes', false],
  ])(
    'is whether a draft that another office wrote in meanwhile is withdrawn: it %s',
    async (_what, stays) => {
      const fields = { fullName: 'АНО «Первый»', oktmo: '92602000' };
      ({ recordId } = await world.aznakaevo.must('record.create', { registry, fields }));
      await settle();
      await save(world.mintrud, 'Вписано министерством');
      await world.aznakaevo.must('record.withdraw', { registry, recordId, baseVersion: 1 });
      await settle();
      const [item, ...rest] = await waiting(world.mintrud);
      expect([item, rest]).toMatchObject([
        { recordId, field: 'removed', why: 'proposed', decidesHere: true },
        [],
      ]);
      expect((await world.mintrud.must('record.open', { registry, recordId })).fields[field]).toBe(
        'Вписано министерством',
      );
      const asked = item?.others[0]?.stamp ?? '';
      await world.mintrud.must('review.decide', {
        ...{ registry, recordId, field: 'removed', take: stays ? 'held' : { stamp: asked } },
        ...(stays ? { reason: 'нужна министерству' } : {}),
      });
      await settle();
      for (const { must, refusal } of world.offices()) {
        if (stays)
          expect((await must('record.open', { registry, recordId })).fields[field]).toBe(
            'Вписано министерством',
          );
        else expect(await refusal('record.open', { registry, recordId })).toBe('record.notFound');
        expect((await must('exchange.status', {})).quarantined).toBe(0);
      }
      for (const item of await waiting(world.aznakaevo)) {
        expect([stays, item]).toMatchObject([true, { recordId, field: 'removed', why: 'lost' }]);
        await world.aznakaevo.must('review.decide', { registry, recordId, field: 'removed', take: 'held' });
      }
      expect((await world.aznakaevo.must('exchange.status', {})).conflicts).toBe(0);
    },
  );

  it('is the proposal itself, for every office', async () => {
    await propose();
    const [item] = await waiting(world.mintrud);
    const stamp = item?.others[0]?.stamp ?? '';
    expect(await decide(world.mintrud, { stamp })).toMatchObject({ asked: false });
    await settle();
    await expectEverywhere('Предложенное');
  });

  it('is a third value over a proposal, and who proposed is told what holds', async () => {
    await propose();
    await decide(world.mintrud, { value: 'Третье' });
    await settle();
    await expectEverywhere('Третье');
    const { entries } = await world.aznakaevo.must('record.history', { registry, recordId });
    const values = entries.filter((one) => one.field === field).map(({ after }) => after);
    expect(values).toEqual(['Третье', 'Предложенное', 'Прежнее']);
  });

  /** Two offices correct one field of a draft, neither knowing of the other; the later of the two lost. */
  async function collide(): Promise<void> {
    const fields = { fullName: 'АНО «Первый»', oktmo: '92602000' };
    ({ recordId } = await world.mintrud.must('record.create', { registry, fields }));
    await settle();
    await save(world.mintrud, 'Министерства');
    await save(world.aznakaevo, 'Района');
    await settle();
    for (const office of [world.mintrud, world.aznakaevo])
      expect(await waiting(office)).toMatchObject([
        { why: 'lost', held: { value: 'Министерства' }, others: [{ value: 'Района', office: 'aznakaevo' }] },
      ]);
  }

  it.each<[string, 'mintrud' | 'aznakaevo', (lost: string) => Take, string]>([
    ['that what holds stays, by who decides', 'mintrud', () => 'held', 'Министерства'],
    ['that what holds stays, by who lost', 'aznakaevo', () => 'held', 'Министерства'],
    ['to be what lost, by who decides', 'mintrud', (stamp) => ({ stamp }), 'Района'],
    ['to be what lost, by who lost', 'aznakaevo', (stamp) => ({ stamp }), 'Района'],
    ['to be a third value, by who decides', 'mintrud', () => ({ value: 'Третье' }), 'Третье'],
    ['to be a third value, by who lost', 'aznakaevo', () => ({ value: 'Третье' }), 'Третье'],
  ])('of two corrections %s, closes the question at both', async (_what, who, take, held) => {
    await collide();
    const office = world[who];
    const [item] = await waiting(office);
    await decide(office, take(item?.others[0]?.stamp ?? ''));
    await settle();
    await expectEverywhere(held);
    expect(await office.refusal('review.decide', { registry, recordId, field, take: 'held' })).toBe(
      'review.closed',
    );
  });
});
