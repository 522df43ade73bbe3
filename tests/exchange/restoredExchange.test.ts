import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { shipped } from '../../electron/app/shipped';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import { makeProvider } from '../support/record/makeProviders';
import { includedProvider } from '../support/record/includedProvider';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, reopenOffice, type OpenOffice, type World } from '../support/exchange/offices';

/**
 * An office that was restored from a backup finds its place in the exchange again: what it had been told and what it had
 * said since comes back from its peers, numbers go on, nothing waits for ever and nothing is applied twice.
 */
const registry = 'provider';

describe('the exchange after a restoration', () => {
  let world: World;
  let now: Date;
  const clock = () => now;
  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00+03:00');
    world = await openWorld(clock);
  });
  afterEach(() => world.close());

  const create = async (office: OpenOffice, fullName: string): Promise<string> =>
    (await office.must('record.create', { registry, fields: { fullName } })).recordId;
  const titles = async (office: OpenOffice): Promise<unknown[]> =>
    (await office.must('record.list', { registry })).rows.map(({ fields }) => fields['fullName']);
  const notes = async (office: OpenOffice, recordId: string) =>
    (await office.must('record.open', { registry, recordId })).fields['note'];
  const note = async (office: OpenOffice, recordId: string, text: string): Promise<void> => {
    const { version: baseVersion } = await office.must('record.open', { registry, recordId });
    await office.must('record.save', { registry, recordId, baseVersion, fields: { note: text } });
  };
  const settle = (): Promise<void> =>
    comeToRest(world.offices(), () => (now = new Date(now.getTime() + 60_000)));

  /** The office as a backup had it, in another folder: what it did since the backup is gone with the machine. */
  async function restored(office: OpenOffice, backup: string): Promise<OpenOffice> {
    await office.app.close();
    const dataFolder = join(world.folder, `${office.code}-restored-${now.getTime()}`);
    now = new Date(now.getTime() + 120_000);
    const secret = { kind: 'recovery', code: office.recoveryCode } as const;
    const result = await restoreOffice({
      ...shipped,
      dataFolder,
      from: { file: backup },
      secret,
      now: clock,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const again = await reopenOffice(office, dataFolder, clock);
    world.replace(office, again);
    return again;
  }
  async function backUp(office: OpenOffice): Promise<string> {
    const { fileName } = await office.must('backup.make', {});
    return join(office.dataFolder, 'backups', fileName);
  }
  async function expectCalm(): Promise<void> {
    for (const office of world.offices()) {
      const status = await office.must('exchange.status', {});
      expect([office.code, status]).toMatchObject([
        office.code,
        { unsent: 0, unreceipted: 0, quarantined: 0, conflicts: 0 },
      ]);
      expect([office.code, await readdir(office.incoming)]).toEqual([office.code, []]);
    }
  }

  it.each(['aznakaevo', 'mintrud'] as const)(
    'gives %s back what peers hold, its own words too',
    async (code) => {
      const office = world[code];
      const other = code === 'mintrud' ? world.aznakaevo : world.mintrud;
      const first = await create(office, 'АНО «Первый»');
      await settle();
      const backup = await backUp(office);
      await create(office, 'АНО «Второй»');
      await create(other, 'АНО «Чужой»');
      await note(office, first, 'после копии');
      await settle();
      await note(other, first, 'поправка соседа');
      await settle();
      await note(office, first, 'поправка своя');
      await settle();
      await create(office, 'АНО «Не отправлен»');

      const again = await restored(office, backup);
      expect(await titles(again)).toEqual(['АНО «Первый»']);
      await create(again, 'АНО «Новый»');
      await create(other, 'АНО «Встречный»');
      await settle();
      await settle();
      const all = ['Встречный', 'Второй', 'Новый', 'Первый', 'Чужой'].map((name) => `АНО «${name}»`);
      for (const one of world.offices()) expect([one.code, await titles(one)]).toEqual([one.code, all]);
      for (const one of world.offices()) expect(await notes(one, first)).toBe('поправка своя');
      await expectCalm();
      await note(again, first, 'работа идёт');
      await settle();
      for (const one of world.offices()) expect(await notes(one, first)).toBe('работа идёт');
      await expectCalm();
    },
  );

  it('takes what was under way when the office was lost, and goes on after a second restoration', async () => {
    await create(world.aznakaevo, 'АНО «Первый»');
    await settle();
    const backup = await backUp(world.aznakaevo);
    await create(world.aznakaevo, 'АНО «В пути туда»');
    await create(world.mintrud, 'АНО «В пути обратно»');
    await world.aznakaevo.must('exchange.run', {});
    await world.mintrud.must('exchange.run', {});
    // The transport holds both packets back until the restored office has spoken.
    const held = join(world.folder, 'held');
    await cp(world.aznakaevo.outgoing, join(held, 'there'), { recursive: true });
    await cp(world.mintrud.outgoing, join(held, 'back'), { recursive: true });
    for (const office of [world.aznakaevo, world.mintrud])
      for (const name of await readdir(office.outgoing))
        await rename(join(office.outgoing, name), join(held, `${office.code}-${name}`));
    const once = await restored(world.aznakaevo, backup);
    await settle();
    await cp(join(held, 'there'), once.outgoing, { recursive: true });
    await cp(join(held, 'back'), world.mintrud.outgoing, { recursive: true });
    await settle();
    await settle();
    expect(await titles(world.mintrud)).toEqual([
      'АНО «В пути обратно»',
      'АНО «В пути туда»',
      'АНО «Первый»',
    ]);

    expect(await titles(world.offices()[1] ?? once)).toHaveLength(3);
    await restored(once, backup);
    await settle();
    await settle();
    const lists = await Promise.all(world.offices().map(titles));
    for (const list of lists) expect(list).toEqual(lists[0]);
    expect(lists[0]).toHaveLength(3);
  });

  it.each(['mintrud', 'aznakaevo'] as const)(
    'takes what %s had under way before the first of two restorations, however late it comes',
    async (code) => {
      const other = code === 'mintrud' ? 'aznakaevo' : 'mintrud';
      await create(world[code], 'АНО «Первый»');
      await settle();
      const first = await backUp(world[code]);
      await create(world[code], 'АНО «В пути»');
      await world[code].must('exchange.run', {});
      const held = join(world.folder, 'held');
      await rename(world[code].outgoing, held);
      await mkdir(world[code].outgoing);
      let again = await restored(world[code], first);
      await create(again, 'АНО «Между»');
      await settle();
      again = await restored(again, await backUp(again));
      await create(again, 'АНО «После»');
      await settle();
      await cp(held, again.outgoing, { recursive: true });
      await settle();
      await settle();
      const all = ['В пути', 'Между', 'Первый', 'После'].map((name) => `АНО «${name}»`);
      for (const one of world.offices()) expect([one.code, await titles(one)]).toEqual([one.code, all]);
      expect((await world[other].must('exchange.status', {})).quarantined).toBe(0);
    },
  );

  it('asks the next keeper what the former one took and forgot', async () => {
    const fields = { fullName: 'АНО «Первый»', oktmo: '92602000' };
    const { recordId } = await world.mintrud.must('record.create', { registry, fields });
    await settle();
    const backup = await backUp(world.aznakaevo);
    const save = async (more: RecordFields) => {
      const { version: baseVersion } = await world.mintrud.must('record.open', { registry, recordId });
      await world.mintrud.must('record.save', { registry, recordId, baseVersion, fields: more });
    };
    await save({ phones: ['+78559271111'], places: [{ address: 'ул. Тихая, 1', oktmo: '92602101' }] });
    await world.mintrud.must('exchange.run', {});
    await world.post();
    await world.aznakaevo.must('exchange.run', {});
    // Its answer goes with the machine, and the district of the provider is another one by then.
    for (const name of await readdir(world.aznakaevo.outgoing))
      await rm(join(world.aznakaevo.outgoing, name), { recursive: true });
    await restored(world.aznakaevo, backup);
    await save({ oktmo: '92608000' });
    await settle();
    await settle();
    for (const office of world.offices()) {
      const open = await office.must('record.open', { registry, recordId });
      const addresses = open.lists['places']?.map(({ address }) => address);
      expect([office.code, open.fields['phones'], addresses, open.waiting]).toEqual([
        office.code,
        ['+78559271111'],
        ['ул. Тихая, 1'],
        [],
      ]);
    }
  });

  it('gives a proposal back as the open question that it was', async () => {
    const recordId = await includedProvider(world.mintrud, { shortName: 'Прежнее' });
    await settle();
    const backup = await backUp(world.aznakaevo);
    const { version: baseVersion } = await world.aznakaevo.must('record.open', { registry, recordId });
    const change = { shortName: 'Предложенное' };
    await world.aznakaevo.must('record.save', { registry, recordId, baseVersion, fields: change });
    await settle();
    await restored(world.aznakaevo, backup);
    await settle();
    await settle();
    for (const office of world.offices().slice(0, 2)) {
      const shown = (await office.must('record.open', { registry, recordId })).fields['shortName'];
      const { items } = await office.must('review.list', {});
      expect([office.code, shown, items]).toMatchObject([
        office.code,
        'Прежнее',
        [{ recordId, field: 'shortName', why: 'proposed' }],
      ]);
    }
  });

  it('gives no number twice, of a register or of a letter, that it gave after the backup', async () => {
    const first = await include(world.mintrud, 1);
    await settle();
    const backup = await backUp(world.mintrud);
    const second = await include(world.mintrud, 2);
    await settle();
    const letters = await lettersOf(world.mintrud);
    expect([first, second]).toEqual(['16-000001', '16-000002']);
    expect(letters.length).toBeGreaterThan(1);

    // Before a word of the peers comes in, that is when nobody here knows of the second one.
    const again = await restored(world.mintrud, backup);
    const third = await include(again, 3);
    await settle();
    const fourth = await include(again, 4);
    await settle();
    const numbers = [first, second, third, fourth];
    expect(new Set(numbers).size).toBe(4);
    for (const office of world.offices()) {
      const { rows } = await office.must('record.list', { registry });
      const held = rows.map(({ fields }) => fields['registrationNumber']);
      expect([office.code, held.toSorted()]).toEqual([office.code, numbers.toSorted()]);
    }
    const all = await lettersOf(again);
    expect(all.length).toBeGreaterThan(letters.length + 1);
    expect(new Set(all).size).toBe(all.length);
  });

  /** A provider of its own code in the registry; answers its number there. */
  async function include(office: OpenOffice, place: number): Promise<unknown> {
    const { fields, lists } = makeProvider(place);
    const { recordId } = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
    const decision = {
      number: `${place}-п`,
      decidedOn: '2026-11-20',
      ground: 'decision',
      decidedBy: 'Г. Г. Иванова',
    };
    await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const moved = await office.must('record.move', {
      registry,
      recordId,
      baseVersion: 2,
      to: 'included',
      decision,
    });
    return moved.registrationNumber;
  }
  /** Numbers of the letters that left the office, each as often as one carries it. */
  async function lettersOf({ code, outgoing }: OpenOffice): Promise<string[]> {
    const sent = join(dirname(outgoing), 'Sended');
    const found: string[] = [];
    for (const packet of await readdir(sent)) {
      const texts = await Promise.all(
        (await readdir(join(sent, packet))).map((name) => readFile(join(sent, packet, name), 'latin1')),
      );
      const numbers = texts.join('\n').match(new RegExp(`\\b${code}-\\d+\\b`, 'g'));
      found.push(...new Set(numbers));
    }
    return found;
  }
});
