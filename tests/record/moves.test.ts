import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../domain/access/roles';
import { judge, type Author, type StandingRecord } from '../../domain/record/gate';
import type { FieldEdit } from '../../domain/record/editRecord';
import { findMove } from '../../domain/record/recordStatus';
import type { Place } from '../../domain/record/ownership';
import { validateRecord } from '../../domain/record/validateRecord';
import { createRegistries } from '../../domain/registry/index';
import { defineRegistry, type Registry } from '../../domain/registry/defineRegistry';
import { askedBy, type StatusMove } from '../../domain/registry/traits/statuses';
import { recordContext } from '../support/record/fieldContext';

/**
 * A noun with a graph of statuses that is no line: asked for, looked at, granted or refused, taken back. Whatever comes
 * through whatever door, in whatever order and with whatever beside it, no move is made that is not declared, by nobody
 * who may not, and none without what it asks and sets.
 */
const words = (ru: string) => ({ ru, tt: ru });
const text = { type: 'text', max: 300 } as const;
const requestDecision = defineRegistry({
  code: 'requestDecision',
  table: 'request_decision',
  name: words('Решения'),
  owner: 'decider',
  parent: { registry: 'request', list: 'decisions' },
  fields: Object.fromEntries(
    ['event', 'act', 'number', 'ground', 'decidedBy', 'reason', 'decidedOn'].map((field) => [
      field,
      { kind: field === 'decidedOn' ? { type: 'date' } : text, label: words(field), system: true },
    ]),
  ),
});
const request = defineRegistry({
  code: 'request',
  table: 'request',
  name: words('Заявления'),
  owner: 'decider',
  fields: {
    subject: { kind: text, label: words('О чём'), requiredFrom: 'asked' },
    programme: { kind: text, label: words('Программа'), requiredIn: ['granted'] },
    registeredOn: { kind: { type: 'date' }, label: words('Зарегистрировано'), system: true },
    outcome: { kind: text, label: words('Исход') },
  },
  root: {
    titleField: 'subject',
    columns: ['subject'],
    filters: ['status'],
    lists: { decisions: requestDecision },
    rights: { see: roles, move: ['registryOperator'], review: ['head'] },
    frozenIn: ['granted', { status: 'looked', fields: ['subject'] }],
    statuses: {
      order: ['asked', 'looked', 'granted', 'refused'],
      words: Object.fromEntries(['asked', 'looked', 'granted', 'refused'].map((one) => [one, words(one)])),
      moves: [
        {
          ...{ from: 'asked', to: 'looked', words: words('Зарегистрировать'), event: 'register' },
          ...{ decision: false, sets: { registeredOn: { today: true } }, by: ['ministry'] },
        },
        {
          ...{ from: 'looked', to: 'asked', words: words('Вернуть'), event: 'return' },
          ...{ decision: false, back: true },
        },
        {
          ...{ from: 'looked', to: 'granted', words: words('Удовлетворить'), event: 'grant' },
          ...{ decision: true, right: 'review', sets: { outcome: { value: 'granted' } } },
        },
        {
          ...{ from: 'looked', to: 'refused', words: words('Отказать'), event: 'refuse' },
          ...{ decision: false, asks: ['ground', 'decidedOn'] },
        },
      ],
      versionedFrom: 'looked',
    },
  },
});
const registries = createRegistries([request]);
const recordId = '11111111-1111-4111-8111-111111111111';
const rowIds = ['33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444'];
const place: Place = {
  ...{ office: 'mintrud', kind: 'ministry', ministry: 'mintrud' },
  ...{ offices: new Set(['mintrud', 'almet']), deciders: {} },
};
const authors: readonly Author[] = [
  { office: 'mintrud', kind: 'ministry' },
  { office: 'almet', kind: 'territorial' },
  { office: 'almet', kind: null },
];
const { order } = request.root.statuses;

const standing = (status: string): StandingRecord => ({
  ...{ status, removed: false, decider: 'mintrud', keeper: 'almet' },
  fields: { subject: 'Путёвка', programme: 'Отдых', registeredOn: null, outcome: null },
  lists: { decisions: [] },
});
const judged = (by: Author, status: string, edits: readonly FieldEdit[], may?: (right: string) => boolean) =>
  judge({
    ...{ root: request, recordId, record: standing(status), edits, place, registryOf: registries.find },
    context: { ...recordContext, rulesOf: () => undefined },
    by: { ...by, acts: false, ...(may === undefined ? {} : { may }) },
  });

/** Changes that a door could bring: moves, rows of decisions whole or broken, fields. */
const change = fc.oneof(
  fc.constantFrom(...order).map((after) => ({ registry: 'request', recordId, field: 'status', after })),
  fc
    .record({
      recordId: fc.constantFrom(...rowIds),
      field: fc.constantFrom('parentId', 'position', 'event', 'reason', 'ground', 'decidedOn', 'number'),
      after: fc.constantFrom(
        recordId,
        0,
        'return',
        'refuse',
        'grant',
        'register',
        'Так надо',
        '',
        '2026-11-20',
      ),
    })
    .map((one) => ({ registry: 'requestDecision', ...one })),
  fc
    .record({
      field: fc.constantFrom('registeredOn', 'outcome', 'subject'),
      after: fc.constantFrom('2026-11-20', '2031-01-01', 'granted', 'refused', null),
    })
    .map((one) => ({ registry: 'request', recordId, ...one })),
);
/** A move with all that it wants, so that most attempts come near. */
const whole = fc.record({
  move: fc.constantFrom(...request.root.statuses.moves),
  row: fc.constantFrom(...rowIds),
});
const wholeEdits = ({ move, row }: { readonly move: StatusMove; readonly row: string }) => [
  { registry: 'request', recordId, field: 'status', after: move.to },
  ...Object.entries({ parentId: recordId, position: 0, event: move.event }).map(([field, after]) => ({
    ...{ registry: 'requestDecision', recordId: row, field, after },
  })),
  ...askedBy(move).map((field) => ({
    ...{ registry: 'requestDecision', recordId: row, field },
    after: field === 'decidedOn' ? '2026-11-20' : 'Так надо',
  })),
  ...Object.entries(move.sets ?? {}).map(([field, to]) => ({
    ...{ registry: 'request', recordId, field },
    after: 'value' in to ? to.value : '2026-11-20',
  })),
];

describe('a graph of statuses', () => {
  it('lets no door make an undeclared move or leave out what a move asks and sets', () => {
    let made = 0;
    const attempt = fc.record({
      by: fc.constantFrom(...authors),
      status: fc.constantFrom(...order),
      parts: fc.array(
        fc.oneof(
          change.map((one) => [one]),
          whole.map(wholeEdits),
        ),
        { maxLength: 4 },
      ),
      dropped: fc.option(fc.nat(12)),
      swapped: fc.boolean(),
    });
    fc.assert(
      fc.property(attempt, ({ by, status, parts, dropped, swapped }) => {
        const flat = parts.flat().filter((_, index) => index !== dropped);
        const edits = (swapped ? flat.toReversed() : flat).map((one) => ({ before: null, ...one }));
        const { verdicts } = judged(by, status, edits);
        const taken = edits.filter((_, index) => ['accept', 'propose'].includes(verdicts[index] ?? ''));
        const used = new Set<string>();
        let at: string = status;
        for (const { registry, field, after } of taken) {
          if (registry !== 'request' || field !== 'status' || after === at) continue;
          const move = findMove(request, at, String(after));
          expect(move).toBeDefined();
          if (move === undefined) return;
          made += 1;
          if (move.decision) expect(by.office).toBe('mintrud');
          if (move.by !== undefined) expect(move.by).toContain(by.kind);
          const rows = taken.filter((one) => one.field === 'event' && one.after === move.event);
          const isWhole = ({ recordId: row }: FieldEdit): boolean =>
            !used.has(row) &&
            askedBy(move).every((part) =>
              taken.some((one) => one.recordId === row && one.field === part && String(one.after) !== ''),
            );
          const row = rows.find(isWhole);
          if (askedBy(move).length > 0) expect(row).toBeDefined();
          if (row !== undefined) used.add(row.recordId);
          for (const [name, to] of Object.entries(move.sets ?? {})) {
            const set = taken.filter((one) => one.registry === 'request' && one.field === name);
            expect(set.some((one) => !('value' in to) || one.after === to.value)).toBe(true);
          }
          at = String(after);
        }
        // Nor is a row of a decision taken without a move that says it.
        const events = taken.filter((one) => one.registry === 'requestDecision' && one.field === 'event');
        for (const { after } of events)
          expect(taken.some((one) => findMoveBy(String(after))?.to === one.after)).toBe(true);
      }),
      { numRuns: 6000 },
    );
    expect(made).toBeGreaterThan(150);
  });

  it('is moved by the right that a move needs', () => {
    const grant = request.root.statuses.moves[2];
    const edits = wholeEdits({ move: grant, row: rowIds[0] ?? '' }).map((one) => ({ before: null, ...one }));
    const [decider] = authors;
    if (decider === undefined) throw new Error('nobody decides');
    expect(judged(decider, 'looked', edits, (right) => right === 'review').verdicts[0]).toBe('accept');
    expect(judged(decider, 'looked', edits, (right) => right === 'move').verdicts[0]).toBe('forbidden');
  });

  it('asks of a branch only what stands in it', () => {
    const content = { fields: { ...standing('looked').fields, programme: null }, lists: { decisions: [] } };
    const context = { ...recordContext, rulesOf: () => undefined };
    const lacks = (aim: string) => validateRecord(request, content, aim, context).map(({ path }) => path);
    expect(order.map((aim) => [aim, lacks(aim)])).toEqual([
      ['asked', []],
      ['looked', []],
      ['granted', ['programme']],
      ['refused', []],
    ]);
  });

  it('freezes the fields that are named, or all', () => {
    const [, keeper] = authors;
    if (keeper === undefined) throw new Error('nobody keeps');
    const edit = (field: string) => [
      { registry: 'request', recordId, field, before: null, after: 'granted' },
    ];
    const verdict = (status: string, field: string) => judged(keeper, status, edit(field)).verdicts[0];
    expect([verdict('asked', 'subject'), verdict('looked', 'subject')]).toEqual(['accept', 'propose']);
    expect([verdict('looked', 'outcome'), verdict('granted', 'outcome')]).toEqual(['accept', 'propose']);
  });

  it('is refused as a declaration where a move asks what nothing keeps', () => {
    const spoiled = (moves: object): Registry => ({
      ...request,
      root: { ...request.root, statuses: { ...request.root.statuses, ...moves } },
    });
    const [first] = request.root.statuses.moves;
    for (const more of [{ to: 'nowhere' }, { sets: { colour: { today: true } } }, { offers: 'nothing' }])
      expect(() => createRegistries([spoiled({ moves: [{ ...first, ...more }] })])).toThrow();
    const homeless = { ...request, root: { ...request.root, lists: {} } } as Registry;
    expect(() => createRegistries([homeless])).toThrow();
  });
});

const findMoveBy = (event: string) => request.root.statuses.moves.find((move) => move.event === event);
