import { createPinia } from 'pinia';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { clientKey, createClient } from '../renderer/api/client';
import { useEmergencyStore } from '../renderer/stores/emergencyStore';
import { useSessionStore } from '../renderer/stores/sessionStore';
import { fail } from '../domain/values/result';
import {
  accounts,
  makeKeyOffices,
  passwordOf,
  type KeyOffice,
  type KeyOffices,
  type Login,
} from './support/keyOffice';

/** The head of the office learns of an emergency access while the window is open, and nobody else does. */
const registry = 'person';
const someone = { surname: 'Никтова', givenName: 'Проба', location: 'Азнакаево', territory: '92608000' };
const take = { registry, search: 'Никтова', reason: 'Проверка по звонку соседей' };

describe('an emergency access', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  beforeAll(async () => {
    offices = await makeKeyOffices();
    office = await offices.open(await offices.copy());
    await (await office.at('operator')).must('record.create', { registry, fields: someone });
  });
  afterAll(async () => {
    await office.close();
    await offices.remove();
  });

  it('is told to those who watch it, without a word about anybody, and only when it was taken', async () => {
    const told: [string, string, unknown][] = [];
    for (const login of Object.keys(accounts) as Login[]) {
      const { session } = await office.at(login);
      office.app.subscribe(session, (name, payload) => {
        if (name === 'emergency.taken') told.push([login, name, payload]);
      });
    }
    const specialist = await office.at('specialist');
    expect(await specialist.code('emergency.take', { ...take, search: 'Безымянных' })).toBe(
      'emergency.nobody',
    );
    expect(told).toEqual([]);
    await specialist.must('emergency.take', take);
    expect(told).toEqual([['head', 'emergency.taken', {}]]);
    await (await office.at('head')).must('session.signOut', {});
    await specialist.must('emergency.take', take);
    expect(told).toHaveLength(1);
  });

  it('is in the open window of the head without being asked for', async () => {
    const specialist = await office.at('specialist');
    const session = office.app.openSession();
    const client = createClient({
      call: (name, input) => office.app.call(session, name, input),
      onEvent: (listener) => office.app.subscribe(session, listener),
      upload: () => Promise.resolve(fail('file.tooLarge')),
      fileUrl: (fileId) => fileId,
    });
    const window = createApp({}).provide(clientKey, client).use(createPinia());
    const emergency = window.runWithContext(useEmergencyStore);
    await window.runWithContext(useSessionStore).signIn('head', passwordOf('head'));
    await emergency.refresh();
    const before = emergency.unseen.length;
    await specialist.must('emergency.take', { ...take, reason: 'Второй звонок соседей' });
    await vi.waitFor(() => expect(emergency.unseen).toHaveLength(before + 1));
    expect(emergency.unseen.map(({ reason }) => reason)).toContain('Второй звонок соседей');
  });
});
