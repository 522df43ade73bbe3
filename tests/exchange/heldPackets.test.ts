import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heldFiles, type HeldFiles } from '../support/exchange/heldFiles';
import { openWorld, reopenOffice, type OpenOffice, type World } from '../support/exchange/offices';

/**
 * A packet that another program holds (the transport client, a viewer, a scanner), coming or going: it is passed over, as
 * often as the exchange is run and after a restart too, and everything else goes on.
 */
describe('a packet that another program holds', () => {
  let world: World;
  let held: HeldFiles;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00+03:00');
    world = await openWorld(() => now);
    held = heldFiles();
    await restart(world.mintrud);
  });
  afterEach(() => world.close());

  let mintrud: OpenOffice;
  async function restart(office: OpenOffice): Promise<void> {
    await office.app.close();
    mintrud = await reopenOffice(office, office.dataFolder, () => now, { packetFiles: held.files });
    world.replace(office, mintrud);
  }
  const create = async (office: OpenOffice, fullName: string): Promise<unknown> =>
    office.must('record.create', { registry: 'provider', fields: { fullName } });
  const titles = async (): Promise<unknown[]> =>
    (await mintrud.must('record.list', { registry: 'provider' })).rows.map((row) => row.fields['fullName']);
  const round = (office: OpenOffice) => office.must('exchange.run', {});
  const lying = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
  const below = (folder: string) => (path: string) => path === folder || path.startsWith(join(folder, '/'));

  /** A district sends; answers where its packet lies before the ministry. */
  async function send(office: OpenOffice, fullName: string): Promise<string> {
    const before = await lying(mintrud.incoming);
    await create(office, fullName);
    await round(office);
    await world.post();
    return (await lying(mintrud.incoming)).find((path) => !before.includes(path)) ?? '';
  }

  it('in the incoming folder is applied and receipted once, and those of other offices are taken', async () => {
    const first = await send(world.almet, 'АНО «Первый»');
    held.open = below(first);
    await send(world.aznakaevo, 'АНО «Второй»');
    expect(await round(mintrud)).toMatchObject({ applied: 2 });
    for (let again = 0; again < 3; again += 1) expect(await round(mintrud)).toMatchObject({ laid: 0 });
    await restart(mintrud);
    expect(await round(mintrud)).toMatchObject({ applied: 0, laid: 0 });
    expect((await titles()).sort()).toEqual(['АНО «Второй»', 'АНО «Первый»']);
    expect(await lying(mintrud.incoming)).toEqual([first]);
    await world.post();
    await round(world.almet);
    const { entries } = await world.almet.must('exchange.journal', {});
    expect(entries.filter(({ kind, state }) => kind === 'receipt' && state === 'acknowledged')).toHaveLength(
      1,
    );
    held.open = () => false;
    await round(mintrud);
    expect(await lying(mintrud.incoming)).toEqual([]);
  });

  it('in the incoming folder and cannot be looked into waits, and is applied once it can', async () => {
    const first = await send(world.almet, 'АНО «Первый»');
    held.shut = below(first);
    await send(world.aznakaevo, 'АНО «Второй»');
    expect(await round(mintrud)).toMatchObject({ applied: 1, waiting: 1, quarantined: 0 });
    await restart(mintrud);
    expect(await round(mintrud)).toMatchObject({ applied: 0, waiting: 1 });
    held.shut = () => false;
    expect(await round(mintrud)).toMatchObject({ applied: 1, waiting: 0 });
    expect((await titles()).sort()).toEqual(['АНО «Второй»', 'АНО «Первый»']);
  });

  it('in the outgoing folder when it is due again keeps nothing from being laid', async () => {
    await create(mintrud, 'АНО «Первый»');
    await round(mintrud);
    const before = await lying(mintrud.outgoing);
    expect(before).toHaveLength(2);
    held.shut = below(before[0] ?? '');
    for (let due = 0; due < 2; due += 1) {
      now = new Date(now.getTime() + 73 * 3_600_000);
      await create(mintrud, `АНО «Новый ${due}»`);
      expect((await round(mintrud)).laid).toBeGreaterThanOrEqual(3);
      await restart(mintrud);
    }
    expect((await lying(mintrud.outgoing)).sort()).toEqual(expect.arrayContaining(before));
    held.shut = () => false;
    await round(mintrud);
    expect((await mintrud.must('exchange.status', {})).stuck).toBe(0);
    expect(await readdir(before[0] ?? '')).toContain('envelope.ini');
  });
});
