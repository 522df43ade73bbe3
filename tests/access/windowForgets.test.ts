import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createApp } from 'vue';
import { clientKey, createClient } from '../../renderer/api/client';
import { useForgetting } from '../../renderer/session/useForgetting';
import { useAccountStore } from '../../renderer/stores/accountStore';
import { useEmergencyStore } from '../../renderer/stores/emergencyStore';
import { useHistoryStore } from '../../renderer/stores/historyStore';
import { useListStore } from '../../renderer/stores/listStore';
import { useShownOnceStore } from '../../renderer/stores/shownOnceStore';
import { useRecordStore } from '../../renderer/stores/recordStore';
import { useSessionStore } from '../../renderer/stores/sessionStore';
import { rightsOf } from '../../domain/access/permissions';
import { fail, ok, type Result } from '../../domain/values/result';

const secret = 'Нигматуллина';
const operator = {
  ...{ login: 'head', name: 'Главный Г. Г.', role: 'head', territory: [], rights: rightsOf('head') },
  ...{ mustChangePassword: false, key: 'open', lastSignInAt: null },
};
const entry = { seq: 1, field: 'surname', before: null, after: secret, outcome: 'applied', version: 1 };
const answers: Record<string, unknown> = {
  'system.hello': { contractHash: 'x', capabilities: [], clock: null, permissions: {} },
  'session.signIn': { operator, idleMinutes: 10 },
  'session.current': { operator, idleMinutes: 10 },
  'session.lock': {},
  'office.describe': { code: 'a', kind: 'ministry', name: 'А', mailbox: 'А', peers: [] },
  'record.open': {
    ...{ recordId: 'p', version: 1, status: 'active', registrationNumber: null },
    ...{ fields: { surname: secret }, lists: {}, lacks: [], warnings: [], moves: [] },
  },
  'record.list': {
    ...{ rows: [{ recordId: 'p', version: 1, fields: { surname: secret } }] },
    ...{ total: 1, more: false },
  },
  'record.history': { entries: [entry] },
  'user.list': { accounts: [{ login: 'a', name: secret }] },
  'once.list': { items: [{ id: '1', kind: 'recovery', code: secret }] },
  'emergency.list': { accesses: [{ number: 1, name: 'А', reason: secret }] },
};

/** A window over a transport that answers from the table; what is `held` waits until it is let go. */
function openWindow(
  held: { wait: Promise<unknown> } = { wait: Promise.resolve() },
  refusals: Record<string, Result<never>> = {},
) {
  const app = createApp({});
  const pinia = createPinia();
  const client = createClient({
    async call(name): Promise<Result<unknown>> {
      if (name === 'record.open') await held.wait;
      const refused = refusals[name];
      if (refused !== undefined) return refused;
      return name in answers ? ok(answers[name]) : fail('call.unknown');
    },
    onEvent: () => () => undefined,
    upload: () => Promise.resolve(fail('file.tooLarge')),
    fileUrl: (fileId) => fileId,
  });
  app.provide(clientKey, client);
  app.use(pinia);
  const run = <T>(use: () => T): T => app.runWithContext(use);
  return { run, memory: () => JSON.stringify(pinia.state.value) };
}

it('a window that was left holds nothing that the office knows', async () => {
  const { run, memory } = openWindow();
  const forget = run(useForgetting);
  const session = run(useSessionStore);
  await session.signIn('head', 'x');
  const list = run(useListStore);
  await list.ask({ search: secret });
  await run(useRecordStore).open('person', 'p');
  await run(useHistoryStore).read('person', 'p');
  await run(useAccountStore).read();
  await run(useEmergencyStore).refresh();
  await run(useShownOnceStore).read();
  // Rows lie in a Map, which JSON does not show.
  expect(list.row(0)?.fields['surname']).toBe(secret);
  expect(memory().split(secret).length).toBeGreaterThan(5);
  await session.lock(Promise.resolve());
  forget();
  expect(memory()).not.toContain(secret);
  expect(list.row(0)).toBeUndefined();
  expect(session.awaited).toEqual({ login: 'head', name: operator.name });
});

it('an answer that comes after the operator left is dropped', async () => {
  let letGo = (): void => undefined;
  const held = { wait: new Promise<void>((resolve) => (letGo = resolve)) };
  const { run, memory } = openWindow(held);
  const forget = run(useForgetting);
  const session = run(useSessionStore);
  await session.signIn('head', 'x');
  const opening = run(useRecordStore).open('person', 'p');
  await session.lock(Promise.resolve());
  forget();
  letGo();
  expect(await opening).toEqual(fail('session.required'));
  expect(memory()).not.toContain(secret);
});

it('a window that missed the event learns from the refusal why its session ended', async () => {
  const refusals: Record<string, Result<never>> = {};
  const { run } = openWindow(undefined, refusals);
  const session = run(useSessionStore);
  for (const [params, ended] of [
    [{ why: 'expired' }, 'expired'],
    [{ why: '__proto__' }, null],
    [undefined, null],
  ] as const) {
    delete refusals['record.list'];
    await session.signIn('head', 'x');
    expect([session.phase, session.ended]).toEqual(['signedIn', null]);
    refusals['record.list'] = fail('session.required', params === undefined ? {} : { params });
    await run(useListStore).ask({ search: 'дом' });
    expect([session.phase, session.ended]).toEqual(['locked', ended]);
  }
});
