import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import {
  lookInto,
  makeKeyOffices,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { officeJson } from '../support/offices/testOffice';

/** Whose citizens an operator sees, what it takes to see another's, and what the journal says of every reading. */
const registry = 'person';
const hour = 3_600_000;
const [mine, theirs] = ['92602000', '92608000'];
const least = { givenName: 'Өмет', location: 'У вокзала' };
let offices: KeyOffices;
let office: KeyOffice;
let now = 0;
let operator: Desk;
let specialist: Desk;
let neighbour: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
});
afterAll(() => offices.remove());
beforeEach(async () => {
  now = Date.parse('2026-12-01T09:00:00Z');
  office = await offices.open(await offices.copy(), { now: () => new Date(now) });
  [operator, specialist, neighbour] = [
    await office.at('operator'),
    await office.at('specialist'),
    await office.at('neighbour'),
  ];
});
afterEach(() => office.close());

const create = async (desk: Desk, surname: string, more: RecordFields = {}): Promise<string> =>
  (await desk.must('record.create', { registry, fields: { ...least, surname, ...more } })).recordId;
const listed = async (desk: Desk, search = ''): Promise<string[]> =>
  (await desk.must('record.list', { registry, search })).rows.map(({ recordId }) => recordId).sort();
const readings = async (login: string): Promise<string[]> => {
  const sql = `SELECT object FROM audit JOIN operator ON operator.name = audit.operator
    WHERE action = 'record.read' AND login = '${login}' ORDER BY seq`;
  return (await lookInto<{ object: string }>(office.dataFolder, sql)).map(({ object }) => object);
};

describe('a citizen of one territory', () => {
  it('is of the territory of whoever writes, where nobody says otherwise', async () => {
    const territoryOf = async (desk: Desk, more: RecordFields = {}) => {
      const recordId = await create(desk, 'Ялантова', more);
      return (await operator.must('record.open', { registry, recordId })).fields['territory'];
    };
    expect(await territoryOf(specialist)).toBe(mine);
    expect(await territoryOf(specialist, { territory: '' })).toBe(mine);
    expect(await territoryOf(neighbour, { territory: null })).toBe(theirs);
    expect(await territoryOf(operator)).toBeNull();
    expect(await territoryOf(operator, { territory: mine })).toBe(mine);
    const elsewhere = { registry, fields: { ...least, surname: 'Ялантова', territory: theirs } };
    expect(await specialist.code('record.create', elsewhere)).toBe('record.elsewhere');
  });

  it('is nobody else’s to list, open, change or look back at', async () => {
    const ours = await create(specialist, 'Ялантова');
    const foreign = await create(neighbour, 'Ялантова');
    const nobodys = await create(operator, 'Ялантова');
    expect(await listed(specialist)).toEqual([ours]);
    expect(await listed(neighbour, 'яла')).toEqual([foreign]);
    expect(await listed(operator, 'яла')).toEqual([ours, foreign, nobodys].sort());
    const page = await specialist.must('record.list', { registry, search: 'Ялантова' });
    expect(page).toEqual({
      ...{ total: 1, more: false, titles: {}, chosenAs: {} },
      rows: [expect.objectContaining({ recordId: ours })],
    });
    // The same answer as where there is nobody: a search tells nothing of other territories.
    const search = { registry, search: 'Ялантова', filters: { territory: [theirs] } };
    const nobody = { registry, search: 'Никогова', filters: { territory: [theirs] } };
    expect(await specialist.must('record.list', search)).toEqual(
      await specialist.must('record.list', nobody),
    );
    expect(
      await specialist.must('record.list', { registry, filters: { territory: [theirs] } }),
    ).toMatchObject({ total: 0, rows: [] });
    for (const recordId of [foreign, nobodys]) {
      const fields = { note: 'Чужая рука' };
      for (const answer of [
        specialist.code('record.open', { registry, recordId }),
        specialist.code('record.open', { registry, recordId, atVersion: 1 }),
        specialist.code('record.save', { registry, recordId, baseVersion: 1, fields }),
        specialist.code('record.history', { registry, recordId }),
        specialist.code('record.move', { registry, recordId, baseVersion: 1, to: 'closed' }),
        specialist.code('record.check', { registry, recordId, fields }),
        specialist.code('record.duplicates', { registry, recordId, fields }),
        specialist.code('record.keepBoth', {
          registry,
          recordId,
          keep: [{ recordId, reason: 'Просто так' }],
        }),
        specialist.code('draft.keep', { registry, recordId, baseVersion: 1, fields }),
        specialist.code('draft.open', { registry, recordId }),
      ])
        expect(await answer).toBe('record.elsewhere');
    }
    expect(await readings('specialist')).toEqual([`person/${ours}`]);
  });

  it('that moves away goes with all that was written', async () => {
    const recordId = await create(specialist, 'Переездова');
    const open = (desk: Desk, atVersion?: number) =>
      desk.code('record.open', { registry, recordId, ...(atVersion === undefined ? {} : { atVersion }) });
    expect(await listed(neighbour)).toEqual([]);
    await specialist.must('record.save', {
      registry,
      recordId,
      baseVersion: 1,
      fields: { territory: theirs },
    });
    expect([await listed(specialist), await listed(neighbour)]).toEqual([[], [recordId]]);
    expect([await open(specialist), await open(specialist, 1)]).toEqual([
      'record.elsewhere',
      'record.elsewhere',
    ]);
    expect([await open(neighbour), await open(neighbour, 1)]).toEqual(['ok', 'ok']);
    expect(await neighbour.code('record.history', { registry, recordId })).toBe('ok');
  });

  it('has drafts where the record is, and nobody who is not here has any', async () => {
    const recordId = await create(specialist, 'Черновикова');
    const draft = { registry, baseVersion: 1, fields: { note: 'Недописано' } };
    const drafts = () => lookInto(office.dataFolder, 'SELECT operator, registry, record_id FROM draft');
    expect(await specialist.code('draft.keep', { ...draft, recordId })).toBe('ok');
    for (const [code, strange] of [
      ['record.notFound', { ...draft, recordId: 'nobody' }],
      ['record.notFound', { ...draft, registry: 'provider', recordId }],
      ['record.elsewhere', { ...draft, recordId: await create(neighbour, 'Соседкина') }],
    ] as const)
      expect(await specialist.code('draft.keep', strange)).toBe(code);
    expect(await drafts()).toHaveLength(1);
    // Given to another territory: what was typed about the person is not opened any more, but may be dropped.
    const moved = { registry, recordId, baseVersion: 1, fields: { territory: theirs } };
    await operator.must('record.save', moved);
    expect(await specialist.code('draft.open', { registry, recordId })).toBe('record.elsewhere');
    expect(await specialist.code('draft.keep', { ...draft, recordId, fields: {} })).toBe('ok');
    expect(await drafts()).toEqual([]);
  });

  it('stands in lists that are walked page by page', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      ids.push(await create(specialist, 'Страницына'));
      await create(neighbour, 'Чужакова');
      now += 1000;
    }
    const pages: string[] = [];
    for (let from = 0; from < 6; from += 2) {
      const { rows, total } = await specialist.must('record.list', { registry, from, limit: 2 });
      expect(total).toBe(5);
      pages.push(...rows.map(({ recordId }) => recordId));
    }
    expect(pages).toEqual(ids.reverse());
  });

  it('is what a whole district office sees, whoever works in it', async () => {
    const district = { ...officeJson.office, code: 'azn', kind: 'territorial', oktmo: [mine] };
    const districts = await makeKeyOffices({ ...officeJson, office: district });
    const there = await districts.open(await districts.copy());
    const desk = await there.at('operator');
    expect((await desk.must('session.current', {})).operator?.territory).toEqual([]);
    const recordId = await create(desk, 'Ялантова');
    expect((await desk.must('record.open', { registry, recordId })).fields['territory']).toBe(mine);
    expect(
      await desk.code('record.create', { registry, fields: { ...least, surname: 'А', territory: theirs } }),
    ).toBe('record.elsewhere');
    await there.close();
    await districts.remove();
  });
});

describe('the journal of reading', () => {
  it('has one line for each citizen, day and reader, of lists too', async () => {
    const [a, b] = [await create(operator, 'Первачёва'), await create(operator, 'Вторушина')];
    expect(await readings('operator')).toEqual([]);
    for (let times = 0; times < 3; times += 1) {
      await operator.must('record.open', { registry, recordId: a });
      await operator.must('record.history', { registry, recordId: a });
      await operator.must('record.list', { registry, search: 'первач' });
    }
    expect(await readings('operator')).toEqual([`person/${a}`]);
    await operator.must('record.list', { registry });
    expect(await readings('operator')).toEqual([`person/${a}`, `person/${b}`]);
    const observer = await office.at('observer');
    await observer.must('record.open', { registry, recordId: b });
    expect(await readings('observer')).toEqual([`person/${b}`]);
    // Two windows at once are one reading.
    await Promise.all(
      [operator, operator, operator].map((desk) => desk.must('record.open', { registry, recordId: a })),
    );
    now += 16 * hour;
    operator = await office.at('operator');
    expect(await operator.code('record.open', { registry, recordId: a })).toBe('session.required');
    operator = await office.at('operator');
    await Promise.all([a, a, a].map((recordId) => operator.must('record.open', { registry, recordId })));
    const days = (await lookInto(office.dataFolder)).filter(
      ({ action, object }) => action === 'record.read' && object === `person/${a}`,
    );
    expect(days.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual(
      ['2026-12-01', '2026-12-02'].map((day) => ({ day, login: 'operator' })),
    );
  });
});
