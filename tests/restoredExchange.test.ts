import { cp, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreOffice } from '../electron/app/restoreOffice';
import { openWorld, reopenOffice, type OpenOffice, type World } from './support/offices';

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
  /** Rounds and post until nothing moves any more. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      now = new Date(now.getTime() + 60_000);
      for (const office of world.offices()) await office.must('exchange.run', {});
      const carried = await world.post();
      if (carried.length === 0) return;
    }
    throw new Error('the exchange does not come to rest');
  }

  /** The office as a backup had it, in another folder: what it did since the backup is gone with the machine. */
  async function restored(office: OpenOffice, backup: string): Promise<OpenOffice> {
    await office.app.close();
    const dataFolder = join(world.folder, `${office.code}-restored-${now.getTime()}`);
    now = new Date(now.getTime() + 120_000);
    const secret = { kind: 'recovery', code: office.recoveryCode } as const;
    const result = await restoreOffice({ dataFolder, from: { file: backup }, secret, now: clock });
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
});
