import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import {
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { soundProvider } from '../support/record/soundProvider';
import { officeJson } from '../support/offices/testOffice';

/** One record through its life: drafts of forms, saves, versions, statuses, decisions, numbers. */
const registry = 'provider';
const decision = {
  act: 'Приказ',
  number: '17',
  decidedOn: '2026-11-20',
  ground: 'decision',
  decidedBy: 'Г. Г. Иванова',
};

describe('a record', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());
  beforeEach(async () => {
    office = await openInnerOffice(await folders.make());
  });
  afterEach(() => office.close());

  const createSound = async (): Promise<string> => {
    const { fields, lists } = soundProvider();
    return (await office.must('record.create', { registry, fields: { ...fields, ...lists } })).recordId;
  };
  const open = (recordId: string, atVersion?: number) =>
    office.must('record.open', { registry, recordId, ...(atVersion === undefined ? {} : { atVersion }) });
  const move = (recordId: string, baseVersion: number, to: string, more: object = {}) =>
    office.call('record.move', { registry, recordId, baseVersion, to, ...more });
  const codeOf = async (answer: ReturnType<typeof move>): Promise<string> => {
    const result = await answer;
    return result.ok ? 'done' : result.error.code;
  };

  it('is saved over the version that was seen, never over another', async () => {
    const recordId = await createSound();
    const save = (baseVersion: number, note: string) =>
      office.call('record.save', { registry, recordId, baseVersion, fields: { note } });
    expect(await save(1, 'Первая')).toEqual({ ok: true, value: { version: 2 } });
    expect(await save(1, 'Вторая')).toMatchObject({
      error: { code: 'record.stale', params: { version: 2 } },
    });
    expect(await save(3, 'Из будущего')).toMatchObject({ error: { code: 'record.stale' } });
    expect(await codeOf(move(recordId, 1, 'review'))).toBe('record.stale');
    expect((await open(recordId)).fields['note']).toBe('Первая');
    expect(await save(2, 'Первая')).toEqual({ ok: true, value: { version: 2 } });
    // Two at once: one of them comes second and is told so.
    const both = await Promise.all([save(2, 'А'), save(2, 'Б')]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await open(recordId)).version).toBe(3);
  });

  it('that is wrong is refused with every reason and kept as it was', async () => {
    const recordId = await createSound();
    const before = await open(recordId);
    const fields = {
      inn: '1655000004',
      placesFree: 1000,
      nothing: 'x',
      registrationNumber: '16-7',
      status: 'included',
    };
    const refused = await office.call('record.save', { registry, recordId, baseVersion: 1, fields });
    expect(refused).toMatchObject({ ok: false, error: { code: 'record.invalid' } });
    const issues = refused.ok ? [] : (refused.error.issues ?? []);
    const paths = ['inn', 'nothing', 'placesFree', 'registrationNumber', 'status'];
    expect([...new Set(issues.map(({ path }) => path))].sort()).toEqual(paths);
    expect(await open(recordId)).toEqual(before);
    expect(await office.refusal('record.create', { registry, fields: {} })).toBe('record.invalid');
    expect(await office.refusal('record.open', { registry, recordId: 'none' })).toBe('record.notFound');
    expect(await office.refusal('record.history', { registry, recordId: 'none' })).toBe('record.notFound');
  });

  it('is shown as it was at any version, lists and all', async () => {
    const recordId = await createSound();
    const shots = [await open(recordId)];
    const { lists } = soundProvider();
    const edits = [
      { shortName: 'Заводь' },
      { experience: [...(lists['experience'] ?? []), { year: 2024, description: 'Обслужено 50 человек' }] },
      { experience: [], phones: ['+78559270000'] },
      { tariffs: [] },
    ];
    for (const [index, fields] of edits.entries()) {
      await office.must('record.save', { registry, recordId, baseVersion: index + 1, fields });
      shots.push(await open(recordId));
    }
    for (const [index, shot] of shots.entries()) expect(await open(recordId, index + 1)).toEqual(shot);
    expect(shots.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(shots.map((shot) => shot.lists['experience']?.length)).toEqual([1, 1, 2, 0, 0]);
    const at = { registry, recordId, atVersion: 0 };
    expect(await office.refusal('record.open', at)).toBe('record.notFound');
  });

  it('goes through its statuses with decisions and gets one number for life', async () => {
    const recordId = await createSound();
    expect(await codeOf(move(recordId, 1, 'included', { decision }))).toBe('record.moveForbidden');
    expect(await codeOf(move(recordId, 1, 'nowhere'))).toBe('record.moveForbidden');
    expect(await codeOf(move(recordId, 1, 'review'))).toBe('done');
    const undecided = await move(recordId, 2, 'included', { decision: { act: 'Приказ', ground: ' ' } });
    const missing = ['number', 'decidedOn', 'ground', 'decidedBy'].map((part) => `decision.${part}`);
    expect(undecided.ok ? [] : undecided.error.issues?.map(({ path }) => path)).toEqual(missing);
    const future = { ...decision, decidedOn: '2026-11-24' };
    expect(await codeOf(move(recordId, 2, 'included', { decision: future }))).toBe('record.invalid');
    const included = await move(recordId, 2, 'included', { decision });
    expect(included).toMatchObject({
      value: { version: 3, status: 'included', registrationNumber: '16-000001' },
    });
    const record = await open(recordId);
    expect(record.lists['decisions']?.at(-1)).toMatchObject({ event: 'include', ...decision });
    const excluded = await move(recordId, 3, 'excluded', { decision });
    expect(excluded).toMatchObject({ value: { status: 'excluded', registrationNumber: '16-000001' } });
    expect(await codeOf(move(recordId, 4, 'included', { decision }))).toBe('record.moveForbidden');

    // It returns to review under its former number.
    expect(await move(recordId, 4, 'review')).toMatchObject({ value: { status: 'review' } });
    const again = await move(recordId, 5, 'included', { decision });
    expect(again).toMatchObject({ value: { registrationNumber: '16-000001' } });

    const next = await createSound();
    await move(next, 1, 'review');
    const answer = await move(next, 2, 'included', { decision });
    expect(answer).toMatchObject({ value: { registrationNumber: '16-000002' } });
  });

  it('that lacks something stays where it is and says what it lacks', async () => {
    const { recordId } = await office.must('record.create', { registry, fields: { fullName: 'Дом' } });
    const refused = await move(recordId, 1, 'review');
    const issues = refused.ok ? [] : refused.error.issues?.map(({ path, code }) => ({ path, code }));
    expect(issues).toContainEqual({ path: 'inn', code: 'field.required' });
    expect((await open(recordId)).lacks.map(({ path, code }) => ({ path, code }))).toEqual(issues);
    expect(await open(recordId)).toMatchObject({ version: 1, status: 'draft', registrationNumber: null });
  });

  it('is included by the owner only', async () => {
    const config = { ...officeJson, office: { ...officeJson.office, kind: 'territorial' } };
    const district = await openInnerOffice(await folders.make(), { config });
    const { fields, lists } = soundProvider();
    const { recordId } = await district.must('record.create', { registry, fields: { ...fields, ...lists } });
    await district.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const input = { registry, recordId, baseVersion: 2, to: 'included', decision };
    expect(await district.refusal('record.move', input)).toBe('record.moveForbidden');
    const { moves } = await district.must('record.open', { registry, recordId });
    expect(moves).toContainEqual({ to: 'included', decision: true, allowed: false });
    await district.close();
  });

  it('remembers what was typed into a form until it is saved or thrown away', async () => {
    const keep = (recordId: string | null, fields: Record<string, string>) =>
      office.must('draft.keep', { registry, recordId, baseVersion: 1, fields });
    const draft = async (recordId: string | null) =>
      (await office.must('draft.open', { registry, recordId })).draft;
    await keep(null, { fullName: 'До' });
    await keep(null, { fullName: 'Дом' });
    expect(await draft(null)).toMatchObject({ baseVersion: 1, fields: { fullName: 'Дом' } });
    const { recordId } = await office.must('record.create', { registry, fields: { fullName: 'Дом' } });
    expect(await draft(null)).toBeNull();
    await keep(recordId, { note: 'Недописано' });
    office.session.operator = signedInAs('registryOperator', { login: 'other' });
    expect(await draft(recordId)).toBeNull();
    office.session.operator = signedInAs('administrator');
    // A refused save keeps it, a good one forgets it, and so does emptying it.
    await office.refusal('record.save', { registry, recordId, baseVersion: 7, fields: { note: 'Да' } });
    expect(await draft(recordId)).not.toBeNull();
    await office.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'Да' } });
    expect(await draft(recordId)).toBeNull();
    await keep(recordId, { note: 'Ещё' });
    await keep(recordId, {});
    expect(await draft(recordId)).toBeNull();
  });

  it('changed under an act keeps the act among its decisions', async () => {
    const recordId = await createSound();
    await office.must('record.save', {
      registry,
      recordId,
      baseVersion: 1,
      fields: { headName: 'Сабиров Ильдар Маратович' },
      decision,
    });
    const { lists } = await open(recordId);
    expect(lists['decisions']).toMatchObject([{ event: 'change', ...decision }]);
    const input = {
      registry,
      recordId,
      baseVersion: 2,
      fields: { note: 'Да' },
      decision: { decidedOn: 'вчера' },
    };
    expect(await office.refusal('record.save', input)).toBe('record.invalid');
  });
});
