import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Input } from '../../domain/contract';
import { cellWhere } from '../../domain/question/cellWhere';
import type { Condition } from '../../domain/question/question';
import { create, openInEmergency } from '../support/offices/emergency';
import {
  lookInto,
  makeKeyOffices,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';

/** A question about persons tells no more than its asker may see: of which persons, of which fields, and how many. */
const registry = 'person';
const [mine, theirs] = ['92602000', '92608000'];
let offices: KeyOffices;
let office: KeyOffice;
let operator: Desk;
let specialist: Desk;
let neighbour: Desk;
let observer: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
});
afterAll(() => offices.remove());
beforeEach(async () => {
  office = await offices.open(await offices.copy(), { now: () => new Date('2026-12-01T09:00:00Z') });
  operator = await office.at('operator');
  specialist = await office.at('specialist');
  neighbour = await office.at('neighbour');
  observer = await office.at('observer');
});
afterEach(() => office.close());

type Ask = Omit<Input<'record.ask'>, 'registry'>;
const count = async (desk: Desk, asked: Ask = {}): Promise<number> =>
  (await desk.must('record.ask', { registry, ...asked })).cells.reduce((all, { value }) => all + value, 0);
const list = async (desk: Desk, where: readonly Condition[]) => desk.must('record.list', { registry, where });
const found = async (desk: Desk, where: readonly Condition[]): Promise<string[]> =>
  (await list(desk, where)).rows.map(({ recordId }) => recordId).sort();
const refused = async (desk: Desk, where: readonly Condition[]): Promise<string[]> => [
  await desk.code('record.list', { registry, where }),
  await desk.code('record.ask', { registry, where }),
];

describe('of persons', () => {
  it('counts those of one’s own territory, as many as the list has, cell by cell', async () => {
    await create(specialist, 'Ялантова');
    await create(specialist, 'Переездова');
    await create(neighbour, 'Ялантова');
    await create(operator, 'Ялантова');
    expect(await count(specialist)).toBe(2);
    expect(await count(neighbour)).toBe(1);
    expect(await count(operator)).toBe(4);
    const by = ['territory', 'status', 'changedAt:month'];
    for (const desk of [specialist, neighbour, operator]) {
      const { cells } = await desk.must('record.ask', { registry, by });
      for (const cell of cells) expect((await list(desk, cellWhere([], cell))).total).toBe(cell.value);
    }
    const elsewhere: Condition = { field: 'territory', is: theirs };
    expect(await specialist.must('record.ask', { registry, where: [elsewhere], by: ['territory'] })).toEqual({
      cells: [],
    });
    expect(await count(specialist, { where: [elsewhere] })).toBe(0);
    expect(await list(specialist, [elsewhere])).toMatchObject({ total: 0, rows: [] });
  });

  it('counts whom emergency access shows, as the list does', async () => {
    await create(specialist, 'Ялантова');
    const foreign = await create(neighbour, 'Найденова', { birthOn: '1950-05-05' });
    const born: Condition = { field: 'birthOn', is: '1950-05-05' };
    expect([await count(specialist), await found(specialist, [born])]).toEqual([1, []]);
    await openInEmergency(specialist, { search: 'Найденова Өмет', reason: 'Нужен адрес, человек один' });
    expect([await count(specialist), await found(specialist, [born])]).toEqual([2, [foreign]]);
    const { cells } = await specialist.must('record.ask', { registry, by: ['territory'] });
    expect(cells).toEqual([
      { key: { territory: mine }, value: 1 },
      { key: { territory: theirs }, value: 1 },
    ]);
    for (const cell of cells) expect((await list(specialist, cellWhere([], cell))).total).toBe(1);
    expect(await count(specialist, { where: [born] })).toBe(1);
  });

  it('finds a sealed value by the whole of it, among one’s own only', async () => {
    const own = await create(specialist, 'Ялантова', { birthOn: '1950-05-05', snils: '11223344595' });
    await create(specialist, 'Ялантович', { birthOn: '1950-05-05' });
    await create(neighbour, 'Ялантова', { snils: '11223344595' });
    const named: Condition = { field: 'surname', is: 'Ялантова' };
    expect(await found(specialist, [named])).toEqual([own]);
    expect(await found(operator, [named])).toHaveLength(2);
    expect(await found(specialist, [{ field: 'birthOn', is: '1950-05-05' }])).toHaveLength(2);
    expect(await found(specialist, [{ field: 'birthOn', is: '1950-05-05' }, named])).toEqual([own]);
    expect(await found(specialist, [named, { field: 'status', is: 'closed' }])).toEqual([]);
    expect(await count(operator, { where: [{ field: 'snils', is: '11223344595' }], by: ['territory'] })).toBe(
      2,
    );
    // What was found was read, and the journal says so; what was only counted was not.
    const read = await lookInto<{ object: string }>(
      office.dataFolder,
      "SELECT object FROM audit JOIN operator ON operator.name = audit.operator WHERE action = 'record.read' AND login = 'specialist'",
    );
    expect(read).toHaveLength(2);
  });

  it('refuses by name whatever else is asked of a sealed field, in a question, an order, a cell or a sum', async () => {
    for (const condition of [
      { field: 'birthOn', from: '1950-01-01' },
      { field: 'birthOn', to: '1950-01-01' },
      { field: 'surname', contains: 'Яла' },
      { field: 'surname', in: ['Ялантова', 'Переездова'] },
      { field: 'surname', empty: true },
      { field: 'surname', is: 'Ялантова', contains: 'Яла' },
      // Not known to the blind index, and too short for it.
      { field: 'location', is: 'У вокзала' },
      { field: 'surname', is: 'Ли' },
    ])
      expect(await refused(operator, [condition])).toEqual(['question.sealed', 'question.sealed']);
    for (const by of ['surname', 'birthOn:year'])
      expect(await operator.code('record.ask', { registry, by: [by] })).toBe('question.sealed');
    expect(await operator.code('record.ask', { registry, sum: 'snils' })).toBe('question.sealed');
    for (const field of ['surname', 'title', 'birthOn'])
      expect(await operator.code('record.list', { registry, sort: [{ field }] })).toBe('question.sealed');
    expect(await operator.code('record.list', { registry, sort: [{ field: 'territory' }] })).toBe('ok');
  });

  it('lets whoever sees names masked count, and not find out who is here', async () => {
    await create(operator, 'Ялантова', { territory: mine });
    expect(await count(observer, { by: ['territory'] })).toBe(1);
    for (const surname of ['Ялантова', 'Никогова'])
      expect(await refused(observer, [{ field: 'surname', is: surname }])).toEqual([
        'question.sealed',
        'question.sealed',
      ]);
  });

  it('is asked of no one by a role that sees no persons', async () => {
    const admin = await office.at('admin');
    expect(await admin.code('record.ask', { registry })).toBe('permission.denied');
  });
});
