import { createPinia } from 'pinia';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp, effectScope, ref } from 'vue';
import { clientKey, createClient } from '../../renderer/api/client';
import { useEnd } from '../../renderer/record/useEnd';
import { useEmergencyStore } from '../../renderer/stores/emergencyStore';
import { useSessionStore } from '../../renderer/stores/sessionStore';
import { fail } from '../../domain/values/result';
import { openInEmergency } from '../support/offices/emergency';
import {
  accounts,
  makeKeyOffices,
  passwordOf,
  type KeyOffice,
  type KeyOffices,
  type Login,
} from '../support/offices/keyOffice';

/** The head of the office learns of an emergency access while the window is open, and nobody else does. */
const registry = 'person';
const someone = { surname: 'Никтова', givenName: 'Проба', location: 'Азнакаево', territory: '92608000' };
const take = { search: 'Никтова Проба', reason: 'Проверка по звонку соседей' };

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
    const [nobody, somebody] = [{ ...take, search: 'Безымянных Никто' }, take];
    expect(await specialist.code('emergency.find', { registry, ...nobody })).toBe('emergency.nobody');
    expect(await specialist.code('emergency.find', { registry, ...somebody })).toBe('ok');
    expect(told).toEqual([]);
    await openInEmergency(specialist, take);
    expect(told).toEqual([['head', 'emergency.taken', {}]]);
    await (await office.at('head')).must('session.signOut', {});
    await openInEmergency(specialist, take);
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
    await openInEmergency(specialist, { ...take, reason: 'Второй звонок соседей' });
    await vi.waitFor(() => expect(emergency.unseen).toHaveLength(before + 1), 30_000);
    expect(emergency.unseen.map(({ reason }) => reason)).toContain('Второй звонок соседей');
  });
});

describe('the end of an emergency access', () => {
  it('is asked after until the program has answered it, and by nobody who has left', () => {
    vi.useFakeTimers({ now: new Date('2026-12-01T09:00:00Z') });
    const until = ref<string | null>(null);
    let asked = 0;
    const scope = effectScope();
    scope.run(() => {
      useEnd(
        () => until.value,
        () => (asked += 1),
      );
    });
    const after = async (minutes: number): Promise<number> => {
      asked = 0;
      await vi.advanceTimersByTimeAsync(minutes * 60_000);
      return asked;
    };
    return (async () => {
      expect(await after(60)).toBe(0);
      until.value = '2026-12-01T11:00:00.000Z';
      expect(await after(59)).toBe(0);
      expect(await after(2)).toBeGreaterThan(1);
      until.value = null;
      expect(await after(60)).toBe(0);
      until.value = '2026-12-01T11:00:00.000Z';
      await vi.advanceTimersByTimeAsync(0);
      scope.stop();
      expect(await after(60)).toBe(0);
    })().finally(() => vi.useRealTimers());
  });
});
