import { createPinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { clientKey, createClient } from '../../renderer/api/client';
import { useForgetting } from '../../renderer/session/useForgetting';
import { useDraftStore } from '../../renderer/stores/draftStore';
import { useRecordStore } from '../../renderer/stores/recordStore';
import { useReferenceStore } from '../../renderer/stores/referenceStore';
import { useSessionStore } from '../../renderer/stores/sessionStore';
import { rightsOf } from '../../domain/access/permissions';
import { fail, ok, type Result } from '../../domain/values/result';
import { shipped } from '../../electron/app/shipped';

/** What the window does with words that nobody has saved, over a program that can go away. */
const operator = {
  ...{
    login: 'clerk',
    name: 'Писцова П. П.',
    role: 'registryOperator',
    territory: [],
    rights: rightsOf('registryOperator'),
  },
  ...{ mustChangePassword: false, key: 'open', lastSignInAt: null },
};
const answers: Record<string, unknown> = {
  'system.registries': { registries: shipped.registries.roots },
  'reference.list': { source: '', entries: [] },
  'system.hello': { program: 'yardam', version: '0', contractHash: 'x', capabilities: [] },
  'session.signIn': { operator, idleMinutes: 10 },
  'session.current': { operator, idleMinutes: 10 },
  'session.lock': {},
  'office.describe': { code: 'a', kind: 'ministry', name: 'А', mailbox: 'А', peers: [] },
};
interface Kept {
  readonly draftId: string;
  readonly turn: number;
  readonly fields: Record<string, unknown>;
  readonly keptAt: string;
}

/** Drafts of one form as the program keeps them, and the browser's locks, for as many windows as are opened on them. */
function makeDesk() {
  let drafts: readonly Kept[] = [];
  const sent: { at: number; fields: Record<string, unknown>; lasting: unknown }[] = [];
  const state = { refusal: undefined as Result<never> | undefined };
  const held = new Set<string>();
  vi.stubGlobal('navigator', {
    locks: {
      request: async (name: string, _options: unknown, act: (lock: object | null) => unknown) => {
        if (held.has(name)) return act(null);
        held.add(name);
        await act({ name });
        held.delete(name);
      },
    },
  });
  const openWindow = async () => {
    const app = createApp({});
    const call = (name: string, input: unknown, lasting?: 'lasting'): Promise<Result<unknown>> => {
      if (state.refusal !== undefined) return Promise.resolve(state.refusal);
      if (name === 'draft.open') {
        const [draft = null, ...others] = drafts;
        return Promise.resolve(ok({ draft, others }));
      }
      if (name !== 'draft.keep')
        return Promise.resolve(name in answers ? ok(answers[name]) : fail('call.unknown'));
      const kept = { ...(input as Kept), keptAt: new Date().toISOString() };
      sent.push({ at: Date.now(), fields: kept.fields, lasting });
      drafts = drafts.filter(({ draftId }) => draftId !== kept.draftId);
      if (Object.keys(kept.fields).length > 0) drafts = [kept, ...drafts];
      return Promise.resolve(ok({}));
    };
    app.provide(
      clientKey,
      createClient({
        call,
        onEvent: () => () => undefined,
        upload: () => Promise.resolve(fail('file.tooLarge')),
        fileUrl: (fileId) => fileId,
      }),
    );
    app.use(createPinia());
    const stores = app.runWithContext(() => ({
      session: useSessionStore(),
      record: useRecordStore(),
      draft: useDraftStore(),
      forget: useForgetting(),
      reference: useReferenceStore(),
    }));
    await stores.reference.load();
    await stores.session.signIn('clerk', 'x');
    stores.record.startNew('provider');
    await stores.draft.restore();
    const type = async (text: string): Promise<void> => {
      stores.record.edit('note', text, null);
      await nextTick();
    };
    return { ...stores, type };
  };
  return { openWindow, sent, state, drafts: () => drafts };
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 23, 12) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is never more than a second behind, though one types without a pause', async () => {
  const { openWindow, drafts } = makeDesk();
  const { type } = await openWindow();
  const typed: { at: number; text: string }[] = [];
  for (let stroke = 1; stroke <= 60; stroke += 1) {
    const text = 'а'.repeat(stroke);
    typed.push({ at: Date.now(), text });
    await type(text);
    await vi.advanceTimersByTimeAsync(100);
    const due = typed.filter(({ at }) => at <= Date.now() - 1000).at(-1);
    const kept = drafts()[0]?.fields['note'];
    expect(typeof kept === 'string' ? kept.length : 0).toBeGreaterThanOrEqual(due?.text.length ?? 0);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(drafts()[0]?.fields).toEqual({ note: 'а'.repeat(60) });
});

it('hands over what is typed when the page goes away, whatever is on its way', async () => {
  const { openWindow, sent } = makeDesk();
  const { type, draft } = await openWindow();
  await type('слово');
  draft.part();
  expect(sent.at(-1)).toMatchObject({ fields: { note: 'слово' }, lasting: 'lasting' });
});

it('says at once that nobody answers, holds the words over a lock, and sends them when somebody does', async () => {
  const { openWindow, state, drafts } = makeDesk();
  const { type, draft, session, forget } = await openWindow();
  state.refusal = fail('system.unreachable');
  await type('слово');
  await vi.advanceTimersByTimeAsync(1000);
  expect([draft.failure?.code, draft.waiting]).toEqual(['system.unreachable', 1]);
  state.refusal = fail('session.required');
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.phase).toBe('locked');
  forget();
  state.refusal = undefined;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(drafts()).toEqual([]);
  await session.signIn('clerk', 'x');
  await vi.advanceTimersByTimeAsync(1000);
  expect(drafts()[0]?.fields).toEqual({ note: 'слово' });
  expect([draft.failure, draft.waiting]).toEqual([null, 0]);
});

it('goes on trying by itself while the operator stays', async () => {
  const { openWindow, state, drafts } = makeDesk();
  const { type, draft } = await openWindow();
  state.refusal = fail('disk.full');
  await type('слово');
  await vi.advanceTimersByTimeAsync(1000);
  expect(draft.failure?.code).toBe('disk.full');
  state.refusal = undefined;
  await vi.advanceTimersByTimeAsync(3000);
  expect([draft.failure, drafts()[0]?.fields]).toEqual([null, { note: 'слово' }]);
});

it('of two windows does not overwrite one by the other, and each finds its own again', async () => {
  const { openWindow, drafts } = makeDesk();
  const one = await openWindow();
  await one.type('первое');
  await one.draft.keep();
  const two = await openWindow();
  expect([two.record.dirty, two.draft.elsewhere]).toEqual([false, true]);
  await two.type('второе');
  await two.draft.keep();
  await one.type('первое, дальше');
  await one.draft.keep();
  expect(drafts().map(({ fields }) => fields['note'])).toEqual(['первое, дальше', 'второе']);
  // The second window is closed; a third one goes on with what it left.
  two.draft.forget();
  const three = await openWindow();
  expect(three.record.current.fields['note']).toBe('второе');
  one.draft.forget();
  await three.draft.restore();
  expect(three.draft.others).toHaveLength(1);
  const [other] = three.draft.others;
  if (other !== undefined) await three.draft.take(other);
  expect(drafts()).toHaveLength(2);
});

it('is thrown away with the new record that was being typed, and taken back', async () => {
  const { openWindow, drafts } = makeDesk();
  const { type, draft, record } = await openWindow();
  await type('не то');
  await draft.keep();
  await draft.drop();
  expect([record.dirty, drafts()]).toEqual([false, []]);
  await draft.takeBack();
  await nextTick();
  await draft.keep();
  expect(record.current.fields['note']).toBe('не то');
  expect(drafts()[0]?.fields).toEqual({ note: 'не то' });
  expect(draft.dropped).toBeNull();
});
