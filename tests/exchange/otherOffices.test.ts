import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { openCorrespondence, said, type Correspondence } from '../support/exchange/foreignOffice';
import { soundProvider } from '../support/record/soundProvider';
import { toldFields } from '../support/record/toldFields';

/** What another office may not do to a record by a package, and what its answers do to our messages. */
const registry = 'provider';
const round = ({ office }: Correspondence) => office.must('exchange.run', {});

/** A provider included by a decision; answers it as it is shown, with the row of the decision. */
async function included({ office }: Correspondence) {
  const { fields, lists } = soundProvider();
  const { recordId } = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
  await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
  const decision = { number: '1', decidedOn: '2026-11-20', ground: 'решение', decidedBy: 'Примерова А. А.' };
  await office.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
  const shown = await office.must('record.open', { registry, recordId });
  const row = shown.lists['decisions']?.find(({ event }) => event === 'include');
  if (row === undefined) throw new Error('no row of the decision');
  return { recordId, shown, rowId: String(row.id) };
}

/** What each field was changed by last: a change that names it is nobody's rival, so nothing but a right keeps it out. */
async function lastStamps({ office }: Correspondence): Promise<ReadonlyMap<string, string>> {
  const rows = await office.database.read.all<{ place: string; stamp: string }>(
    `SELECT record_id || '/' || field AS place, stamp FROM ${toldFields} WHERE outcome = 'applied' ORDER BY seq`,
  );
  return new Map(rows.map(({ place, stamp }) => [place, stamp]));
}

type Attempt = (known: { recordId: string; rowId: string }) => Change[];
const record1 = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const record2 = '22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const row1 = '11111111-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const ofRow = { registry: 'providerDecision' };

describe('a district, about a provider that the ministry included,', () => {
  const attempts: [string, Attempt][] = [
    ['withdraws it', ({ recordId }) => [said('almet', 1, recordId, 'removed', true)]],
    [
      'takes it out by a lie about what stood before',
      ({ recordId }) => [said('almet', 1, recordId, 'status', 'draft', { before: 'review' })],
    ],
    [
      'takes it out so and withdraws it in the same package',
      ({ recordId }) => [
        said('almet', 1, recordId, 'status', 'draft', { before: 'review' }),
        said('almet', 2, recordId, 'removed', true),
      ],
    ],
    ['gives it another number', ({ recordId }) => [said('almet', 1, recordId, 'registrationNumber', '16-9')]],
    [
      'excludes it',
      ({ recordId }) => [said('almet', 1, recordId, 'status', 'excluded', { before: 'included' })],
    ],
    [
      'sends the row of an exclusion',
      ({ recordId }) => [
        said('almet', 1, row1, 'parentId', recordId, ofRow),
        said('almet', 2, row1, 'position', 9, ofRow),
        said('almet', 3, row1, 'event', 'exclude', ofRow),
      ],
    ],
    [
      'sends a row that calls itself a submission first',
      ({ recordId }) => [
        said('almet', 1, row1, 'parentId', recordId, ofRow),
        said('almet', 2, row1, 'event', 'submit', ofRow),
        said('almet', 3, row1, 'number', '77', ofRow),
        said('almet', 4, row1, 'event', 'include', ofRow),
      ],
    ],
    [
      'sends a row that says nothing of what was done',
      ({ recordId }) => [
        said('almet', 1, row1, 'parentId', recordId, ofRow),
        said('almet', 2, row1, 'number', '77', ofRow),
      ],
    ],
    ['changes a cell of its decision', ({ rowId }) => [said('almet', 1, rowId, 'number', '77', ofRow)]],
    ['calls its decision a submission', ({ rowId }) => [said('almet', 1, rowId, 'event', 'submit', ofRow)]],
    ['removes its decision', ({ rowId }) => [said('almet', 1, rowId, 'removed', true, ofRow)]],
    [
      'moves its decision to another record',
      ({ rowId }) => [said('almet', 1, rowId, 'parentId', record2, ofRow)],
    ],
    [
      'puts its decision elsewhere in the list',
      ({ rowId }) => [said('almet', 1, rowId, 'position', 7, ofRow)],
    ],
  ];

  it.each([
    ['it keeps', ['92602000']],
    ['it does not keep', []],
  ])('changes and proposes nothing of one that %s, whatever it says of before', async (_whose, almet) => {
    const post = await openCorrespondence('mintrud', ['almet'], { almet });
    const known = await included(post);
    const { recordId, shown } = known;
    let number = 1;
    let counter = 0;
    for (const [what, attempt] of attempts) {
      const stamps = await lastStamps(post);
      const changes = attempt(known).map((change) => ({
        ...change,
        stamp: said('almet', (counter += 1), '', '', null).stamp,
        replaces: stamps.get(`${change.recordId}/${change.field}`) ?? null,
      }));
      await post.lay('almet', number, changes);
      number += (await round(post)).applied;
      expect([what, await post.office.must('record.open', { registry, recordId })]).toEqual([what, shown]);
      expect([what, (await post.office.must('record.list', { registry })).total]).toEqual([what, 1]);
      const { items } = await post.office.must('review.list', {});
      expect([what, items.filter(({ why }) => why !== 'lost')]).toEqual([what, []]);
    }
  });

  it('submits a draft, and the row of it is what the ministry writes and not what the district sends', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const { fields, lists } = soundProvider();
    const { recordId } = await post.office.must('record.create', {
      registry,
      fields: { ...fields, ...lists },
    });
    const replaces = (await lastStamps(post)).get(`${recordId}/status`) ?? null;
    const row = (counter: number, field: string, after: Change['after']) =>
      said('almet', counter, row1, field, after, ofRow);
    await post.lay('almet', 1, [
      row(1, 'parentId', recordId),
      row(2, 'position', 0),
      row(3, 'event', 'submit'),
      row(4, 'number', '5'),
      said('almet', 5, recordId, 'status', 'review', { before: 'draft', replaces }),
    ]);
    await post.lay('almet', 2, [row(6, 'number', '6')]);
    expect(await round(post)).toMatchObject({ applied: 2, quarantined: 0 });
    const shown = await post.office.must('record.open', { registry, recordId });
    expect(shown).toMatchObject({
      status: 'review',
      lists: { decisions: [{ event: 'submit', number: null }] },
    });
    expect(shown.lists['decisions']?.map(({ id }) => id)).not.toContain(row1);
  });

  it('does not submit a draft that lacks what a review asks for', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const { recordId } = await post.office.must('record.create', { registry, fields: { fullName: 'Дом' } });
    const replaces = (await lastStamps(post)).get(`${recordId}/status`) ?? null;
    await post.lay('almet', 1, [
      said('almet', 1, recordId, 'status', 'review', { before: 'draft', replaces }),
    ]);
    expect(await round(post)).toMatchObject({ applied: 1 });
    expect(await post.office.must('record.open', { registry, recordId })).toMatchObject({ status: 'draft' });
    const { items } = await post.office.must('review.list', {});
    expect(items).toMatchObject([{ recordId, field: 'status', why: 'lost', reason: 'unsound' }]);
  });

  it('is refused by another district just as well', async () => {
    const post = await openCorrespondence('aznakaevo', ['mintrud', 'almet']);
    await post.lay('mintrud', 1, [
      said('mintrud', 1, record1, 'fullName', 'Дом'),
      said('mintrud', 2, record1, 'status', 'included'),
      said('mintrud', 3, row1, 'parentId', record1, ofRow),
      said('mintrud', 4, row1, 'event', 'include', ofRow),
    ]);
    expect(await round(post)).toMatchObject({ applied: 1 });
    const shown = await post.office.must('record.open', { registry, recordId: record1 });
    const attempts = [
      said('almet', 11, record1, 'removed', true),
      said('almet', 12, record1, 'status', 'draft', { before: 'review' }),
      said('almet', 13, row1, 'removed', true, ofRow),
      said('almet', 14, row1, 'decidedBy', 'Никто', ofRow),
    ];
    let number = 1;
    const stamps = await lastStamps(post);
    for (const attempt of attempts) {
      const replaces = stamps.get(`${attempt.recordId}/${attempt.field}`) ?? null;
      await post.lay('almet', number, [{ ...attempt, replaces }]);
      number += (await round(post)).applied;
      expect(await post.office.must('record.open', { registry, recordId: record1 })).toEqual(shown);
    }
  });
});

describe('a message of ours', () => {
  const make = async (post: Correspondence, fullName: string) => {
    await post.office.must('record.create', { registry, fields: { fullName } });
    await round(post);
    const [message] = await post.laidFor('almet');
    if (message === undefined) throw new Error('no message');
    await post.emptyOutgoing();
    return message;
  };
  const unreceipted = async ({ office }: Correspondence) =>
    (await office.must('exchange.status', {})).unreceipted;

  it('that was refused, and refused again, is laid again byte for byte until it is taken', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const message = await make(post, 'АНО «Первый»');
    for (const accepted of [false, false, true]) {
      await post.answer('almet', message.uid, accepted);
      await round(post);
      expect(await unreceipted(post)).toBe(accepted ? 0 : 1);
      post.wait(73);
      await round(post);
      expect(await post.laidFor('almet')).toEqual(accepted ? [] : [message]);
      await post.emptyOutgoing();
    }
  });

  it('that was receipted stays so, whatever receipts come after', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const message = await make(post, 'АНО «Первый»');
    for (const accepted of [true, false, true, false]) {
      await post.answer('almet', message.uid, accepted);
      await round(post);
      expect(await unreceipted(post)).toBe(0);
      post.wait(73);
      await round(post);
      expect(await post.laidFor('almet')).toEqual([]);
    }
  });

  it('is not answered for by an office it was not sent to', async () => {
    const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo']);
    const message = await make(post, 'АНО «Первый»');
    await post.answer('aznakaevo', message.uid, true);
    expect(await round(post)).toMatchObject({ quarantined: 1 });
    expect(await unreceipted(post)).toBe(2);
  });
});

describe('a message of another office', () => {
  it('that was applied stays so, though other bytes came under its name and were refused', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const first = await post.lay('almet', 1, [
      said('almet', 0, record1, 'status', 'draft'),
      said('almet', 1, record1, 'fullName', 'Первый'),
    ]);
    expect(await round(post)).toMatchObject({ applied: 1 });
    const uid = first.packetName;
    for (let turn = 0; turn < 2; turn += 1) {
      await post.lay('almet', 1, [said('almet', 2, record1, 'fullName', 'Другой')], { uid });
      expect(await round(post)).toMatchObject({ applied: 0, quarantined: 1 });
      await post.again(first);
      expect(await round(post)).toMatchObject({ taken: 1, applied: 0, quarantined: 0 });
    }
    const answers = await post.answersTo(uid);
    expect(answers.filter((error) => error === null)).toHaveLength(3);
    expect(answers.filter((error) => error !== null)).toEqual([
      'packet.conflictingDuplicate',
      'packet.conflictingDuplicate',
    ]);
    const { rows } = await post.office.must('record.list', { registry });
    expect(rows.map(({ fields }) => fields['fullName'])).toEqual(['Первый']);
  });

  it('that decides is not believed about a record or a row whose id is none', async () => {
    const post = await openCorrespondence('aznakaevo', ['mintrud']);
    const born = [
      said('mintrud', 1, record1, 'status', 'draft'),
      said('mintrud', 2, record1, 'fullName', 'Дом'),
    ];
    const row = [
      said('mintrud', 3, 'row', 'parentId', record1, { registry: 'providerPlace' }),
      said('mintrud', 4, 'row', 'address', 'г. Казань', { registry: 'providerPlace' }),
    ];
    const word = (change: Change): Change => ({ ...change, accepted: change.stamp });
    const nameless = born.map((change) => ({ ...change, recordId: 'record' }));
    for (const changes of [nameless, nameless.map(word), [...born, ...row], [...born, ...row].map(word)]) {
      const { packetName } = await post.lay('mintrud', 1, changes);
      expect(await round(post)).toMatchObject({ applied: 0, quarantined: 1 });
      expect(await post.answersTo(packetName)).toEqual(['packet.badPayload']);
      expect((await post.office.must('record.list', { registry })).total).toBe(0);
    }
    await post.lay('mintrud', 1, born.map(word));
    expect(await round(post)).toMatchObject({ applied: 1 });
  });

  it('that was refused is taken when it comes right under the same name', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const word = said('almet', 1, record1, 'status', 'draft');
    const { packetName: uid } = await post.lay('almet', 1, [{ ...word, accepted: 'tomorrow' }]);
    expect(await round(post)).toMatchObject({ applied: 0 });
    const right = [word, said('almet', 2, record1, 'fullName', 'Первый')];
    await post.lay('almet', 1, right, { uid });
    expect(await round(post)).toMatchObject({ applied: 1 });
    expect((await post.office.must('record.list', { registry })).total).toBe(1);
    expect([...(await post.answersTo(uid))].sort()).toEqual([null, 'packet.badPayload']);
  });
});
