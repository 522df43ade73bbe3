import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import type { Database } from '../../db/file/database';
import { openDatabase } from '../../db/file/openDatabase';
import { countCells } from '../../db/question/countCells';
import { limits, type Limits } from '../../db/question/limits';
import { createListRepository, type ListRepository } from '../../db/record/listRepository';
import { cellWhere } from '../../domain/question/cellWhere';
import { isFoundByIndex, isOrderedByIndex } from '../../domain/question/indexed';
import type { Condition, SortBy } from '../../domain/question/question';
import { readBy, readSum, readWhere } from '../../domain/question/readQuestion';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { ok, type Result } from '../../domain/values/result';
import { actor, createOfficeFolders } from '../support/offices/innerOffice';
import { petition, withPetition } from '../support/offices/askedRegistry';
import { cellsOf, holds, ordered, type PlainRecord } from '../support/record/plainQuestion';
import { worlds } from '../support/worlds';

/**
 * Questions against a plain evaluation of the same question over the same records: which there are, in which order, how
 * many in each cell, and that the list a cell opens has just those. The limits are so low that every way of answering
 * comes to its turn; what is refused must be what no index answers.
 */
const low: Limits = { lookedThrough: 12, gathered: 30, stride: 5, cells: 500 };
const day = fc.constantFrom('2025-06-30', '2025-07-01', '2026-01-31', '2026-02-28', '2026-12-31');
const text = fc.constantFrom('Ёлка', 'елочка', 'Дом у леса', 'Өмет', 'уют*', 'a[b]?', 'СЁЛА');
const nothing = fc.constant(null);
const orNothing = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: nothing });
const some = (codes: readonly string[]): fc.Arbitrary<string[] | null> =>
  fc.subarray([...codes]).map((chosen) => (chosen.length === 0 ? null : chosen));
const number = fc.constantFrom(-7, 0, 3, 12);

const fields = fc.record({
  subject: text,
  status: fc.constantFrom('draft', 'done'),
  registrationNumber: nothing,
  body: orNothing(fc.constantFrom('edu', 'med', 'soc')),
  forms: some(['x', 'y', 'z']),
  openedOn: orNothing(day),
  amount: orNothing(number),
  urgent: orNothing(fc.boolean()),
  note: orNothing(text),
});
const row = fc.record({
  visitedOn: orNothing(day),
  place: orNothing(text),
  hours: orNothing(fc.constantFrom(0, 2, 5)),
  aids: some(['a', 'b', 'c']),
});
const petitions = fc.array(fc.record({ fields, visits: fc.array(row, { maxLength: 3 }) }), {
  maxLength: 70,
  size: 'max',
});

const exactly = (field: string, values: fc.Arbitrary<string | number | boolean>): fc.Arbitrary<Condition> =>
  fc.oneof(
    values.map((is): Condition => ({ field, is })),
    fc.array(values, { minLength: 1, maxLength: 3 }).map((chosen): Condition => ({ field, in: chosen })),
    fc.boolean().map((empty): Condition => ({ field, empty })),
  );
const between = (field: string, values: fc.Arbitrary<string | number>): fc.Arbitrary<Condition> =>
  fc
    .record({ from: fc.option(values, { nil: undefined }), to: values })
    .map(({ from, to }): Condition => ({ field, to, ...(from === undefined ? {} : { from }) }));
const part = fc.constantFrom('ё', 'ЕЛ', 'дом', 'өМ', '*', '[b]', '?', 'ок');
const condition: fc.Arbitrary<Condition> = fc.oneof(
  exactly('status', fc.constantFrom('draft', 'done')),
  exactly('body', fc.constantFrom('edu', 'med', 'soc')),
  exactly('forms', fc.constantFrom('x', 'y')),
  exactly('openedOn', day),
  between('openedOn', day),
  exactly('amount', number),
  between('amount', number),
  between('changedAt', fc.constantFrom('2026-01-31', '2026-02-01')),
  exactly('urgent', fc.boolean()),
  exactly('note', text),
  part.map((contains): Condition => ({ field: 'note', contains })),
  exactly('visits.visitedOn', day),
  between('visits.visitedOn', day),
  between('visits.hours', fc.constantFrom(0, 2, 5)),
  exactly('visits.aids', fc.constantFrom('a', 'b')),
  part.map((contains): Condition => ({ field: 'visits.place', contains })),
  fc.boolean().map((empty): Condition => ({ field: 'visits', empty })),
);
const where = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Condition[]>([]) },
  { weight: 2, arbitrary: fc.array(condition, { maxLength: 3 }) },
);
const sortable = ['title', 'registrationNumber', 'changedAt', 'status', 'body', 'openedOn', 'amount', 'note'];
const sort: fc.Arbitrary<SortBy[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom(...sortable), descending: fc.boolean() }),
  { maxLength: 3, selector: ({ field }) => field },
);
const page = fc.record({ where, sort, from: fc.nat(60), limit: fc.integer({ min: 1, max: 40 }) });
const groupings = [
  'status',
  'body',
  'forms',
  'openedOn:month',
  'openedOn:halfYear',
  'openedOn:year',
  'amount',
  'urgent',
];
const ask = fc.record({
  where,
  by: fc.uniqueArray(
    fc.constantFrom(
      ...groupings,
      'changedAt:month',
      'visits.visitedOn:halfYear',
      'visits.aids',
      'visits.hours',
    ),
    { maxLength: 2 },
  ),
  sum: fc.constantFrom(undefined, undefined, 'amount', 'visits.hours'),
});
const edit = fc.record({
  place: fc.nat(100),
  field: fc.constantFrom('subject', 'status', 'body', 'openedOn', 'amount', 'note'),
  by: fields,
});
type Value<A> = A extends fc.Arbitrary<infer V> ? V : never;
type Act = { page: Value<typeof page> } | { ask: Value<typeof ask> } | { edit: Value<typeof edit> };

describe('a question', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());

  it.each([
    ['of few records', limits],
    ['of many', low],
  ] as const)('%s is answered as the same records say in plain JavaScript', async (_name, reach) => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      { weight: 4, arbitrary: fc.record({ page }) },
      { weight: 4, arbitrary: fc.record({ ask }) },
      { weight: 2, arbitrary: fc.record({ edit }) },
    );
    const acts = fc.array(act, { minLength: 30, maxLength: 60, size: 'max' });
    const run = fc.asyncProperty(petitions, acts, async (made, some) => {
      const desk = await openDesk(await folders.make(), reach);
      await desk.create(made);
      const pages: Value<typeof page>[] = [];
      for (const one of some) {
        if ('page' in one) pages.push(one.page);
        if ('page' in one) await desk.comparePage(one.page);
        else if ('ask' in one) await desk.compareCells(one.ask);
        else {
          await desk.edit(one.edit);
          // Asked once more, because what is kept of an order must not outlive the edit.
          for (const former of pages.slice(-6)) await desk.comparePage(former);
        }
      }
      await desk.close();
    });
    await fc.assert(run, { numRuns: worlds(100), endOnFailure: true });
  });
});

/** The same records twice: in the database and as an array. */
async function openDesk(folder: string, reach: Limits) {
  let clock = Date.parse('2026-01-31T20:30:00Z');
  const opened = await openDatabase(folder, () => new Date(clock), withPetition);
  if (!opened.ok) throw new Error(opened.error.code);
  const database: Database = opened.value;
  const lists: ListRepository = createListRepository(database.read, reach);
  const records: { id: string; fields: Record<string, FieldValue>; lists: PlainRecord['lists'] }[] = [];

  const write = async (
    rootId: string,
    changes: readonly (readonly [string, string, string, FieldValue])[],
  ) => {
    const at = new Date((clock += 60_000)).toISOString();
    await database.write(actor, async (tx) => {
      const entries = changes.map(([registry, recordId, field, after]): Entry => {
        const stamp = database.nextStamp('mintrud');
        const change = { registry, recordId, field, before: null, after, replaces: null };
        const said = { stamp, accepted: stamp, office: 'mintrud', operator: 'x', at };
        return { rootId, outcome: 'applied', change: { ...change, ...said } };
      });
      await applyChanges(tx, entries, { action: 'record.create', at });
      return ok(null);
    });
    return at;
  };

  return {
    close: () => database.close(),
    async create(made: Value<typeof petitions>) {
      for (const [at, one] of made.entries()) {
        const id = `id${(at * 31) % 97}-${at}`;
        const registrationNumber = at % 3 === 0 ? `16-${String(97 - at).padStart(3, '0')}` : null;
        const own = { ...one.fields, registrationNumber };
        const rows = one.visits.flatMap((visit, place) =>
          Object.entries({ parentId: id, position: place, ...visit }).map(
            ([field, value]) => ['petitionVisit', `row${at}-${place}`, field, value] as const,
          ),
        );
        const root = Object.entries(own).map(([field, value]) => ['petition', id, field, value] as const);
        const changedAt = await write(id, [...root, ...rows]);
        records.push({ id, fields: { ...own, changedAt }, lists: { visits: one.visits } });
      }
    },
    async edit({ place, field, by }: Value<typeof edit>) {
      const record = records[place % Math.max(1, records.length)];
      if (record === undefined) return;
      const value = by[field];
      record.fields['changedAt'] = await write(record.id, [['petition', record.id, field, value]]);
      record.fields[field] = value;
      lists.forget('petition', [field]);
    },

    async comparePage({ where: asked, sort: by, from, limit }: Value<typeof page>) {
      const query = { where: asked, sort: by, from, limit, descending: false, search: '', filters: {} };
      const expected = ordered(
        records.filter((one) => holds(one, asked)),
        by,
        asked,
      );
      const got = await lists.page(petition, query);
      if (!got.ok) {
        expect(reach).toBe(low);
        expect(got.error.code).toBe('question.unindexed');
        expect(isUnserved(String(got.error.params?.['field']), asked, by)).toBe(true);
        expect(records.length).toBeGreaterThan(low.lookedThrough);
        return;
      }
      const ids = expected.slice(from, from + limit).map(({ id }) => id);
      const shown = got.value.rows.map(({ recordId }) => recordId);
      expect({ query, total: got.value.total, shown }).toEqual({ query, total: expected.length, shown: ids });
      const whole = sound(await lists.whole(petition, query));
      expect(whole).toEqual(expected.map(({ id }) => id));
    },

    async compareCells({ where: asked, by, sum }: Value<typeof ask>) {
      const scope = { where: sound(readWhere(petition, asked)) };
      const added = sum === undefined ? undefined : sound(readSum(petition, sum));
      const query = { scope, by: sound(readBy(petition, by)), sum: added };
      const got = await countCells({ db: database.read, limits: reach }, petition, query);
      if (!got.ok) {
        expect(reach).toBe(low);
        expect(got.error.code).toBe('question.unindexed');
        expect(records.length).toBeGreaterThan(low.lookedThrough);
        return;
      }
      const inOrder = (cells: readonly unknown[]): readonly string[] =>
        cells.map((one) => JSON.stringify(one)).sort();
      expect({ asked, by, sum, cells: inOrder(got.value) }).toEqual({
        ...{ asked, by, sum },
        cells: inOrder(cellsOf(records, asked, by, sum)),
      });
      if (sum !== undefined) return;
      for (const cell of got.value) {
        const opens = { where: cellWhere(asked, cell), sort: [], from: 0, limit: 1 };
        const list = await createListRepository(database.read).page(petition, {
          ...opens,
          ...{ descending: false, search: '', filters: {} },
        });
        expect({ asked, cell, total: sound(list).total }).toEqual({ asked, cell, total: cell.value });
      }
    },
  };
}

/** May a question be refused for the sake of this field? */
function isUnserved(field: string, asked: readonly Condition[], by: readonly SortBy[]): boolean {
  const conditions = asked.filter((one) => one.field === field);
  const isNarrowed = conditions.some((one) => !isFoundByIndex(petition, one));
  const isOrdered = by.some((one) => one.field === field);
  return isNarrowed || (isOrdered && (!isOrderedByIndex(petition, field) || by.length > 1));
}

function sound<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
