import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { openDatabase } from '../../db/file/openDatabase';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { makeKeyOffices, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';
import { shippedYear, withDayOff } from '../support/offices/shippedYear';
import { withTrialTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';

/** Terms as they are asked about, and the calendar that they go by. 23.11.2026 is a Monday. */
const registry = 'provider';
const open = async (folder: string, clock: () => Date) => {
  const opened = await openDatabase(folder, clock, withTrialTerms);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
};

describe('the calls of terms', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let folder: string;
  let office: InnerOffice;
  const ids: Record<string, string> = {};
  async function create(name: string, more: Readonly<Record<string, FieldValue>>): Promise<void> {
    const { fields, lists } = soundProvider();
    const all = { ...fields, ...lists, fullName: name, inn: null, ogrn: null, ...more };
    ids[name] = (await office.must('record.create', { registry, fields: all })).recordId;
  }
  beforeAll(async () => {
    folders = await createOfficeFolders();
    folder = await folders.make();
    office = await openInnerOffice(folder, { open });
    await create('поздний', { placesAsOfOn: '2026-11-18' });
    await create('сегодняшний', { placesAsOfOn: '2026-11-19' });
    await create('завтрашний', { placesAsOfOn: '2026-11-20' });
    await create('давний', { placesAsOfOn: '2015-11-20' });
    await create('исключение', { placesAsOfOn: '2026-11-18', statePurchase: true });
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });
  const moved = { registry, term: 'request' };

  it('tells what is late, due today and soon, what is due first at the head', async () => {
    const { counts, rows, soonUntil } = await office.must('term.list', {});
    expect(soonUntil).toBe('2026-11-25');
    expect(counts).toEqual([{ registry, late: 1, today: 1, soon: 1, uncounted: 1 }]);
    expect(rows).toMatchObject([
      { recordId: ids['поздний'], title: 'поздний', dueOn: '2026-11-20', left: -1 },
      { recordId: ids['сегодняшний'], dueOn: '2026-11-23', left: 0 },
      { recordId: ids['завтрашний'], dueOn: '2026-11-24', left: 1 },
    ]);
  });

  it('pages, and answers one group or the figures alone', async () => {
    const page = await office.must('term.list', { from: 1, limit: 1 });
    expect(page.rows.map(({ recordId }) => recordId)).toEqual([ids['сегодняшний']]);
    const uncounted = await office.must('term.list', { registry, group: 'uncounted' });
    expect(uncounted.rows).toMatchObject([{ recordId: ids['давний'], dueOn: null, left: null }]);
    expect((await office.must('term.list', { limit: 0 })).rows).toEqual([]);
    expect(await office.refusal('term.list', { registry: 'none' })).toBe('registry.unknown');
  });

  it('explains a term of a record day by day, or says which year is unknown', async () => {
    const { terms } = await office.must('term.ofRecord', { registry, recordId: ids['поздний'] ?? '' });
    expect(terms).toMatchObject([
      {
        ...{ term: 'request', clause: '907 п. 5.4', endedOn: null, unknownYear: null },
        steps: [
          { day: '2026-11-19', counted: true, why: null },
          { day: '2026-11-20', counted: true, why: null },
        ],
      },
    ]);
    const old = await office.must('term.ofRecord', { registry, recordId: ids['давний'] ?? '' });
    expect(old.terms).toMatchObject([{ dueOn: null, steps: [], unknownYear: 2015 }]);
  });

  it('refuses a file that is no year, and one whose days make another sum', async () => {
    const file = async (text: string) => ({ fileId: await office.upload('year.json', text) });
    const refused = async (text: string) =>
      (await office.call('calendar.import', await file(text))) as unknown;
    expect(await refused('да')).toMatchObject({
      error: { code: 'calendar.malformed', params: { place: '-' } },
    });
    const named = await shippedYear(2026, (read) => ({ ...read, act: '' }));
    expect(await refused(named)).toMatchObject({
      error: { code: 'calendar.malformed', params: { place: 'act' } },
    });
    const summed = await shippedYear(2026, (read) => ({ ...read, workingDays: 200 }));
    expect(await refused(summed)).toMatchObject({
      error: { code: 'calendar.miscounted', params: { counted: 244, told: 200 } },
    });
    const foreign = await shippedYear(2026, (read) => ({ ...read, year: 2025 }));
    expect(await refused(foreign)).toMatchObject({ error: { code: 'calendar.malformed' } });
    expect(await office.refusal('calendar.import', { fileId: 'none' })).toBe('file.notFound');
  });

  it('counts open terms anew by a year that is brought in, and says whose day moved', async () => {
    const text = await shippedYear(2026, withDayOff('2026-11-24', 'указ'));
    const done = await office.must('calendar.import', { fileId: await office.upload('2026.json', text) });
    expect(done).toMatchObject({ year: 2026, workingDays: 243, moved: 1 });
    const change = { recordId: ids['завтрашний'], before: '2026-11-24', after: '2026-11-25' };
    expect(done.records).toEqual([{ ...moved, ...change }]);
    const { entries } = await office.must('audit.list', {
      from: '2026-11-23',
      to: '2026-11-23',
      action: 'calendar.',
    });
    expect(entries).toMatchObject([
      {
        action: 'calendar.recount',
        object: 'calendar/2026',
        detail: expect.stringContaining('"number":1') as string,
      },
      { action: 'calendar.import', object: 'calendar/2026' },
    ]);
    const { years } = await office.must('calendar.list', {});
    expect(years.find(({ year }) => year === 2026)).toMatchObject({
      differs: true,
      brought: { operator: 'Проверкина А. А.' },
    });
    expect(years.find(({ year }) => year === 2027)).toMatchObject({ differs: false, brought: null });
    // What is written from here on goes by it.
    await create('новый', { placesAsOfOn: '2026-11-20' });
    const { rows } = await office.must('term.list', { group: 'soon' });
    expect(rows.map(({ dueOn }) => dueOn)).toEqual(['2026-11-25', '2026-11-25']);
  });

  it('keeps the year, and counts anew at the start by terms that came with another version', async () => {
    await office.close();
    office = await openInnerOffice(folder, { open });
    expect((await office.must('term.list', { group: 'soon' })).rows).toHaveLength(2);
    await office.database.write({ login: '', operator: '', office: 'mintrud' }, async (tx) => {
      await tx.run("UPDATE term_ground SET digest = 'another' WHERE what = 'norms'");
      await tx.run("UPDATE record_term SET due_on = '2026-12-31' WHERE record_id = ?", [
        ids['завтрашний'] ?? '',
      ]);
      await tx.run("UPDATE term_ground SET digest = 'another' WHERE what = 'declared'");
      await tx.run('DELETE FROM record_term WHERE record_id = ?', [ids['новый'] ?? '']);
      return { ok: true as const, value: null };
    });
    await office.close();
    office = await openInnerOffice(folder, { open });
    expect((await office.must('term.list', { group: 'soon' })).rows).toHaveLength(2);
    const { entries } = await office.must('audit.list', {
      from: '2026-11-23',
      to: '2026-11-23',
      action: 'calendar.recount',
    });
    expect(entries[0]).toMatchObject({
      object: 'calendar/',
      detail: expect.stringContaining('"number":1') as string,
    });
  });
});

describe('terms of persons', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  beforeAll(async () => {
    offices = await makeKeyOffices();
    const now = () => new Date('2026-11-23T09:00:00Z');
    office = await offices.open(await offices.copy(), { now, ...withTrialTerms });
  }, 60_000);
  afterAll(async () => {
    await office.close();
    await offices.remove();
  });

  it('are told to those of the territory, masked to who sees them masked, and to nobody else', async () => {
    const operator = await office.at('operator');
    const fields = { surname: 'Срокова', givenName: 'Пример', location: 'Азнакаево', territory: '92602000' };
    const { recordId } = await operator.must('record.create', { registry: 'person', fields });
    await operator.must('record.move', { registry: 'person', recordId, baseVersion: 1, to: 'closed' });
    const asked = { registry: 'person', group: 'soon', within: 5 } as const;
    for (const [login, title] of [
      ['operator', 'Срокова Пример'],
      ['specialist', 'Срокова Пример'],
      ['observer', 'С*** П***'],
    ] as const) {
      const { rows, counts } = await (await office.at(login)).must('term.list', asked);
      expect([login, rows.map((row) => row.title), counts[0]?.soon]).toEqual([login, [title], 1]);
    }
    const neighbour = await (await office.at('neighbour')).must('term.list', asked);
    expect([neighbour.rows, neighbour.counts[0]?.soon]).toEqual([[], 0]);
    expect(await (await office.at('neighbour')).code('term.ofRecord', { registry: 'person', recordId })).toBe(
      'record.elsewhere',
    );
    const admin = await office.at('admin');
    expect(await admin.code('term.list', asked)).toBe('permission.denied');
    const { counts } = await admin.must('term.list', { group: 'soon', within: 5 });
    expect(counts.map((one) => one.registry)).toEqual([registry]);
  });
});
