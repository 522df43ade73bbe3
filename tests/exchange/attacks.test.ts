import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { tenureFrom } from '../../domain/exchange/register';
import { readRegisters } from '../../db/record/registerRepository';
import { openCorrespondence, said, type Correspondence } from '../support/exchange/foreignOffice';
import { soundProvider } from '../support/record/soundProvider';

/** What a district that made its own program over says to the ministry, and what a clerk does with it by calls. */
const registry = 'provider';
const place = 'providerPlace';
const row1 = '11111111-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const decision = { number: '1', decidedOn: '2026-11-20', ground: 'решение', decidedBy: 'Примерова А. А.' };

const tell = (
  counter: number,
  recordId: string,
  field: string,
  after: Change['after'],
  more: Partial<Change>,
) => said('almet', counter, recordId, field, after, more);
const word = (change: Change, tenure: string): Change => ({ ...change, accepted: change.stamp, tenure });

/** The ministry, with a provider that almet keeps. */
async function openMinistry(status: 'draft' | 'included') {
  const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo'], { almet: ['92602000'] });
  const { office } = post;
  const { fields, lists } = soundProvider();
  const { recordId } = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
  if (status === 'included') {
    await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    await office.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
  }
  const held = async (field: string, of = registry, id = recordId) => {
    const one = { registry: of, recordId: id, field };
    return (await readRegisters(office.database.read, [one])).of(one).held;
  };
  let number = 0;
  return {
    ...{ post, office, recordId, held },
    shown: await office.must('record.open', { registry, recordId }),
    open: () => office.must('record.open', { registry, recordId }),
    tenure: tenureFrom(await held('keeper')),
    items: async () => (await office.must('review.list', {})).items,
    /** A package of almet that is taken; answers what the round did. */
    async say(...changes: readonly Change[]) {
      await post.lay('almet', number + 1, changes);
      const round = await office.must('exchange.run', {});
      number += round.applied;
      return round;
    },
  };
}

/** How many messages lie for a peer that said nothing. */
const laid = async (post: Correspondence) => (await post.laidFor('aznakaevo')).length;

describe('a district cannot stop the ministry', () => {
  it('by asks that replace themselves or each other: they follow nothing, and are told to be lost', async () => {
    const { recordId, say, items, open } = await openMinistry('draft');
    const asks = [
      tell(1, recordId, 'note', 'а', { replaces: stampOf(1) }),
      tell(2, recordId, 'shortName', 'б', { replaces: stampOf(3) }),
      tell(3, recordId, 'shortName', 'в', { replaces: stampOf(2) }),
    ];
    expect(await say(...asks)).toMatchObject({ applied: 1, quarantined: 0 });
    expect((await open()).fields['note']).toBeNull();
    expect(await items()).toMatchObject([
      { field: 'note', why: 'lost', reason: 'concurrent', others: [{}] },
      { field: 'shortName', why: 'lost', reason: 'concurrent', others: [{}, {}] },
    ]);
  });

  it('by asks that follow each other a thousand deep, each of them taken', { timeout: 20_000 }, async () => {
    const { recordId, say, open } = await openMinistry('draft');
    const chain = Array.from({ length: 1000 }, (_, n) =>
      tell(n + 1, recordId, 'note', `Заметка ${n}`, { replaces: n === 0 ? null : stampOf(n) }),
    );
    const since = performance.now();
    expect(await say(...chain)).toMatchObject({ applied: 1 });
    expect(performance.now() - since).toBeLessThan(10_000);
    expect((await open()).fields['note']).toBe('Заметка 999');
  });

  it('by what no letter can say: a time that is none, a loss of a field that is none', async () => {
    const { post, shown, recordId, tenure, say, items } = await openMinistry('included');
    const phones = tell(1, recordId, 'phones', ['+78559270000'], { at: 'вчера' });
    expect(await say(word(phones, tenure))).toMatchObject({ applied: 0, quarantined: 1 });
    const rowId = String(shown.lists['places']?.[0]?.id);
    const lost = { against: null, reason: 'forbidden' } as const;
    const losses = ['constructor', '__proto__', 'status', 'нет'].map((field, n) =>
      tell(n + 2, rowId, field, 5, { registry: place, lost }),
    );
    expect(await say(...losses)).toMatchObject({ applied: 1, quarantined: 0 });
    expect(await say(word(tell(9, recordId, 'placesFree', 1, { before: ['x'] }), tenure))).toMatchObject({
      applied: 1,
    });
    await post.office.must('exchange.run', {});
    expect(await laid(post)).toBeGreaterThan(1);
    expect((await items()).map(({ field }) => field)).toEqual(['placesFree']);
  });

  it('by more proposals than a word can close: no package says more than the next office reads', async () => {
    const { recordId, say, items, office, held } = await openMinistry('included');
    const first = (await held('fullName'))?.stamp ?? null;
    const chain = Array.from({ length: 1010 }, (_, n) =>
      tell(n + 1, recordId, 'fullName', `Имя ${n}`, { replaces: n === 0 ? first : stampOf(n) }),
    );
    await say(...chain);
    const [item] = await items();
    expect(item?.others.map(({ value }) => value)).toEqual(['Имя 1009']);
    const take = { stamp: stampOf(1010) };
    await office.must('review.decide', { registry, recordId, field: 'fullName', take });
    expect(await held('fullName')).toMatchObject({ after: 'Имя 1009', settles: { length: 1000 } });
  });
});

const stampOf = (counter: number): string => said('almet', counter, '', '', null).stamp;

describe('a district cannot speak of one thing under the name of another', () => {
  it('by a row that bears the id of a record, or of a decision', async () => {
    const { office, recordId, tenure, shown, say, open, held } = await openMinistry('included');
    const decided = String(shown.lists['decisions']?.[0]?.id);
    const cells = (id: string, counter: number): Change[] =>
      Object.entries({ parentId: recordId, oktmo: '92608000', position: 7, removed: true }).map(
        ([field, after], n) => word(tell(counter + n, id, field, after, { registry: place }), tenure),
      );
    expect(await say(...cells(recordId, 1), ...cells(decided, 11))).toMatchObject({ applied: 1 });
    expect(await open()).toMatchObject({ fields: shown.fields, lists: shown.lists });
    expect((await held('oktmo'))?.office).toBe('mintrud');
    expect(await held('removed', 'providerDecision', decided)).toBeUndefined();
    const { version } = await open();
    const fields = { oktmo: '92608000' };
    await office.must('record.save', { registry, recordId, baseVersion: version, fields });
    expect(await held('oktmo')).toMatchObject({ after: '92608000', office: 'mintrud' });
  });

  it('by keeping aside a word of another: what follows that word is heard all the same', async () => {
    const { recordId, say, items, held } = await openMinistry('included');
    const known = await held('fullName');
    const stolen = { stamp: known?.stamp ?? '', office: 'mintrud' };
    await say(
      tell(1, recordId, 'fullName', 5, stolen),
      tell(2, recordId, 'fullName', 6, { ...stolen, accepted: stampOf(2) }),
    );
    await say(tell(3, recordId, 'fullName', 'Новое', { replaces: stolen.stamp }));
    expect(await items()).toMatchObject([{ field: 'fullName', why: 'proposed' }]);
  });

  it('by settling what others lost: an ask closes only what its office said itself', async () => {
    const { office, recordId, say, items } = await openMinistry('draft');
    const foreign = said('aznakaevo', 1, recordId, 'note', 'Чужая').stamp;
    await say(tell(1, recordId, 'note', 'а', { replaces: foreign }));
    expect(await items()).toMatchObject([{ field: 'note', why: 'lost' }]);
    await say(tell(2, recordId, 'note', 'б', { settles: [stampOf(1), foreign] }));
    const one = { registry, recordId, field: 'note' };
    const register = (await readRegisters(office.database.read, [one])).of(one);
    expect(register.held).toMatchObject({ after: 'б', settles: [stampOf(1)] });
    expect(await items()).toEqual([]);
  });
});

describe('the review is no way around the gate', () => {
  it('includes nobody, and gives no number: what an act decides is decided by the act', async () => {
    const { office, recordId, say, items, open } = await openMinistry('draft');
    await say(tell(1, recordId, 'status', 'excluded', {}));
    await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    expect(await items()).toMatchObject([{ field: 'status', why: 'lost' }]);
    const decide = { registry, recordId, field: 'status' };
    for (const take of [{ value: 'included' }, { value: 'excluded' }, { value: null }, { value: 5 }])
      expect(await office.refusal('review.decide', { ...decide, take })).toMatch(/moveForbidden|invalid/);
    expect(await open()).toMatchObject({ status: 'review', registrationNumber: null });
    // What a move asks is said by whoever makes it.
    expect(await office.refusal('review.decide', { ...decide, take: { value: 'draft' } })).toMatch(
      /moveForb/,
    );
    const back = { registry, recordId, baseVersion: (await open()).version, to: 'draft' };
    await office.must('record.move', { ...back, decision: { reason: 'Нет лицензии' } });
    await office.must('review.decide', { ...decide, take: 'held' });
    const { status, lists } = await open();
    expect([status, lists['decisions']?.map(({ event }) => event)]).toEqual(['draft', ['submit', 'return']]);
    expect(await items()).toEqual([]);
  });

  it('takes a row that a keeper proposes whole, or declines it whole', async () => {
    const { office, recordId, say, items, open } = await openMinistry('included');
    const row2 = row1.replace('1111', '2222');
    const cells = { parentId: recordId, subject: 'Кружок', position: 0, content: 'По средам' };
    const proposed = (rowId: string, from: number): Change[] =>
      Object.entries(cells).map(([field, after], n) =>
        tell(from + n, rowId, field, after, { registry: 'providerExtra' }),
      );
    await say(...proposed(row1, 1), ...proposed(row2, 11));
    expect((await items()).map(({ why }) => why)).toEqual(Array.from({ length: 8 }, () => 'proposed'));
    expect((await open()).lists['extras']).toEqual([]);
    const content = { registry, recordId, field: 'content' };
    await office.must('review.decide', { ...content, rowId: row1, take: { value: 'По пятницам' } });
    const taken = { id: row1, subject: 'Кружок', content: 'По пятницам' };
    expect((await open()).lists['extras']).toEqual([taken]);
    await office.must('review.decide', { ...content, rowId: row2, take: 'held', reason: 'Уже есть' });
    expect((await open()).lists['extras']).toEqual([taken]);
    expect(await items()).toEqual([]);
  });

  it('closes what only acts write, and rows that never were, without a change', async () => {
    const { office, recordId, shown, say, items, open } = await openMinistry('included');
    const decided = String(shown.lists['decisions']?.[0]?.id);
    const ofDecision = { registry: 'providerDecision' };
    await say(
      tell(1, recordId, 'removed', true, {}),
      tell(2, recordId, 'registrationNumber', '9', {}),
      tell(3, recordId, 'decider', 'almet', {}),
      tell(4, decided, 'number', '7', ofDecision),
      tell(5, row1, 'parentId', recordId, ofDecision),
      tell(6, row1, 'number', '8', ofDecision),
    );
    const open6 = await items();
    expect(open6).toHaveLength(6);
    for (const { field, rowId, others } of open6) {
      const one = { registry, recordId, rowId, field };
      const take = { stamp: others[0]?.stamp ?? '' };
      expect([field, await office.refusal('review.decide', { ...one, take })]).toEqual([
        field,
        expect.stringMatching(/notYours|invalid/),
      ]);
      await office.must('review.decide', { ...one, take: 'held', reason: 'Это решает министерство' });
      expect(await office.refusal('review.decide', { ...one, take: 'held' })).toBe('review.closed');
    }
    expect(await items()).toEqual([]);
    expect(await open()).toEqual(shown);
  });
});

describe('what was not taken', () => {
  it('is shown no more by its author, though nothing held before it, and comes back when it is taken', async () => {
    const post = await openCorrespondence('almet', ['mintrud']);
    const { office } = post;
    const { recordId } = await office.must('record.create', { registry, fields: { fullName: 'Дом' } });
    const fields = { note: 'Да', extras: [{ subject: 'а', content: 'б' }] };
    await office.must('record.save', { registry, recordId, baseVersion: 1, fields });
    const { entries } = await office.must('record.history', { registry, recordId, limit: 50 });
    const rowId = entries.find(({ registry: of }) => of === 'providerExtra')?.recordId ?? '';
    const asked = await asksOf(
      post,
      [recordId, 'note'],
      [rowId, 'parentId'],
      [rowId, 'position'],
      [rowId, 'subject'],
      [rowId, 'content'],
    );
    const lost = { against: null, reason: 'forbidden' } as const;
    await post.lay(
      'mintrud',
      1,
      asked.map((ask) => ({ ...ask, lost })),
    );
    await office.must('exchange.run', {});
    const open = () => office.must('record.open', { registry, recordId });
    expect(await open()).toMatchObject({ fields: { note: null }, lists: { extras: [] } });
    const { version } = await open();
    const before = await office.must('record.open', { registry, recordId, atVersion: version });
    expect(before).toMatchObject({ fields: { note: null }, lists: { extras: [] } });
    expect((await office.must('review.list', {})).items).toHaveLength(5);
    const accepted = said('mintrud', 9, '', '', null).stamp;
    await post.lay(
      'mintrud',
      2,
      asked.map((ask) => ({ ...ask, accepted })),
    );
    await office.must('exchange.run', {});
    expect(await open()).toMatchObject({
      fields: { note: 'Да' },
      lists: { extras: [{ id: rowId, subject: 'а', content: 'б' }] },
    });
    expect((await office.must('review.list', {})).items).toEqual([]);
  });
});

/** What the office asked for, as it would tell it. */
async function asksOf({ office }: Correspondence, ...places: [string, string][]): Promise<Change[]> {
  const { read } = office.database;
  const found = await Promise.all(
    places.map(async ([recordId, field]) => {
      const of = field === 'note' ? registry : 'providerExtra';
      const one = { registry: of, recordId, field };
      return [...(await readRegisters(read, [one])).of(one).asks.values()];
    }),
  );
  return found.flat();
}
