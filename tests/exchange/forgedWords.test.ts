import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { localAcceptance, tenureFrom, wordKey } from '../../domain/exchange/register';
import { ok } from '../../domain/values/result';
import { applyChanges } from '../../db/record/applyChanges';
import { readRegisters } from '../../db/record/registerRepository';
import { applyPackage } from '../../electron/exchange/applyPackage';
import { gateOf } from '../../electron/record/recordEdits';
import { openCorrespondence, said, type Correspondence } from '../support/exchange/foreignOffice';
import { actor } from '../support/offices/innerOffice';
import { expectSound } from '../support/offices/soundDatabase';
import { soundProvider } from '../support/record/soundProvider';

/** Words that their sender may not say, whatever they bear: none is held, each is told, and the rest of its package is taken. */
const registry = 'provider';
const territory = '92602000';
const record1 = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const record2 = '22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const word = (change: Change, tenure?: string): Change => ({
  ...{ ...change, accepted: change.stamp },
  ...(tenure === undefined ? {} : { tenure }),
});
const tell = (counter: number, recordId: string, field: string, after: Change['after'], of = registry) =>
  said('almet', counter, recordId, field, after, { registry: of });

describe('a district that keeps an included provider', () => {
  async function kept() {
    const post = await openCorrespondence('mintrud', ['almet'], { almet: [territory] });
    const { fields, lists } = soundProvider();
    const input = { registry, fields: { ...fields, ...lists } };
    const { recordId } = await post.office.must('record.create', input);
    await post.office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const decision = {
      number: '1',
      decidedOn: '2026-11-20',
      ground: 'решение',
      decidedBy: 'Примерова А. А.',
    };
    await post.office.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
    const shown = await post.office.must('record.open', { registry, recordId });
    const { read } = post.office.database;
    const wanted = ['keeper', 'phones'].map((field) => ({ registry, recordId, field }));
    const registers = await readRegisters(read, wanted);
    const { held } = registers.of({ registry, recordId, field: 'keeper' });
    expect(held?.after).toBe('almet');
    const phones = registers.of({ registry, recordId, field: 'phones' }).held;
    return { post, recordId, shown, tenure: tenureFrom(held), phones };
  }

  it('says what is its own, and no word of what the ministry decides, with its tenure or without', async () => {
    const { post, recordId, shown, tenure, phones } = await kept();
    const rowId = String(shown.lists['places']?.[0]?.id);
    const attempts: [string, readonly Change[]][] = [
      ['withdraws it', [word(tell(1, recordId, 'removed', true), tenure)]],
      ['excludes it', [word(tell(2, recordId, 'status', 'excluded'), tenure)]],
      ['excludes it without a tenure', [word(tell(3, recordId, 'status', 'excluded'))]],
      ['renames it', [word(tell(4, recordId, 'fullName', 'Другой'), tenure)]],
      ['makes itself decide', [word(tell(5, recordId, 'decider', 'almet'), tenure)]],
      ['takes a row away', [word(tell(6, rowId, 'parentId', record2, 'providerPlace'), tenure)]],
      ['includes a new one', [word(tell(7, record1, 'status', 'included'))]],
      [
        'bears one that it decides on itself',
        [word(tell(8, record1, 'status', 'draft')), word(tell(9, record1, 'decider', 'almet'))],
      ],
    ];
    let number = 0;
    let last = phones;
    for (const [what, changes] of attempts) {
      // What is its own stands beside it in the same package, and is taken.
      number += 1;
      const phone = `+7855927000${number}`;
      const past = last === undefined ? {} : { replaces: last.stamp, over: wordKey(last) };
      const own = { ...word(tell(20 + number, recordId, 'phones', [phone]), tenure), ...past };
      last = own;
      const { packetName } = await post.lay('almet', number, [...changes, own]);
      const round = await post.office.must('exchange.run', {});
      expect([what, round.applied, round.quarantined]).toEqual([what, 1, 0]);
      expect([what, await post.answersTo(packetName)]).toEqual([what, [null]]);
      const now = await post.office.must('record.open', { registry, recordId });
      const { phones: _phones, ...fields } = now.fields;
      const { phones: _former, ...former } = shown.fields;
      expect([what, fields, now.lists, now.status]).toEqual([what, former, shown.lists, shown.status]);
      expect([what, now.fields['phones']]).toEqual([what, [phone]]);
      expect([what, (await post.office.must('record.list', { registry })).total]).toEqual([what, 1]);
    }
    // Each is told, and closed by who decides, whether its record is here or not. A place is the keeper's: he is told.
    const { items } = await post.office.must('review.list', {});
    expect(new Set(items.map(({ why, reason }) => `${why} ${reason ?? ''}`))).toEqual(
      new Set(['lost forbidden']),
    );
    const places = items.map(({ recordId: id, rowId, field }) => `${rowId ?? id} ${field}`);
    const told = attempts
      .flatMap(([, changes]) => changes)
      .filter(({ field }) => field !== 'parentId')
      .map((one) => `${one.recordId} ${one.field}`);
    expect([...new Set(places)].sort()).toEqual([...new Set(told)].sort());
    for (const item of items) {
      const of = { registry, recordId: item.recordId, rowId: item.rowId, field: item.field };
      await post.office.must('review.decide', { ...of, take: 'held' });
    }
    expect(await post.office.must('exchange.status', {})).toMatchObject({ conflicts: 0 });
    await expectSound(post.office.database.read);
  });
});

describe('a keeper that nobody here has heard of', () => {
  it('is heard when the word comes that made it one, in whatever order the two come', async () => {
    const post = await openCorrespondence('aznakaevo', ['mintrud', 'almet']);
    const fromMinistry = (counter: number, field: string, after: string) =>
      word(said('mintrud', counter, record1, field, after));
    const keeper = fromMinistry(1, 'keeper', 'almet');
    const phones = word(tell(9, record1, 'phones', ['+78559270000']), tenureFrom(keeper));
    await post.lay('almet', 1, [phones]);
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
    expect((await post.office.must('record.list', { registry })).total).toBe(0);
    const born = [fromMinistry(2, 'status', 'draft'), fromMinistry(3, 'fullName', 'Дом'), keeper];
    await post.lay('mintrud', 1, born);
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
    const { fields } = await post.office.must('record.open', { registry, recordId: record1 });
    expect([fields['fullName'], fields['phones']]).toEqual(['Дом', ['+78559270000']]);
    expect((await post.office.must('review.list', {})).items).toEqual([]);
    await expectSound(post.office.database.read);
  });
});

describe('where districts decide on what they bear', () => {
  const take = ({ office }: Correspondence, code: string, changes: readonly Change[]) => {
    const gate = gateOf({ ...office.office, deciders: { provider: 'territorial' } });
    const source = { ...gate, sender: { code, kind: 'territorial' as const } };
    return office.database.write(actor, (tx) => applyPackage(source, tx, changes));
  };
  const title = async ({ office }: Correspondence, recordId: string) =>
    (await office.must('record.open', { registry, recordId })).fields['fullName'];

  it('a district bears one by its own words, however they are parted, and another has no say in it', async () => {
    const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo']);
    const born = [
      word(tell(1, record1, 'status', 'draft')),
      word(tell(2, record1, 'decider', 'almet')),
      word(tell(3, record1, 'fullName', 'Первый')),
    ];
    expect(await take(post, 'almet', born.slice(0, 1))).toMatchObject({ ok: true });
    expect(await take(post, 'almet', born.slice(1))).toMatchObject({ ok: true });
    expect(await title(post, record1)).toBe('Первый');
    const foreign = said('aznakaevo', 4, record1, 'fullName', 'Чужой');
    expect(await take(post, 'aznakaevo', [word(foreign)])).toMatchObject({
      ok: true,
      value: { appliedCount: 0 },
    });
    expect(await title(post, record1)).toBe('Первый');
    await expectSound(post.office.database.read);
  });

  it('one that is older than deciders stays the ministry’s', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const { database } = post.office;
    const former = ['status', 'fullName'].map((field, order): Change => {
      const change = said('mintrud', order, record1, field, field === 'status' ? 'draft' : 'Дом');
      return { ...change, accepted: localAcceptance(order + 1) };
    });
    await database.write(actor, async (tx) => {
      const entries = former.map((change) => ({ change, rootId: record1, outcome: 'applied' as const }));
      await applyChanges(tx, entries, { action: 'record.create', at: '2026-11-23T06:00:00.000Z' });
      return ok(null);
    });
    for (const [field, after] of [
      ['decider', 'almet'],
      ['status', 'review'],
      ['removed', true],
    ] as const)
      expect(await take(post, 'almet', [word(tell(9, record1, field, after))])).toMatchObject({
        ok: true,
        value: { appliedCount: 0 },
      });
    expect(await title(post, record1)).toBe('Дом');
    await expectSound(database.read);
  });
});
