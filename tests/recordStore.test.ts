import { createPinia } from 'pinia';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { clientKey, createClient } from '../renderer/api/client';
import { useRecordStore } from '../renderer/stores/recordStore';
import { useReferenceStore } from '../renderer/stores/referenceStore';
import { fail, ok, type Result } from '../domain/values/result';
import { recordContext } from './support/fieldContext';
import { soundProvider } from './support/soundProvider';

interface Sent {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** The store over a transport that remembers what was asked and answers from this table. */
async function standOn(answers: Record<string, (input: Record<string, unknown>) => Result<unknown>>) {
  const sent: Sent[] = [];
  const app = createApp({});
  app.provide(
    clientKey,
    createClient({
      call: (name, input) => {
        sent.push({ name, input: input as Record<string, unknown> });
        const answer = { 'reference.list': listReference, ...answers }[name];
        return Promise.resolve(answer?.(input as Record<string, unknown>) ?? fail('call.unknown'));
      },
      onEvent: () => () => undefined,
      upload: () => Promise.resolve(fail('file.tooLarge')),
      fileUrl: (fileId) => fileId,
    }),
  );
  app.use(createPinia());
  await app.runWithContext(() => useReferenceStore().load());
  return { sent, record: app.runWithContext(() => useRecordStore()) };
}

/** The classifiers that ship; without them no code could be judged. */
function listReference({ name }: Record<string, unknown>): Result<unknown> {
  const { classifiers } = recordContext;
  return ok(name === 'oktmo' || name === 'okopf' ? classifiers[name] : { source: '', entries: [] });
}

const opened = (version: number, changes: Record<string, unknown> = {}) => {
  const { fields, lists } = soundProvider();
  const noted = Object.fromEntries(
    Object.entries(lists).map(([list, rows]) => [
      list,
      rows.map((row, at) => ({ ...row, id: `${list}-${at}` })),
    ]),
  );
  return ok({
    ...{
      recordId: 'a',
      version,
      status: 'draft',
      registrationNumber: null,
      lacks: [],
      warnings: [],
      moves: [],
    },
    ...{ fields: { ...fields, ...changes }, lists: noted },
  });
};

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 23, 12) });
});
afterAll(() => {
  vi.useRealTimers();
});

describe('saving from the form', () => {
  it('sends the changed fields and lists only, with the version that was opened', async () => {
    let version = 3;
    const { sent, record } = await standOn({
      'record.open': () => opened(version),
      'record.save': () => ok({ version: (version += 1) }),
    });
    await record.open('provider', 'a');
    record.edit('headName', 'Сабирова Гөлнара', null);
    record.edit('shortName', 'Другое', null);
    record.edit('shortName', soundProvider().fields['shortName'] ?? null, null);
    record.edit('places.0.address', 'г. Азнакаево, ул. Тихая, 2', null);
    record.addRow('licences');

    expect(await record.save()).toEqual(ok(null));
    const saves = sent.filter(({ name }) => name === 'record.save');
    expect(saves).toEqual([
      {
        name: 'record.save',
        input: {
          registry: 'provider',
          recordId: 'a',
          baseVersion: 3,
          fields: {
            headName: 'Сабирова Гөлнара',
            places: [{ id: 'places-0', address: 'г. Азнакаево, ул. Тихая, 2', oktmo: '92602101' }],
          },
        },
      },
    ]);
    expect(record.version).toBe(4);
    expect(record.dirty).toBe(false);
  });

  it('does not send what cannot be read, and says where it is', async () => {
    const { sent, record } = await standOn({ 'record.open': () => opened(1) });
    await record.open('provider', 'a');
    record.edit('stateRegistrationOn', '31.02.2020', { code: 'date.absent' });
    const refusal = await record.save();
    expect(refusal.ok ? [] : refusal.error.issues).toEqual([
      { path: 'stateRegistrationOn', code: 'date.absent', severity: 'error' },
    ]);
    expect(sent.map(({ name }) => name)).not.toContain('record.save');
    record.undo();
    expect(record.dirty).toBe(false);
  });

  it("keeps the operator's work when others were first, and goes on from their version", async () => {
    const answers: Result<unknown>[] = [opened(1), opened(2, { headName: 'Чужая Рука', note: 'чужое' })];
    const { sent, record } = await standOn({
      'record.open': () => answers.shift() ?? opened(3, { headName: 'Моя Рука', note: 'чужое' }),
      'record.save': (input) => (input['baseVersion'] === 2 ? ok({ version: 3 }) : fail('record.stale')),
    });
    await record.open('provider', 'a');
    record.edit('headName', 'Моя Рука', null);
    expect((await record.save()).ok).toBe(false);
    const merged = record.merge();
    expect(merged?.conflicts.map(({ path, mine, theirs }) => [path, mine, theirs])).toEqual([
      ['headName', 'Моя Рука', 'Чужая Рука'],
    ]);
    if (merged !== null) record.settle(merged, []);
    expect(record.current.fields['note']).toBe('чужое');
    expect(await record.save()).toEqual(ok(null));
    expect(sent.filter(({ name }) => name === 'record.save').at(-1)?.input).toMatchObject({
      baseVersion: 2,
      fields: { headName: 'Моя Рука' },
    });
  });
});
