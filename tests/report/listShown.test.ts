import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../domain/contract';
import { recordContext } from '../support/record/fieldContext';
import { provider } from '../../domain/registry/provider/declaration';
import { selectionOf, type ShownList } from '../../domain/report/listSelection';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { soundProvider } from '../support/record/soundProvider';

/** What is selected, exported and printed is what the list shows: its filter, its order, what is marked in it. */
const registry = 'provider';
type Shown = NonNullable<Input<'export.make'>['shown']>;
const decision = {
  ...{ act: 'Приказ', number: '17', decidedOn: '2026-11-20' },
  ...{ ground: 'decision', decidedBy: 'Г. Г. Иванова' },
};

describe('a list', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  const ids: string[] = [];
  const names = ['Ватан', 'Акчарлак', 'Бердэмлек', 'Гөлчәчәк'];

  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make());
    for (const [at, name] of names.entries()) {
      const { fields, lists } = soundProvider();
      const oktmo = at === 3 ? '92608000' : '92602000';
      const { recordId } = await office.must('record.create', {
        registry,
        fields: { ...fields, ...lists, fullName: name, oktmo },
      });
      ids.push(recordId);
      // The last one stays a draft.
      if (at === 3) continue;
      await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
      await office.must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
    }
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  const [vatan, akcharlak, berdem, golchachak] = [0, 1, 2, 3].map((at) => () => ids[at] ?? '') as [
    () => string,
    () => string,
    () => string,
    () => string,
  ];
  const shows = async (query: Shown): Promise<readonly unknown[]> =>
    (await office.must('record.list', { registry, ...query })).rows.map(({ recordId }) => recordId);
  const exported = async (shown?: Shown) => {
    const asked = { registry, format: 'csv', ...(shown === undefined ? {} : { shown }) } as const;
    const { file, rows, leftOut } = await office.must('export.make', asked);
    const stored = office.files().find(file.fileId);
    const text = stored === undefined ? '' : (await buffer(stored.stream())).toString('utf8');
    const order = names
      .filter((name) => text.includes(name))
      .sort((a, b) => text.indexOf(a) - text.indexOf(b));
    return { order, rows, leftOut };
  };

  it('tells which of the selected records it still shows, in its order', async () => {
    const only = [vatan(), golchachak(), akcharlak()];
    expect(await shows({ only })).toEqual([akcharlak(), vatan(), golchachak()]);
    expect(await shows({ only, descending: true })).toEqual([golchachak(), vatan(), akcharlak()]);
    expect(await shows({ only, filters: { oktmo: ['92602000'] } })).toEqual([akcharlak(), vatan()]);
    expect(await shows({ only, search: 'ватан' })).toEqual([vatan()]);
    expect(await shows({ only: ['nobody'] })).toEqual([]);
    expect(await shows({ only: [] })).toEqual([]);
  });

  it('is exported as it is narrowed, ordered and selected, without what is not public', async () => {
    expect(await exported()).toEqual({ order: ['Акчарлак', 'Бердэмлек', 'Ватан'], rows: 3, leftOut: 1 });
    expect(await exported({ descending: true })).toEqual({
      order: ['Ватан', 'Бердэмлек', 'Акчарлак'],
      rows: 3,
      leftOut: 1,
    });
    expect(await exported({ search: 'бердэмлек' })).toMatchObject({ order: ['Бердэмлек'], leftOut: 0 });
    expect(await exported({ filters: { oktmo: ['92608000'] } })).toEqual({ order: [], rows: 0, leftOut: 1 });
    const only = [vatan(), berdem()];
    expect(await exported({ only, sort: 'registrationNumber', descending: true })).toMatchObject({
      order: ['Бердэмлек', 'Ватан'],
    });
    const shown = { filters: { note: ['x'] } };
    const unknown = { error: { code: 'filter.unknown' } };
    expect(await office.call('export.make', { registry, format: 'csv', shown })).toMatchObject(unknown);
    expect(await office.call('document.make', { kind: 'provider-list', shown })).toMatchObject(unknown);
  });

  it('says on paper that it is a part', () => {
    const say = (shown: ShownList) =>
      selectionOf(provider, shown, recordContext.today, recordContext.classifiers).selection;
    expect(say({ search: ' ', filters: {} })).toBeUndefined();
    expect(say({ search: 'дом', filters: { oktmo: ['92602000'], status: ['included'] }, only: ['a'] })).toBe(
      'Часть реестра: муниципальное образование — Азнакаевский муниципальный район; статус — включён; найденные по словам «дом»; отмеченные оператором',
    );
    const where = [
      { field: 'placesFree', from: 3, to: 5 },
      { field: 'licences.validUntilOn', to: '2026-12-31' },
      { field: 'changedAt', from: '2026-11-01' },
      { field: 'keeper', empty: false },
      { field: 'inn', contains: '16' },
    ];
    expect(say({ search: '', filters: {}, where })).toBe(
      'Часть реестра: свободных мест — от 3 до 5; лицензии: действует до — до 31.12.2026; время изменения — от 01.11.2026; кто ведёт контакты и места — заполнено; инн — содержит «16»',
    );
  });
});
