import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthField, foldBirths, unfoldBirth, type Birth } from '../../domain/exchange/birth';
import type { Change } from '../../domain/exchange/change';
import { manifestShape, packageFormat, packageVersion } from '../../domain/exchange/packageManifest';
import { listDeferred } from '../../db/exchange/deferredRepository';
import { openCorrespondence, said } from '../support/exchange/foreignOffice';
import { expectSound } from '../support/offices/soundDatabase';
import { toldFields } from '../support/record/toldFields';

/**
 * A birth is one line of the log and one item of a package, and everything else is as though each of its fields had been
 * told alone.
 */
const registry = 'provider';
const record1 = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const row1 = '11111111-bbbb-4bbb-8bbb-bbbbbbbbbbbb';

const unfold = (items: readonly (Change | Birth)[]): Change[] =>
  items.flatMap((item) =>
    item.field === birthField ? unfoldBirth(item, item.after as Birth['after']) : [item as Change],
  );

describe('folding changes', () => {
  const change = fc.record({
    stamp: fc.constantFrom('1', '2'),
    registry: fc.constantFrom('provider', 'providerPlace'),
    recordId: fc.constantFrom('a', 'b'),
    field: fc.constantFrom('status', 'note', '__proto__', 'constructor', '7'),
    before: fc.constantFrom(null, null, null, 'x'),
    after: fc.constantFrom<Change['after'][]>('x', 7, true, null, ['x']),
    replaces: fc.constantFrom(null, null, null, '0'),
    office: fc.constant('almet'),
    operator: fc.constantFrom('П', 'П', 'Р'),
    at: fc.constant('2026'),
  });
  const told = fc.array(
    fc.oneof(
      change,
      change.map((one): Change => ({ ...one, accepted: one.stamp })),
      change.map((one): Change => ({ ...one, lost: { against: null, reason: 'move' } })),
    ),
    { maxLength: 12 },
  );

  it('and unfolding them tells of each record the same, and of each field in the same order', () => {
    fc.assert(
      fc.property(told, (changes) => {
        const through = JSON.parse(JSON.stringify(foldBirths(changes))) as (Change | Birth)[];
        const ofField = (list: readonly Change[], recordId: string, field: string) =>
          list.filter((one) => one.recordId === recordId && one.field === field);
        const again = unfold(through);
        expect(again).toHaveLength(changes.length);
        for (const { recordId, field } of changes)
          expect(ofField(again, recordId, field)).toEqual(ofField(changes, recordId, field));
      }),
    );
  });

  it('leaves a change alone that something else of its record stands before', () => {
    const [first, other, last] = [
      said('almet', 1, record1, 'fullName', 'Дом'),
      said('almet', 2, record1, 'note', 'Поздняя'),
      said('almet', 1, record1, 'note', 'Первая'),
    ];
    expect(foldBirths([first, other, last])).toEqual([first, other, last]);
    expect(foldBirths([first, last, other])).toEqual([
      { ...first, field: '', after: { fullName: 'Дом', note: 'Первая' } },
      other,
    ]);
  });
});

describe('an item of a package', () => {
  const birth = { ...said('almet', 1, record1, birthField, null) };
  const manifestOf = (...changes: unknown[]) => ({
    ...{ format: packageFormat, version: packageVersion, from: 'almet', to: 'mintrud', number: 1 },
    ...{ head: '', changes },
  });
  const read = (text: string): readonly Change[] | null => {
    const parsed = manifestShape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.changes : null;
  };

  it('tells every own key, whatever its name, and changes no object by it', () => {
    const text = JSON.stringify(manifestOf({ ...birth, after: 0 })).replace(
      '"after":0',
      '"after":{"__proto__":"x","constructor":["y"],"note":null}',
    );
    expect(read(text)?.map(({ field, after }) => [field, after])).toEqual([
      ['__proto__', 'x'],
      ['constructor', ['y']],
      ['note', null],
    ]);
    expect('note' in {}).toBe(false);
  });

  it.each<[string, object]>([
    ['no value', { after: {} }],
    ['a list of values', { after: ['x'] }],
    ['one value', { after: 'x' }],
    ['nothing', { after: null }],
    ['an object in it', { after: { note: { deep: 1 } } }],
    ['rows in it', { after: { note: [{ deep: 1 }] } }],
    ['a field without a name', { after: { '': 'x' } }],
    ['a name that is too long', { after: { ['x'.repeat(61)]: 'x' } }],
    ['something before', { before: 'x', after: { note: 'x' } }],
    ['values in a change of one field', { field: 'note', after: { note: 'x' } }],
  ])('is refused with %s', (_what, more) => {
    expect(read(JSON.stringify(manifestOf({ ...birth, after: { note: 'x' } })))).toHaveLength(1);
    expect(read(JSON.stringify(manifestOf({ ...birth, ...more })))).toBeNull();
  });

  it('counts as many changes as it tells', () => {
    const after = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, index]));
    const many = (count: number) => manifestOf(...Array.from({ length: count }, () => ({ ...birth, after })));
    expect(manifestShape.safeParse(many(200)).success).toBe(true);
    expect(manifestShape.safeParse(many(201)).success).toBe(false);
  });
});

type Say = (
  office: string,
  recordId: string,
  fields: Readonly<Record<string, Change['after']>>,
  more?: Partial<Change>,
) => readonly Change[];

/** The fields of a record under one stamp, or under one for each as former versions told them. */
const sayers: Record<'folded' | 'by field', () => Say> = {
  folded: () => sayer((counter) => Math.floor(counter / 100) * 100),
  'by field': () => sayer((counter) => counter),
};

function sayer(counterOf: (counter: number) => number): Say {
  let births = 0;
  return (office, recordId, fields, more = {}) => {
    births += 100;
    return Object.entries(fields).map(([field, after], index) =>
      said(office, counterOf(births + index), recordId, field, after, more),
    );
  };
}

const first = { status: 'draft', decider: 'mintrud', keeper: 'almet', fullName: 'Дом' };
const ofRow = { registry: 'providerDecision' };
const ofPlace = { registry: 'providerPlace' };

/** Packages of births, true and forged; `known` is a record that the ministry bore itself. */
const births: [string, (say: Say, known: string) => (readonly [string, readonly Change[]])[]][] = [
  ['a sound one', (say) => [['almet', say('almet', record1, { ...first, note: 'Да' })]]],
  ['a field that does not exist', (say) => [['almet', say('almet', record1, { ...first, colour: 'x' })]]],
  ['a registry that does not exist', (say) => [['almet', say('almet', record1, first, { registry: 'x' })]]],
  [
    'values of a wrong kind',
    (say) => [['almet', say('almet', record1, { ...first, note: 5, phones: 'x', inn: true })]],
  ],
  [
    'a number, and a withdrawal',
    (say) => [['almet', say('almet', record1, { ...first, registrationNumber: '16-9', removed: true })]],
  ],
  ['an inclusion', (say) => [['almet', say('almet', record1, { ...first, status: 'included' })]]],
  [
    'names that every object has',
    (say) => [['almet', say('almet', record1, { ...first, constructor: 'x', toString: 'y' })]],
  ],
  [
    'a decision',
    (say) => [
      [
        'almet',
        [
          ...say('almet', record1, first),
          ...say('almet', row1, { parentId: record1, position: 0, event: 'include', number: '1' }, ofRow),
        ],
      ],
    ],
  ],
  [
    'a row of a record that nobody knows',
    (say) => [['almet', say('almet', row1, { position: 0, name: 'Корпус' }, ofPlace)]],
  ],
  ['a record that is here', (say, known) => [['almet', say('almet', known, { ...first, note: 'Чужая' })]]],
  [
    'a row of a record that is here',
    (say, known) => [
      ['almet', say('almet', row1, { parentId: known, position: 0, name: 'Корпус' }, ofPlace)],
    ],
  ],
  [
    'the same record from two offices',
    (say) => [
      ['almet', say('almet', record1, { ...first, note: 'Первая' })],
      ['aznakaevo', say('aznakaevo', record1, { ...first, keeper: 'aznakaevo', shortName: 'Д' })],
    ],
  ],
  [
    'words that are not the sender’s',
    (say) => [
      ['almet', say('almet', record1, first, { accepted: '2026-11-23T06:00:00.000Z-0001-aznakaevo' })],
    ],
  ],
  [
    'words of a record that its author says he decides on',
    (say) => [
      [
        'almet',
        say(
          'almet',
          record1,
          { ...first, decider: 'almet' },
          { accepted: '2026-11-23T06:00:00.000Z-0001-almet' },
        ),
      ],
    ],
  ],
  [
    'losses of fields that nobody asked for',
    (say) => [
      ['almet', say('almet', record1, first, { lost: { against: null, reason: 'move', words: 'Нет' } })],
    ],
  ],
];

/** Without what tells one run from another: times, and the id that the program gave to the record it bore. */
const plain = (value: unknown, known: string): string =>
  JSON.stringify(value)
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z-[0-9a-f]{4}/g, 'STAMP')
    .replaceAll(known, 'KNOWN');

describe('a package that tells a birth', () => {
  /** What became of these packages, and in how many lines of the log. */
  async function outcome(packages: (typeof births)[number][1], say: Say): Promise<[unknown, number]> {
    const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo']);
    const { recordId } = await post.office.must('record.create', { registry, fields: { fullName: 'Заря' } });
    const results: unknown[] = [];
    for (const [from, changes] of packages(say, recordId)) {
      const { packetName } = await post.lay(from, 1, changes);
      results.push(await post.office.must('exchange.run', {}), await post.answersTo(packetName));
    }
    const { read } = post.office.database;
    const log = await read.all(
      `SELECT kind, root_id, record_id, field, after, outcome, replaces IS NULL AS first, via FROM ${toldFields}`,
    );
    const { rows } = await post.office.must('record.list', { registry });
    const records = [];
    for (const row of rows)
      records.push(await post.office.must('record.open', { registry, recordId: row.recordId }));
    const { items } = await post.office.must('review.list', {});
    // Ids are given at random, so that nothing else orders these.
    for (const list of [log, records, items])
      results.push(list.map((one: unknown) => plain(one, recordId)).sort());
    const kept = await listDeferred(read);
    results.push(kept.map(({ body }) => plain(JSON.parse(body), recordId)));
    results.push((await post.office.must('audit.verify', {})).ok);
    await expectSound(read);
    const lines = await read.get<{ n: number }>(
      'SELECT count(*) AS n FROM change_event WHERE via IS NOT NULL',
    );
    return [results, lines?.n ?? 0];
  }

  it.each(births)('is judged as its fields are one by one: %s', async (_what, packages) => {
    const [folded, lines] = await outcome(packages, sayers.folded());
    const [byField, more] = await outcome(packages, sayers['by field']());
    expect(folded).toEqual(byField);
    expect(lines).toBeLessThanOrEqual(more);
  });

  it('is one line here, and one item on to the others', async () => {
    const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo']);
    await post.lay('almet', 1, sayers.folded()('almet', record1, { ...first, note: 'Да' }));
    await post.office.must('exchange.run', {});
    const lines = await post.office.database.read.all<{ kind: string; field: string; after: string }>(
      'SELECT kind, field, after FROM change_event',
    );
    expect(lines).toMatchObject([{ kind: 'word', field: '' }]);
    expect(JSON.parse(lines[0]?.after ?? '')).toEqual({ ...first, note: 'Да' });
  });
});
