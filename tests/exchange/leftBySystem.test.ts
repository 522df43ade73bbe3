import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFolder } from '../../electron/backup/writeArchive';
import { heldFiles } from '../support/exchange/heldFiles';
import { openWorld, reopenOffice, type World } from '../support/exchange/offices';

/** What a system lays into folders unasked is no packet and no part of one, even while it is held. */
describe('what the system lays into a folder', () => {
  const files = ['desktop.ini', 'Thumbs.db', '.DS_Store'];
  const folders = ['$RECYCLE.BIN', 'System Volume Information', '@eaDir'];
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  async function litter(place: string): Promise<void> {
    await mkdir(place, { recursive: true });
    for (const name of files) await writeFile(join(place, name), 'left by the system');
    for (const name of folders) await mkdir(join(place, name));
  }

  it('is not counted in quarantine, where only folders are packets', async () => {
    const { mintrud } = world;
    const quarantine = join(mintrud.dataFolder, 'quarantine');
    await litter(quarantine);
    expect((await mintrud.must('exchange.status', {})).quarantined).toBe(0);
    await mkdir(join(quarantine, 'packet'));
    await writeFile(join(quarantine, 'packet', 'reason.txt'), 'reason');
    expect((await mintrud.must('exchange.status', {})).quarantined).toBe(1);
    const kept = await listFolder(quarantine, 'quarantine');
    expect(kept.map(({ name }) => name)).toEqual(['quarantine/packet/reason.txt']);
  });

  it('is no packet that comes, and no part of one that it was laid into', async () => {
    const { almet } = world;
    await almet.must('record.create', { registry: 'provider', fields: { fullName: 'АНО «Первый»' } });
    await almet.must('exchange.run', {});
    await world.post();
    const held = heldFiles();
    held.shut = (path) => files.some((name) => path.endsWith(name));
    await world.mintrud.app.close();
    const mintrud = await reopenOffice(world.mintrud, undefined, undefined, { packetFiles: held.files });
    world.replace(world.mintrud, mintrud);
    const [packet = ''] = await readdir(mintrud.incoming);
    await litter(mintrud.incoming);
    await litter(join(mintrud.incoming, packet));
    expect(await mintrud.must('exchange.run', {})).toMatchObject({ applied: 1, waiting: 0, quarantined: 0 });
    await world.post();
    await almet.must('exchange.run', {});
    const { entries } = await almet.must('exchange.journal', {});
    expect(entries.some(({ kind, state }) => kind === 'receipt' && state === 'acknowledged')).toBe(true);
  });
});
