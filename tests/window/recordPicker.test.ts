import { createPinia } from 'pinia';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from 'vue';
import type { CallName, Input } from '../../domain/contract';
import { sayField } from '../../renderer/record/sayField';
import { useRecordPicker } from '../../renderer/record/useRecordPicker';
import { clientKey, createClient } from '../../renderer/api/client';
import { useReferenceStore } from '../../renderer/stores/referenceStore';
import { useTitleStore } from '../../renderer/stores/titleStore';
import type { RecordKind } from '../../domain/registry/references/recordReference';
import { makeKeyOffices, type Desk, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';
import { withErrands } from '../support/offices/trialReferences';

/** What the form offers where a record is to be named, and how it says what is named: the window's parts over an office. */
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

/** The window of an operator: its stores, with a client that reaches the office itself. */
async function windowOf(by: Desk) {
  const client = createClient({
    call: (name, input) => by.call(name as CallName, input as Input<CallName>),
    onEvent: () => () => undefined,
    upload: () => Promise.reject(new Error('nothing is uploaded here')),
    fileUrl: (id) => id,
  });
  const app = createApp({});
  app.provide(clientKey, client);
  app.use(createPinia());
  const { reference, titles } = app.runWithContext(() => ({
    reference: useReferenceStore(),
    titles: useTitleStore(),
  }));
  await reference.load();
  const picker = (kind: RecordKind) =>
    app.runWithContext(() =>
      useRecordPicker(
        () => kind,
        (root, status) => root.root?.statuses.words[status]?.ru ?? '',
      ),
    );
  return { client, reference, titles, picker };
}
const organ = async (name: string, edition: number | null = null): Promise<string> =>
  (await desk.must('record.create', { registry: 'organ', fields: { name, edition } })).recordId;

it('offers what the words find with its status, chooses by them, and says its title from then on', async () => {
  const [first, second] = [await organ('Служба занятости', 2), await organ('Служба опеки')];
  const { reference, picker } = await windowOf(desk);
  const plain: RecordKind = { type: 'record', registry: 'organ' };
  const { offered, look, choose } = picker(plain);
  await look('служба заня');
  expect(offered.value.map(({ words }) => words)).toEqual(['Служба занятости · Проект']);
  await look('служба');
  expect(offered.value.map(({ id }) => id)).toEqual([first, second]);
  expect(await choose('служба')).toBeUndefined();
  const value = await choose('Служба опеки · Проект');
  expect(value).toBe(second);
  expect(sayField(plain, second, 'ru', reference.context)).toBe('Служба опеки');

  const pinned: RecordKind = { type: 'record', registry: 'organ', pinned: 'edition' };
  const other = picker(pinned);
  await other.look('занятости');
  expect(await other.choose('Служба занятости · Проект')).toBe(`${first}@2`);
  // It has no edition to be pinned to.
  await other.look('опеки');
  expect(await other.choose('Служба опеки · Проект')).toBeUndefined();
});

it('tells two of one name apart and offers only what the field asks for', async () => {
  await organ('Двойник');
  await organ('Двойник');
  const { picker } = await windowOf(desk);
  const both = picker({ type: 'record', registry: 'organ' });
  await both.look('двойник');
  expect(new Set(both.offered.value.map(({ words }) => words)).size).toBe(2);
  const standing = picker({ type: 'record', registry: 'organ', in: ['included'] });
  await standing.look('двойник');
  expect(standing.offered.value).toEqual([]);
});

it('says what a record of a draft is called, and forgets it with whoever sat there', async () => {
  const named = await organ('Из черновика');
  const errand = { subject: 'С названием', organ: named };
  const { recordId } = await desk.must('record.create', { registry: 'errand', fields: errand });
  const { client, reference, titles, picker } = await windowOf(desk);
  const kind: RecordKind = { type: 'record', registry: 'organ' };
  const say = () => sayField(kind, named, 'ru', reference.context);
  expect(say()).toBe(named);
  await picker(kind).name(named);
  expect(say()).toBe('Из черновика');
  await desk.must('record.save', {
    registry: 'organ',
    recordId: named,
    baseVersion: 1,
    fields: { name: 'Переименовано' },
  });
  await client.call('record.open', { registry: 'errand', recordId });
  expect([say(), titles.chosenAs(recordId, 'organ')]).toEqual(['Переименовано', 'Из черновика']);
  titles.forget();
  expect([say(), titles.chosenAs(recordId, 'organ')]).toEqual([named, undefined]);
});

it('offers and names no citizen to who may not read citizens', async () => {
  const fields = { surname: 'Ялантова', givenName: 'Өмет', location: 'Казань', territory: '92602000' };
  const { recordId: citizen } = await desk.must('record.create', { registry: 'person', fields });
  const kind: RecordKind = { type: 'record', registry: 'person' };
  for (const [login, found] of [
    ['operator', 1],
    ['neighbour', 0],
    ['auditor', 0],
  ] as const) {
    const { picker, reference } = await windowOf(await office.at(login));
    const { offered, look, name } = picker(kind);
    await look('Ялантова');
    await name(citizen);
    expect([login, offered.value.length]).toEqual([login, found]);
    const title = sayField(kind, citizen, 'ru', reference.context);
    expect([login, title]).toEqual([login, found === 1 ? 'Ялантова Өмет' : citizen]);
  }
});
