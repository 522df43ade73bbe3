import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { tenureFrom } from '../../domain/exchange/register';
import { openCorrespondence, said } from '../support/exchange/foreignOffice';
import { expectSound } from '../support/offices/soundDatabase';

/** What an office of the former version said, before, between and after what others say in the present one. */
const registry = 'provider';
const recordId = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const tell = (office: string, n: number, field: string, after: Change['after'], more: Partial<Change> = {}) =>
  said(office, n, recordId, field, after, more);
const word = (change: Change, more: Partial<Change> = {}): Change => ({
  ...change,
  accepted: change.stamp,
  ...more,
});

/** A district that knows a provider from a ministry of this version. */
async function openDistrict(...born: readonly Change[]) {
  const post = await openCorrespondence('aznakaevo', ['mintrud', 'almet'], { almet: ['92608000'] });
  let number = 0;
  const say = async (changes: readonly Change[], version = 2) => {
    await post.lay('mintrud', (number += 1), changes, { version });
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
  };
  await say([tell('mintrud', 1, 'status', 'draft'), tell('mintrud', 2, 'fullName', 'Дом'), ...born]);
  return {
    ...{ post, say },
    open: () => post.office.must('record.open', { registry, recordId }),
  };
}

describe('what the ministry of the former version had accepted of others', () => {
  it('holds when a ministry of this version tells it, and another word of its own over it', async () => {
    const name = tell('almet', 3, 'shortName', 'Дом района');
    const { say, open, post } = await openDistrict(name);
    expect((await open()).fields['shortName']).toBe('Дом района');
    await say([word(tell('mintrud', 4, 'shortName', 'Дом', { replaces: name.stamp }))]);
    expect((await open()).fields['shortName']).toBe('Дом');
    expect((await post.office.must('review.list', {})).items).toEqual([]);
    await expectSound(post.office.database.read);
  });

  it('holds in a package of either version, whichever came first', async () => {
    const { say, open } = await openDistrict();
    await say([tell('almet', 3, 'shortName', 'Первое')], 1);
    await say([tell('almet', 4, 'note', 'Второе')], 2);
    await say([tell('mintrud', 5, 'shortName', 'Третье')], 1);
    expect((await open()).fields).toMatchObject({ shortName: 'Третье', note: 'Второе' });
  });
});

describe('a word of the former version that comes behind one of this version', () => {
  it('is told to whoever said it, where nobody saw it', async () => {
    const post = await openCorrespondence('mintrud', ['almet'], { almet: ['92608000'] });
    const { office } = post;
    const fields = { fullName: 'Дом', oktmo: '92608000' };
    const made = await office.must('record.create', { registry, fields });
    const keeper = { stamp: '', office: 'mintrud' };
    const { entries } = await office.must('record.history', { registry, recordId: made.recordId });
    expect(entries.find(({ field }) => field === 'keeper')?.after).toBe('almet');
    const stamp = await office.database.read.get<{ stamp: string }>('SELECT stamp FROM change_event LIMIT 1');
    const tenure = tenureFrom({
      ...tell('mintrud', 1, 'keeper', 'almet', { ...keeper, stamp: stamp?.stamp ?? '' }),
      accepted: stamp?.stamp ?? '',
    });
    const phones = (n: number, phone: string, more: Partial<Change> = {}) =>
      said('almet', n, made.recordId, 'phones', [phone], more);
    const [unseen, seen, held] = [
      phones(1, '+78559270001'),
      phones(2, '+78559270002'),
      phones(3, '+78559270003', { replaces: phones(2, '').stamp }),
    ];
    await post.lay('almet', 1, [word(held, { tenure })]);
    await post.lay('almet', 2, [unseen, seen], { version: 1 });
    expect(await office.must('exchange.run', {})).toMatchObject({ applied: 2, quarantined: 0 });
    const open = await office.must('record.open', { registry, recordId: made.recordId });
    expect(open.fields['phones']).toEqual(['+78559270003']);
    const lost = await office.database.read.all<{ stamp: string; reason: string }>(
      "SELECT stamp, reason FROM change_event WHERE kind = 'lost'",
    );
    expect(lost).toEqual([{ stamp: unseen.stamp, reason: 'concurrent' }]);
    await expectSound(office.database.read);
  });
});

describe('a change of a row that came before the row', () => {
  it('is taken when the row has come, in the same round', async () => {
    const { say, post } = await openDistrict(word(tell('mintrud', 3, 'keeper', 'aznakaevo')));
    const rowId = '22222222-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
    const ofRow = { registry: 'providerExperience', recordId: rowId };
    const cell = (n: number, field: string, after: Change['after']) =>
      word(tell('mintrud', n, field, after, ofRow));
    await say([cell(9, 'removed', true)]);
    await say([
      cell(4, 'parentId', recordId),
      cell(5, 'position', 0),
      cell(6, 'year', 2025),
      cell(7, 'description', 'Опыт'),
    ]);
    const { lists } = await post.office.must('record.open', { registry, recordId });
    expect(lists['experience']).toEqual([]);
    await expectSound(post.office.database.read);
  });
});
