import { createPinia } from 'pinia';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { clientKey, createClient } from '../../renderer/api/client';
import { useRecordStore } from '../../renderer/stores/recordStore';
import { useReferenceStore } from '../../renderer/stores/referenceStore';
import { fail, ok, type Result } from '../../domain/values/result';
import { recordContext } from '../support/record/fieldContext';
import { soundProvider } from '../support/record/soundProvider';
import { shipped } from '../../electron/app/shipped';

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
        const answer = { 'system.registries': declare, 'reference.list': listReference, ...answers }[name];
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

const declare = () => ok({ registries: shipped.registries.roots });

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
      notYours: [],
      proposes: [],
      waiting: [],
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
          draftId: '',
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

  it('keeps what is typed while the program saves, over what was saved, and does what is asked meanwhile in turn', async () => {
    let stored: Record<string, unknown> = {};
    const { sent, record } = await standOn({
      'record.open': () => {
        const answer = opened(Object.keys(stored).length > 0 ? 4 : 3, {
          headName: stored['headName'] ?? null,
        });
        const places = stored['places'] as { id?: string }[] | undefined;
        if (places === undefined) return answer;
        const kept = places.map((row, at) => ({ ...row, id: row.id ?? `new-${at}` }));
        return ok({ ...answer.value, lists: { ...answer.value.lists, places: kept } });
      },
      'record.save': ({ fields }) => {
        stored = fields as Record<string, unknown>;
        return ok({ version: 4 });
      },
    });
    await record.open('provider', 'a');
    record.edit('headName', 'Сабирова Гөлнара', null);
    record.addRow('places');
    record.edit('places.1.address', 'г. Азнакаево', null);
    record.edit('places.1.oktmo', '92602101', null);
    const saving = record.inTurn(() => record.save());
    const second = record.inTurn(() => record.changes);
    await Promise.resolve();
    record.edit('headName', 'Сабирова Гөлнара Җәүдәт кызы', null);
    record.edit('places.1.address', 'г. Азнакаево, ул. Тихая, 3', null);

    expect(await saving).toEqual(ok(null));
    expect(sent.find(({ name }) => name === 'record.save')?.input['fields']).toMatchObject({
      headName: 'Сабирова Гөлнара',
    });
    expect(await second).toEqual({
      headName: 'Сабирова Гөлнара Җәүдәт кызы',
      places: [
        { id: 'places-0', address: 'г. Азнакаево, ул. Тихая, 1', oktmo: '92602101' },
        { id: 'new-1', address: 'г. Азнакаево, ул. Тихая, 3', oktmo: '92602101' },
      ],
    });
  });

  it('keeps what a save or a move left for the office that decides, until the next one', async () => {
    let version = 3;
    const asked = { version: 5, status: 'draft', registrationNumber: null, asked: true };
    const { record } = await standOn({
      'record.open': () => opened(version),
      'record.save': ({ fields }) => {
        version += 1;
        return ok({ version, ...('inn' in (fields as object) ? { proposed: ['inn'] } : {}) });
      },
      'record.move': () => ok(asked),
    });
    await record.open('provider', 'a');
    record.edit('inn', '1655000010', null);
    record.edit('headName', 'Сабирова Гөлнара', null);
    expect(record.shownIssues.filter(({ path }) => path === 'inn')).toEqual([]);
    await record.save();
    expect(record.left).toEqual(['inn']);
    record.edit('shortName', 'Другое', null);
    await record.save();
    expect(record.left).toEqual([]);
    await record.move('review');
    expect(record.left).toEqual(['status']);
  });

  it('sends the act behind a change with it', async () => {
    const { sent, record } = await standOn({
      'record.open': () => opened(3),
      'record.save': () => ok({ version: 4 }),
    });
    await record.open('provider', 'a');
    record.edit('shortName', 'Другое', null);
    await record.save({ act: 'Приказ', number: '7' });
    const [save] = sent.filter(({ name }) => name === 'record.save');
    expect(save?.input['decision']).toEqual({ act: 'Приказ', number: '7' });
  });

  it('withdraws a draft as it was opened, and says why not', async () => {
    const { sent, record } = await standOn({
      'record.open': () => opened(3),
      'record.withdraw': () => fail('record.notDraft'),
    });
    await record.open('provider', 'a');
    expect(await record.withdraw()).toEqual(fail('record.notDraft'));
    const asked = { registry: 'provider', recordId: 'a', baseVersion: 3 };
    expect(sent.at(-1)).toEqual({ name: 'record.withdraw', input: asked });
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
