import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordFields } from '../../../domain/registry/fieldKinds';
import { cellsByIndex, cellsByRows, withErrands } from '../../support/offices/trialReferences';
import {
  lookInto,
  makeKeyOffices,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../../support/offices/keyOffice';

/** Records that name records: chosen, shown by their titles, changed, withdrawn, destroyed. */
let offices: KeyOffices;
let office: KeyOffice;
let desk: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
  office = await offices.open(await offices.copy(), withErrands);
  desk = await office.at('operator');
});
afterAll(async () => {
  await office.close();
  await offices.remove();
});

const create = async (registry: string, fields: RecordFields): Promise<string> =>
  (await desk.must('record.create', { registry, fields })).recordId;
const organ = (name: string, more: RecordFields = {}) => create('organ', { name, ...more });
const errand = (subject: string, more: RecordFields = {}) => create('errand', { subject, ...more });
const open = (registry: string, recordId: string, by = desk) =>
  by.must('record.open', { registry, recordId });
async function save(registry: string, recordId: string, fields: RecordFields): Promise<void> {
  const { version } = await open(registry, recordId);
  await desk.must('record.save', { registry, recordId, baseVersion: version, fields });
}
async function move(registry: string, recordId: string, to: string): Promise<void> {
  const { version } = await open(registry, recordId);
  await desk.must('record.move', { registry, recordId, baseVersion: version, to });
}
async function issuesOf(registry: string, fields: RecordFields): Promise<unknown[]> {
  const result = await desk.call('record.create', { registry, fields });
  return result.ok ? [] : (result.error.issues ?? []).map(({ path, code }) => `${path} ${code}`);
}
async function expectIndexOfRows(): Promise<void> {
  const [rows, index] = [
    await lookInto<object>(office.dataFolder, cellsByRows),
    await lookInto<object>(office.dataFolder, cellsByIndex),
  ];
  expect(index).toEqual(rows);
}

describe('a record that is named', () => {
  it('is shown by its title wherever the one that names it is shown', async () => {
    const [first, second] = [await organ('Минобр'), await organ('Минздрав')];
    const recordId = await errand('Проверить школы', {
      ...{ organ: first, copies: [{ organ: second, purpose: 'к сведению' }, { organ: first }] },
    });
    const opened = await open('errand', recordId);
    expect(opened.titles).toMatchObject({
      [first]: { registry: 'organ', title: 'Минобр', status: 'draft', state: 'here' },
      [second]: { title: 'Минздрав' },
    });
    expect(opened.chosenAs).toEqual({});
    const listed = await desk.must('record.list', { registry: 'errand', filters: { organ: [first] } });
    expect([listed.total, listed.titles[first]?.title]).toEqual([1, 'Минобр']);
    const history = await desk.must('record.history', { registry: 'errand', recordId });
    expect(Object.keys(history.titles).sort()).toEqual([first, second].sort());
    await expectIndexOfRows();
  });

  it('is called as it is now, and as it was when it was chosen', async () => {
    const named = await organ('Минтруд');
    const recordId = await errand('Доложить', { organ: named, copies: [{ organ: named }] });
    await save('organ', named, { name: 'Минсоцразвития' });
    const opened = await open('errand', recordId);
    const row = String(opened.lists['copies']?.[0]?.['id']);
    expect(opened.titles[named]?.title).toBe('Минсоцразвития');
    expect(opened.chosenAs).toEqual({ [`${recordId}.organ`]: 'Минтруд', [`${row}.organ`]: 'Минтруд' });
    const listed = await desk.must('record.list', { registry: 'errand', search: 'доложить' });
    expect(listed.chosenAs).toEqual({ [`${recordId}.organ`]: 'Минтруд' });
    await save('errand', recordId, { organ: null });
    await save('errand', recordId, { organ: named });
    expect((await open('errand', recordId)).chosenAs).toEqual({ [`${row}.organ`]: 'Минтруд' });
    await expectIndexOfRows();
  });

  it('must be there, and be what the field asks for, when it is chosen', async () => {
    const gone = await organ('Снятое');
    await desk.must('record.withdraw', { registry: 'organ', recordId: gone, baseVersion: 1 });
    const excluded = await organ('Упразднённое');
    await move('organ', excluded, 'included');
    const chosenBefore = await errand('Раньше', { organ: excluded });
    await move('organ', excluded, 'excluded');
    const other = await errand('Не ведомство');
    const subject = 'Кому?';
    expect(await issuesOf('errand', { subject, organ: randomUUID() })).toEqual(['organ reference.unknown']);
    expect(await issuesOf('errand', { subject, organ: other })).toEqual(['organ reference.unknown']);
    expect(await issuesOf('errand', { subject, organ: 'Минобр' })).toEqual(['organ reference.malformed']);
    expect(await issuesOf('errand', { subject, organ: gone })).toEqual(['organ reference.withdrawn']);
    expect(await issuesOf('errand', { subject, organ: excluded })).toEqual(['organ reference.notIn']);
    expect(
      await issuesOf('errand', { subject, copies: [{ purpose: 'а' }, { organ: randomUUID() }] }),
    ).toEqual(['copies.1.organ reference.unknown']);
    const checked = await desk.must('record.check', { registry: 'errand', fields: { organ: excluded } });
    expect(checked.issues.map(({ code }) => code)).toContain('reference.notIn');
    // What was chosen in time stands, may be saved with the rest, and is warned about.
    const opened = await open('errand', chosenBefore);
    expect(opened.warnings).toEqual([
      {
        ...{ path: 'organ', code: 'reference.notIn', severity: 'warning' },
        params: { registry: 'organ', status: 'excluded' },
      },
    ]);
    await save('errand', chosenBefore, { subject: 'Раньше и теперь' });
  });

  it('is not withdrawn while something that stands names it', async () => {
    const named = await organ('Нужное');
    const recordId = await errand('Держит', { copies: [{ organ: named }] });
    const withdraw = () =>
      desk.call('record.withdraw', { registry: 'organ', recordId: named, baseVersion: 1 });
    expect(await withdraw()).toMatchObject({
      error: { code: 'record.invalid', issues: [{ code: 'reference.named', params: { count: 1 } }] },
    });
    await save('errand', recordId, { copies: [] });
    expect(await withdraw()).toMatchObject({ ok: true });
    await expectIndexOfRows();
  });

  it('in an edition that the field is pinned to stays that one', async () => {
    const rules = await organ('С положением', { edition: 3 });
    const subject = 'По третьей редакции';
    expect(await issuesOf('errand', { subject, rules })).toEqual(['rules reference.malformed']);
    expect(await issuesOf('errand', { subject, rules: `${rules}@2` })).toEqual(['rules reference.edition']);
    const recordId = await errand(subject, { rules: `${rules}@3` });
    await save('organ', rules, { edition: 4 });
    const opened = await open('errand', recordId);
    expect([opened.fields['rules'], opened.titles[rules]?.edition]).toEqual([`${rules}@3`, '4']);
    expect(await issuesOf('errand', { subject, rules: `${rules}@3` })).toEqual(['rules reference.edition']);
    await expectIndexOfRows();
  });
});

describe('what names a record', () => {
  it('is told by field and page, and only as far as it stands', async () => {
    const named = await organ('Названное');
    const ids = [];
    for (const subject of ['Раз', 'Два', 'Три'])
      ids.push(await errand(subject, { organ: named, copies: [{ organ: named }, { organ: named }] }));
    const below = await organ('Подведомственное', { above: named });
    const gone = await errand('Снимается', { organ: named });
    await desk.must('record.withdraw', { registry: 'errand', recordId: gone, baseVersion: 1 });
    const about = { registry: 'organ', recordId: named };
    const all = await desk.must('record.references', about);
    const counts = all.fields.map(({ rowRegistry, list, field, records }) => [
      rowRegistry,
      list,
      field,
      records,
    ]);
    expect(counts).toEqual([
      ['organ', null, 'above', 1],
      ['errand', null, 'organ', 3],
      ['errandCopy', 'copies', 'organ', 3],
    ]);
    expect(all.rows).toHaveLength(7);
    expect(all.rows[0]).toEqual({ registry: 'organ', recordId: below, list: null, field: 'above' });
    expect(all.titles[below]).toMatchObject({ title: 'Подведомственное', status: 'draft' });
    const pages = [];
    for (const from of [0, 3, 6])
      pages.push(...(await desk.must('record.references', { ...about, from, limit: 3 })).rows);
    expect(pages).toEqual(all.rows);
    const by = { registry: 'errandCopy', field: 'organ' };
    const some = await desk.must('record.references', { ...about, by });
    expect(some.rows.map(({ recordId }) => recordId).sort()).toEqual([...ids].sort());
    expect(
      await desk.code('record.references', { ...about, by: { registry: 'errand', field: 'note' } }),
    ).toBe('filter.unknown');
  });
});

describe('a citizen who is named', () => {
  const person = {
    surname: 'Ялантова',
    givenName: 'Өмет',
    location: 'Казань, у вокзала',
    territory: '92602000',
  };

  it('is called by name only where he may be read, and nowhere in the open', async () => {
    const citizen = await create('person', person);
    const recordId = await errand('О гражданке', { citizen });
    const titleFor = async (
      login: 'operator' | 'specialist' | 'neighbour' | 'observer' | 'auditor' | 'admin',
    ) => (await open('errand', recordId, await office.at(login))).titles[citizen];
    const name = 'Ялантова Өмет';
    expect(await titleFor('operator')).toMatchObject({ title: name, state: 'here' });
    expect(await titleFor('specialist')).toMatchObject({ title: name });
    expect(await titleFor('observer')).toMatchObject({ title: 'Я*** Ө***', state: 'here' });
    for (const login of ['neighbour', 'auditor', 'admin'] as const)
      expect(await titleFor(login)).toMatchObject({ title: null, status: null, state: 'hidden' });
    const listed = await (await office.at('auditor')).must('record.list', { registry: 'errand' });
    expect(listed.titles[citizen]).toMatchObject({ title: null, state: 'hidden' });
    const kept = await lookInto(
      office.dataFolder,
      `SELECT * FROM record_reference WHERE title LIKE '%лантов%'`,
    );
    expect(kept).toEqual([]);
    const read = await lookInto(
      office.dataFolder,
      `SELECT * FROM audit WHERE action = 'record.read' AND object = 'person/${citizen}'`,
    );
    expect(read.length).toBeGreaterThan(0);
  });

  it('leaves the id where he was named when he is destroyed', async () => {
    const citizen = await create('person', { ...person, surname: 'Забываева' });
    const recordId = await errand('О забытой', { citizen });
    const head = await office.at('head');
    const grounds = await head.must('reference.list', { name: 'destructionGrounds' });
    await head.must('person.destroy', {
      ...{ registry: 'person', recordIds: [citizen], reason: 'Цель достигнута' },
      ...{ ground: grounds.entries[0]?.code ?? '', password: 'head walks by the lake at noon' },
    });
    const opened = await open('errand', recordId);
    expect(opened.fields['citizen']).toBe(citizen);
    expect(opened.titles[citizen]).toMatchObject({ title: null, state: 'destroyed' });
    expect(opened.warnings.map(({ code }) => code)).toEqual(['reference.destroyed']);
    expect(await issuesOf('errand', { subject: 'Снова', citizen })).toEqual(['citizen reference.destroyed']);
    await expectIndexOfRows();
  });

  it('says who names him only to who may read him', async () => {
    const citizen = await create('person', { ...person, surname: 'Названова' });
    await errand('О названной', { citizen });
    const about = { registry: 'person', recordId: citizen };
    const specialist = await office.at('specialist');
    expect((await specialist.must('record.references', about)).fields).toMatchObject([{ records: 1 }]);
    expect(await (await office.at('neighbour')).code('record.references', about)).toBe('record.elsewhere');
    expect(await (await office.at('auditor')).code('record.references', about)).toBe('permission.denied');
  });
});

describe('a citizen who may not be read', () => {
  it('is not chosen either: he is as unknown as who is not there', async () => {
    const fields = { surname: 'Невидимова', givenName: 'Өмет', location: 'Казань', territory: '92602000' };
    const citizen = await create('person', fields);
    const registry = 'errand';
    const recordId = await errand('О ком-то');
    const admin = await office.at('admin');
    const unknown = { issues: [{ path: 'citizen', code: 'reference.unknown' }] };
    const refused = { error: { code: 'record.invalid', ...unknown } };
    expect(
      await admin.call('record.create', { registry, fields: { subject: 'О ней', citizen } }),
    ).toMatchObject(refused);
    const save = { registry, recordId, baseVersion: 1, fields: { citizen } };
    expect(await admin.call('record.save', save)).toMatchObject(refused);
    const checked = await admin.must('record.check', { registry, fields: { subject: 'О ней', citizen } });
    expect(checked).toMatchObject(unknown);
    // What stands may be saved with the rest by whoever does not see who it is.
    expect(await desk.code('record.save', save)).toBe('ok');
    expect(
      await admin.code('record.save', {
        registry,
        recordId,
        baseVersion: 2,
        fields: { subject: 'Та же', citizen },
      }),
    ).toBe('ok');
  });
});
