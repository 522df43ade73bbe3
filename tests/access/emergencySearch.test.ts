import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { afresh, create, journal, opened, openInEmergency } from '../support/offices/emergency';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  writePolicy,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';

/** Emergency access begins with a search that opens nobody, and opens the one person chosen, after the choice. */
const registry = 'person';
const hour = 3_600_000;
const reason = 'Ребёнок Ялантовой один дома';
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
  await open(await offices.copy());
});
afterEach(() => office.close());

async function open(dataFolder: string): Promise<void> {
  office = await offices.open(dataFolder, { now: () => new Date(now) });
  [operator, specialist, neighbour] = [
    await office.at('operator'),
    await office.at('specialist'),
    await office.at('neighbour'),
  ];
}

const find = (search: string, desk = specialist) => desk.call('emergency.find', { registry, search, reason });
const findCode = async (search: string): Promise<string | number> => {
  const result = await find(search);
  return result.ok ? result.value.found.length : result.error.code;
};

describe('the search for emergency access', () => {
  it('opens nobody, and tells what one is chosen by and no more', async () => {
    const [born, secret] = [{ birthOn: '1950-03-08' }, { snils: '11223344595', note: 'Скрывается от мужа' }];
    const first = await create(neighbour, 'Ялантова', { patronymic: 'Ильинична', ...born, ...secret });
    const second = await create(neighbour, 'Ялантова', { location: 'г. Примерск, ул. Тихая, 1' });
    await create(specialist, 'Ялантова');
    const answer = await specialist.must('emergency.find', { registry, search: 'ялантова омет', reason });
    expect(answer.found.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { recordId: second, name: 'Ялантова Өмет', birthYear: null },
      { recordId: first, name: 'Ялантова Өмет Ильинична', birthYear: '1950' },
    ]);
    for (const recordId of [first, second])
      expect(await opened(specialist, recordId)).toBe('record.elsewhere');
    expect(await lookInto(office.dataFolder, 'SELECT * FROM emergency_access')).toEqual([]);
    // Who was told of somebody has read something of him.
    const read = (await journal(office, 'record.read')).map(({ object }) => object);
    expect(read.toSorted()).toEqual([`person/${first}`, `person/${second}`].toSorted());
  });

  it('wants the whole surname and name, and answers a handful or nothing', async () => {
    for (let count = 0; count < 6; count += 1)
      await create(neighbour, 'Толпова', {
        patronymic: count < 5 ? 'Иванович' : null,
        birthOn: '1950-03-08',
      });
    await create(specialist, 'Своякова');
    await create(neighbour, 'Ахмет-Заки', { snils: '11223344595' });
    expect(await findCode('Толпова')).toBe('emergency.unnamed');
    expect(await findCode('11223344595')).toBe('emergency.unnamed');
    expect(await findCode('08.03.1950')).toBe('emergency.unnamed');
    expect(await findCode('то өм')).toBe('emergency.nobody');
    expect(await findCode('Толпов Өмет')).toBe('emergency.nobody');
    expect(await findCode('Толпова Иванович')).toBe('emergency.nobody');
    expect(await findCode('Своякова Өмет')).toBe('emergency.nobody');
    expect(await findCode('Толпова Өмет')).toBe('emergency.tooMany');
    expect(await findCode('Толпова Өмет Иванович')).toBe(5);
    expect(await findCode('Өмет Ахмет Заки 11223344595')).toBe(1);
    const words = async (why: string) =>
      specialist.code('emergency.find', { registry, search: 'Толпова Өмет', reason: why });
    expect(await words('надо')).toBe('call.malformed');
    expect(await words(`надо${' '.repeat(20)}`)).toBe('call.malformed');
    const provider = { registry: 'provider', search: 'дом милосердия', reason };
    expect(await specialist.code('emergency.find', provider)).toBe('registry.unknown');
    for (const desk of [operator, await office.at('head'), await office.at('observer')])
      expect(await desk.code('emergency.find', { registry, search: 'Толпова Өмет', reason })).toBe(
        'permission.denied',
      );
  });

  it('is a line of the journal each time, and only so many times a day, after a restart too', async () => {
    await create(neighbour, 'Ялантова');
    for (let times = 0; times < 9; times += 1)
      expect(await findCode(`Перебирова ${times}`)).toBe('emergency.nobody');
    // At once, from two windows: the last one that is left goes to one of them.
    const again = await afresh(office, 'specialist');
    const both = await Promise.all([find('Ялантова Өмет'), find('Ялантова Өмет', again)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await findCode('Ялантова Өмет')).toBe('emergency.tooOften');
    const { dataFolder } = office;
    await office.close();
    await open(dataFolder);
    expect(await findCode('Ялантова Өмет')).toBe('emergency.tooOften');
    const asked = (await journal(office, 'emergency.find')).map(({ object, detail }) => [
      object,
      JSON.parse(detail) as unknown,
    ]);
    expect(asked).toEqual(
      Array.from({ length: 10 }, (_none, at) => ['emergency', { number: at + 1, login: 'specialist' }]),
    );
    const refused = (await journal(office, 'emergency.refused')).map(
      ({ detail }) => (JSON.parse(detail) as { error: string }).error,
    );
    expect(refused.filter((code) => code === 'emergency.nobody')).toHaveLength(9);
    expect(refused.filter((code) => code === 'emergency.tooOften')).toHaveLength(3);
    // Others are not counted with him, and the next day begins anew.
    expect((await find('Ялантова Өмет', neighbour)).ok).toBe(false);
    expect(await neighbour.code('emergency.find', { registry, search: 'Никтова Никто', reason })).toBe(
      'emergency.nobody',
    );
    now += 24 * hour;
    specialist = await afresh(office, 'specialist');
    expect(await findCode('Ялантова Өмет')).toBe(1);
  });
});

describe('the choice', () => {
  const foundOnes = async (): Promise<{ token: string; ids: readonly string[] }> => {
    const { token, found } = await specialist.must('emergency.find', {
      registry,
      search: 'Ялантова Өмет',
      reason,
    });
    return { token, ids: found.map(({ recordId }) => recordId) };
  };

  it('opens the one person chosen, for a day, and nobody else', async () => {
    const ids = [await create(neighbour, 'Ялантова'), await create(neighbour, 'Ялантова')];
    const { token } = await foundOnes();
    const [chosen = '', other = ''] = ids;
    const until = new Date(now + 24 * hour).toISOString();
    expect(await specialist.must('emergency.take', { token, recordId: chosen })).toEqual({
      ...{ registry, recordId: chosen, until },
    });
    expect([await opened(specialist, chosen), await opened(specialist, other)]).toEqual([
      'ok',
      'record.elsewhere',
    ]);
    // Once: the other one wants a search and a reason of its own.
    expect(await specialist.code('emergency.take', { token, recordId: other })).toBe('emergency.unfound');
    expect(await lookInto(office.dataFolder, 'SELECT record_id FROM emergency_access')).toEqual([
      { record_id: chosen },
    ]);
    expect(await journal(office, 'emergency.take')).toMatchObject([
      { object: `person/${chosen}`, operator: 'Проверкина specialist' },
    ]);
    const rows = JSON.stringify([
      await lookInto(office.dataFolder),
      await lookInto(office.dataFolder, 'SELECT * FROM emergency_access'),
    ]);
    expect(rows).not.toContain('Ребёнок');
    // It is his alone.
    const admin = await office.at('admin');
    await admin.must('user.change', { login: 'neighbour', territory: ['92601000'] });
    expect(await opened(await office.at('neighbour'), chosen)).toBe('record.elsewhere');
  });

  it('is of somebody whom this search in this session found, and soon', async () => {
    const recordId = await create(neighbour, 'Ялантова');
    const stranger = await create(neighbour, 'Другова');
    const { token, ids } = await foundOnes();
    expect(ids).toEqual([recordId]);
    const take = (input: object, desk = specialist) =>
      desk.code('emergency.take', { token, recordId, ...input });
    expect(await take({ recordId: stranger })).toBe('emergency.unfound');
    expect(await take({ token: 'another' })).toBe('emergency.unfound');
    expect(await take({}, await afresh(office, 'specialist'))).toBe('emergency.unfound');
    now += 9 * 60_000;
    await specialist.must('record.list', { registry });
    now += 2 * 60_000;
    expect(await take({})).toBe('emergency.unfound');
    const later = await foundOnes();
    await specialist.must('session.lock', {});
    await specialist.must('session.signIn', { login: 'specialist', password: passwordOf('specialist') });
    expect(await take({ token: later.token })).toBe('emergency.unfound');
    // A new search puts an end to the former one.
    const former = await foundOnes();
    await foundOnes();
    expect(await take({ token: former.token })).toBe('emergency.unfound');
    expect(await lookInto(office.dataFolder, 'SELECT * FROM emergency_access')).toEqual([]);
  });

  it('of who was destroyed meanwhile opens nothing', async () => {
    const recordId = await create(neighbour, 'Ялантова');
    const { token } = await foundOnes();
    const head = await office.at('head');
    const order = { ground: 'purposeReached', reason: 'Цель достигнута', password: passwordOf('head') };
    await head.must('person.destroy', { registry, recordIds: [recordId], ...order });
    expect(await specialist.code('emergency.take', { token, recordId })).toBe('emergency.unfound');
  });
});

describe('the policy', () => {
  it('decides how long it lasts and how often one may look', async () => {
    const resourcesFolder = join(offices.root, 'other-resources');
    await cp(offices.resourcesFolder, resourcesFolder, { recursive: true });
    await writePolicy(resourcesFolder, { emergencySearches: 1, emergencyHours: 2 });
    await create(neighbour, 'Ялантова');
    const { dataFolder } = office;
    await office.close();
    office = await offices.open(dataFolder, { resourcesFolder, now: () => new Date(now) });
    specialist = await office.at('specialist');
    const { until } = await openInEmergency(specialist, { search: 'Ялантова Өмет', reason });
    expect(until).toBe(new Date(now + 2 * hour).toISOString());
    expect(await findCode('Ялантова Өмет')).toBe('emergency.tooOften');
  });
});
