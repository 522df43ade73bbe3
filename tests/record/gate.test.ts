import { describe, expect, it } from 'vitest';
import { judge, type Author, type StandingRecord, type Verdict } from '../../domain/record/gate';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { Place } from '../../domain/record/ownership';
import { createRegistries } from '../../domain/registry/index';
import { shippedRegistries } from '../../domain/registry/shipped';
import { provider } from '../../domain/registry/provider/declaration';
import { recordContext } from '../support/record/fieldContext';
import { soundProvider } from '../support/record/soundProvider';

/** What the one judge says, whoever asks: every attempt here is made of any door. */
const registries = createRegistries(shippedRegistries);
const recordId = '11111111-1111-4111-8111-111111111111';
const rowId = '22222222-2222-4222-8222-222222222222';
const freshId = '33333333-3333-4333-8333-333333333333';
const place: Place = {
  office: 'mintrud',
  kind: 'ministry',
  ministry: 'mintrud',
  offices: new Set(['mintrud', 'almet', 'aznakaevo', 'minzdrav']),
  deciders: { provider: 'ministry' },
};
const decider: Author = { office: 'mintrud', kind: 'ministry' };
const keeper: Author = { office: 'almet', kind: 'territorial' };
const other: Author = { office: 'aznakaevo', kind: 'territorial' };
const reader: Author = { office: 'minzdrav', kind: 'body' };

const decision = { event: 'include', act: null, number: '1', decidedOn: null, ground: null, decidedBy: null };
const sound = soundProvider();
const lists = Object.fromEntries(
  Object.entries(sound.lists).map(([list, rows], at) => [
    list,
    rows.map((row, number) => ({
      ...row,
      id: `44444444-4444-4444-8444-${String(at * 100 + number).padStart(12, '0')}`,
    })),
  ]),
);
const standing = (status: string, more: Partial<StandingRecord> = {}): StandingRecord => ({
  ...{ status, removed: false, decider: 'mintrud', keeper: 'almet', fields: sound.fields },
  lists: { ...lists, decisions: [{ ...decision, id: rowId }] },
  ...more,
});

const edit = (field: string, after: FieldEdit['after'], more: Partial<FieldEdit> = {}): FieldEdit => ({
  ...{ registry: provider.code, recordId, field, before: null, after },
  ...more,
});
const grounds = { ground: 'решение', decidedBy: 'Г. Г. Иванова' };
/** A new row that says a move was made. */
const said = (event: string, parts: Readonly<Record<string, string>>, row = { recordId: freshId }) =>
  Object.entries({ parentId: recordId, position: 1, event, ...parts }).map(([field, after]) =>
    edit(field, after, { registry: 'providerDecision', ...row }),
  );
const ofDecision = { registry: 'providerDecision', recordId: rowId };

function verdictOf(
  by: Author,
  record: StandingRecord | null,
  edits: FieldEdit | readonly FieldEdit[],
  acts = false,
): readonly Verdict[] {
  const all = Array.isArray(edits) ? (edits as readonly FieldEdit[]) : [edits as FieldEdit];
  return judge({
    ...{ root: provider, recordId, record, edits: all, place, registryOf: registries.find },
    context: recordContext,
    by: { ...by, acts },
  }).verdicts;
}

describe('the gate', () => {
  it.each<[string, Author, string, FieldEdit, Verdict]>([
    [
      'the keeper changes contacts of an included record',
      keeper,
      'included',
      edit('emails', ['a@b.ru']),
      'accept',
    ],
    [
      'the keeper proposes a name of an included record',
      keeper,
      'included',
      edit('fullName', 'Другое'),
      'propose',
    ],
    ['the keeper changes a name of a draft', keeper, 'draft', edit('fullName', 'Другое'), 'accept'],
    [
      'the keeper asks that an excluded record is looked at again',
      keeper,
      'excluded',
      edit('status', 'review'),
      'propose',
    ],
    ['the keeper includes', keeper, 'review', edit('status', 'included'), 'forbidden'],
    ['another district changes contacts', other, 'included', edit('emails', ['a@b.ru']), 'forbidden'],
    ['another district changes a draft', other, 'draft', edit('note', 'Да'), 'forbidden'],
    ['a body changes anything', reader, 'draft', edit('note', 'Да'), 'forbidden'],
    [
      'the keeper changes what it is not shown',
      { ...keeper, sees: { fields: ['phones'], lists: [] } },
      'draft',
      edit('fullName', 'Другое'),
      'forbidden',
    ],
    ['the decider changes a name', decider, 'included', edit('fullName', 'Другое'), 'accept'],
    ['the decider goes where no move leads', decider, 'draft', edit('status', 'included'), 'move'],
    ['the keeper un-includes', keeper, 'included', edit('status', 'draft', { before: 'review' }), 'move'],
    ['the keeper withdraws an included record', keeper, 'included', edit('removed', true), 'forbidden'],
    ['the decider withdraws an included record', decider, 'included', edit('removed', true), 'forbidden'],
    ['the keeper withdraws its draft', keeper, 'draft', edit('removed', true), 'accept'],
    ['anybody brings a record back', decider, 'draft', edit('removed', false), 'forbidden'],
    ['the keeper gives a number', keeper, 'review', edit('registrationNumber', '16-1'), 'forbidden'],
    [
      'a form of the decider gives a number',
      decider,
      'review',
      edit('registrationNumber', '16-1'),
      'forbidden',
    ],
    [
      'the keeper hands itself what the decider decides',
      keeper,
      'draft',
      edit('decider', 'almet'),
      'forbidden',
    ],
    ['another district makes itself the keeper', other, 'draft', edit('keeper', 'aznakaevo'), 'forbidden'],
    ['the decider hands over', decider, 'included', edit('keeper', 'aznakaevo'), 'accept'],
    ['a cell of a decision', keeper, 'included', edit('number', '2', ofDecision), 'forbidden'],
    ['the end of a decision', keeper, 'included', edit('removed', true, ofDecision), 'forbidden'],
    ['the place of a decision', keeper, 'included', edit('position', 7, ofDecision), 'forbidden'],
    ['the record of a decision', keeper, 'included', edit('parentId', freshId, ofDecision), 'forbidden'],
    [
      'a form of the decider touches a decision',
      decider,
      'included',
      edit('removed', true, ofDecision),
      'forbidden',
    ],
    ['a value that no rule would store', decider, 'draft', edit('inn', '12'), 'unsound'],
    ['a field that is not declared', decider, 'draft', edit('colour', 'red'), 'unsound'],
    ['an id that is none', decider, 'draft', edit('note', 'Да', { recordId: 'x' }), 'unsound'],
    [
      'a cell of a row that nobody knows',
      keeper,
      'draft',
      edit('year', 2025, { registry: 'providerExperience', recordId: freshId }),
      'unsound',
    ],
    ['a row of another registry', decider, 'draft', edit('note', 'Да', { registry: 'person' }), 'unsound'],
  ])('%s', (_name, by, status, one, verdict) => {
    expect(verdictOf(by, standing(status), one)).toEqual([verdict]);
  });

  it('lets acts write what no form may', () => {
    expect(verdictOf(decider, standing('review'), edit('registrationNumber', '16-1'), true)).toEqual([
      'accept',
    ]);
    expect(verdictOf(decider, standing('included'), edit('number', '2', ofDecision), true)).toEqual([
      'accept',
    ]);
    expect(verdictOf(keeper, standing('included'), edit('number', '2', ofDecision), true)).not.toEqual([
      'accept',
    ]);
  });

  it('judges moves along the changes, from the status that is held', () => {
    const steps = [edit('status', 'review'), edit('status', 'included')];
    const row = [...steps, ...said('include', { number: '7', decidedOn: '2026-11-20', ...grounds })];
    expect(new Set(verdictOf(decider, standing('draft'), row))).toEqual(new Set(['accept']));
    expect(verdictOf(decider, standing('draft'), steps)).toEqual(['accept', 'unsound']);
    expect(verdictOf(keeper, standing('draft'), steps)).toEqual(['accept', 'forbidden']);
  });

  it('takes a move back with its reason only, and the row that says it with its move only', () => {
    const [move, why] = [edit('status', 'draft'), said('return', { reason: 'Нет лицензии' })];
    for (const by of [keeper, decider]) {
      const whole = verdictOf(by, standing('review'), [move, ...why]);
      expect(new Set(whole)).toEqual(new Set(['accept']));
      const without = [
        [move],
        why,
        [move, ...said('return', { reason: ' ' })],
        [move, ...said('submit', { reason: 'Нет лицензии' })],
        [move, ...said('return', { reason: 'Нет лицензии' }, { recordId: rowId })],
        // Said before the move, or before its row, it is not said with it.
        [...why, move],
        [move, ...why.toReversed()],
      ];
      for (const edits of without) expect(verdictOf(by, standing('review'), edits)).not.toContain('accept');
    }
    // Whoever does not decide says no more than what is asked.
    const more = said('return', { reason: 'Нет лицензии', act: 'приказ' });
    expect(verdictOf(keeper, standing('review'), [move, ...more]).at(-1)).toBe('forbidden');
  });

  it('takes nothing of a record that would be unsound, and blames nobody for what was there', () => {
    const empty = edit('fullName', null);
    expect(verdictOf(keeper, standing('draft'), [edit('note', 'Да'), empty])).toEqual(['unsound', 'unsound']);
    const lacking = standing('included', { fields: { ...sound.fields, legalAddress: null } });
    expect(verdictOf(keeper, lacking, edit('emails', ['a@b.ru']))).toEqual(['accept']);
  });

  it('knows a birth by its status, and who may decide on what is born', () => {
    const birth = edit('status', 'draft');
    expect(verdictOf(keeper, null, [birth, edit('fullName', 'Дом')])).toEqual(['accept', 'accept']);
    expect(verdictOf(keeper, null, edit('fullName', 'Дом'))).toEqual(['unsound']);
    expect(verdictOf(keeper, null, [edit('status', 'included'), edit('fullName', 'Дом')])[0]).toBe('move');
    const whole = Object.entries(sound.fields).map(([field, value]) => edit(field, value));
    const rows = Object.entries(lists).flatMap(([list, ofList]) =>
      ofList.flatMap(({ id, ...cells }, position) => {
        const row = { registry: provider.root.lists[list as 'places'].code, recordId: id };
        const given = Object.entries(cells).map(([field, value]) => edit(field, value as never, row));
        return [edit('parentId', recordId, row), edit('position', position, row), ...given];
      }),
    );
    const submitted = [birth, ...whole, ...rows, edit('status', 'review')];
    expect(new Set(verdictOf(keeper, null, submitted))).toEqual(new Set(['accept']));
    expect(verdictOf(keeper, null, [...submitted, edit('status', 'included')]).at(-1)).toBe('forbidden');
    const claims = verdictOf(keeper, null, [birth, edit('decider', 'almet'), edit('fullName', 'Дом')]);
    expect(claims[1]).toBe('forbidden');
    expect(verdictOf(reader, null, [birth, edit('fullName', 'Дом')])).toEqual(['forbidden', 'forbidden']);
  });

  it('lets a person decide whether a draft goes that was written in here', () => {
    const withdrawal = edit('removed', true);
    const written = standing('draft', { writtenHere: true });
    expect(verdictOf(keeper, written, withdrawal)).toEqual(['propose']);
    expect(verdictOf(keeper, written, edit('note', 'Да'))).toEqual(['accept']);
    expect(verdictOf(decider, written, withdrawal)).toEqual(['accept']);
  });

  it('takes no change of a record that was withdrawn', () => {
    expect(verdictOf(keeper, standing('draft', { removed: true }), edit('note', 'Да'))).toEqual([
      'forbidden',
    ]);
  });
});
