import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { officeConfigShape, type OfficeConfig } from '../../domain/exchange/officeConfig';
import { reopenOffice, openWorld, type OpenOffice, type World } from '../support/exchange/offices';

/**
 * A packet that cannot be moved is told of once and passed over: everything else goes on, in both directions, and the
 * packet itself goes once the obstacle is gone. The obstacles are such as stop an administrator of the system too.
 */
const registry = 'provider';

describe('a round of the exchange passes over', () => {
  let world: World;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00+03:00');
    world = await openWorld(() => now);
  });
  afterEach(() => world.close());

  const create = async (office: OpenOffice, fullName: string): Promise<string> =>
    (await office.must('record.create', { registry, fields: { fullName } })).recordId;
  const titles = async (office: OpenOffice): Promise<unknown[]> =>
    (await office.must('record.list', { registry })).rows.map((row) => row.fields['fullName']);
  const round = (office: OpenOffice) => office.must('exchange.run', {});
  const status = (office: OpenOffice) => office.must('exchange.status', {});
  const told = async (office: OpenOffice, ...states: string[]) =>
    (await office.must('exchange.journal', {})).entries.filter(({ state }) => states.includes(state));
  const lying = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).sort().map((name) => join(folder, name));

  /** Under so long a name a folder can be read, and cannot be renamed to anything longer. */
  async function makeImmovable(packet: string): Promise<string> {
    const place = join(packet, '..', basename(packet).padEnd(250, 'x'));
    await rename(packet, place);
    return place;
  }

  it('a message whose folder cannot be taken away: applied and receipted once, and the next ones too', async () => {
    await create(world.mintrud, 'АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const [first = ''] = await lying(world.almet.incoming);
    const stays = await makeImmovable(first);
    await create(world.mintrud, 'АНО «Второй»');
    await round(world.mintrud);
    await world.post();
    await create(world.almet, 'АНО «Свой»');

    expect(await round(world.almet)).toMatchObject({ taken: 2, applied: 2, quarantined: 0, laid: 3 });
    expect(await titles(world.almet)).toEqual(['АНО «Второй»', 'АНО «Первый»', 'АНО «Свой»']);
    expect(await status(world.almet)).toMatchObject({ stuck: 1, quarantined: 0 });
    expect(await told(world.almet, 'stuck')).toMatchObject([
      {
        direction: 'in',
        kind: 'message',
        peer: 'mintrud',
        // Windows says of a name that is too long that nothing is there.
        error: expect.stringMatching(/^file\.unwritable(\/absent)?$/) as string,
        folder: basename(stays),
      },
    ]);
    expect(await lying(world.almet.incoming)).toEqual([stays]);

    await peersOf(world.almet, (peers) => peers);
    expect(await round(world.almet)).toEqual({ taken: 0, applied: 0, quarantined: 0, waiting: 0, laid: 0 });
    expect(await told(world.almet, 'stuck', 'duplicate')).toHaveLength(1);
    await world.post();
    await round(world.mintrud);
    expect(await told(world.mintrud, 'acknowledged')).toHaveLength(4);
    expect(await titles(world.mintrud)).toContain('АНО «Свой»');

    await rename(stays, first);
    expect(await round(world.almet)).toMatchObject({ taken: 1, applied: 0 });
    expect(await lying(world.almet.incoming)).toEqual([]);
    expect((await status(world.almet)).stuck).toBe(0);
  });

  it('a receipt whose folder cannot be taken away: it counts once, and messages go on', async () => {
    await create(world.mintrud, 'АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    await round(world.almet);
    await world.post();
    const [receipt = ''] = await lying(world.mintrud.incoming);
    const stays = await makeImmovable(receipt);
    await create(world.almet, 'АНО «Свой»');
    await round(world.almet);
    await world.post();
    expect(await round(world.mintrud)).toMatchObject({ applied: 1, quarantined: 0 });
    expect(await round(world.mintrud)).toMatchObject({ taken: 0 });
    expect(await told(world.mintrud, 'stuck')).toMatchObject([{ kind: 'receipt' }]);
    const { entries } = await world.mintrud.must('exchange.journal', {});
    expect(
      entries.filter((one) => one.direction === 'in' && one.kind === 'receipt' && one.state !== 'stuck'),
    ).toHaveLength(1);
    await rm(stays, { recursive: true });
    await round(world.mintrud);
    expect((await status(world.mintrud)).stuck).toBe(0);
  });

  it('what cannot be set aside: refused once, and the sound ones are taken', async () => {
    await create(world.mintrud, 'АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const [packet = ''] = await lying(world.almet.incoming);
    const sound = join(world.folder, 'sound');
    await cp(packet, sound, { recursive: true });
    const zip = join(packet, 'document.edc.zip');
    await writeFile(zip, (await readFile(zip)).subarray(0, 900));
    // A packet nobody can read stands before it, and a file stands where the quarantine should be.
    await mkdir(join(world.almet.incoming, '0'));
    await writeFile(join(world.almet.incoming, '0', 'envelope.ltr'), 'nothing');
    const quarantine = join(world.almet.dataFolder, 'quarantine');
    await writeFile(quarantine, 'in the way');
    await create(world.almet, 'АНО «Свой»');

    expect(await round(world.almet)).toEqual({ taken: 0, applied: 0, quarantined: 0, waiting: 0, laid: 2 });
    expect(await round(world.almet)).toMatchObject({ taken: 0, quarantined: 0, laid: 0 });
    expect(await status(world.almet)).toMatchObject({ stuck: 2, quarantined: 0 });
    expect((await told(world.almet, 'stuck')).map(({ kind, error }) => [kind, error]).sort()).toEqual([
      ['message', 'file.unwritable'],
      ['unknown', 'file.unwritable'],
    ]);
    await cp(sound, join(world.almet.incoming, 'sound'), { recursive: true });
    expect(await round(world.almet)).toMatchObject({ taken: 1, applied: 1 });
    await rm(quarantine);
    expect(await round(world.almet)).toMatchObject({ taken: 2, quarantined: 2 });
    expect(await status(world.almet)).toMatchObject({ stuck: 0, quarantined: 2 });
    await world.post();
    await round(world.mintrud);
    const { entries } = await world.mintrud.must('exchange.journal', {});
    expect(entries.filter(({ kind, state }) => kind === 'receipt' && state === 'refused')).toHaveLength(1);
  });

  it('a packet whose place in the outgoing folder is taken: others are laid, what came is taken, it follows later', async () => {
    await create(world.mintrud, 'АНО «Первый»');
    await round(world.mintrud);
    await create(world.almet, 'АНО «Свой»');
    await round(world.almet);
    const [first = '', second = ''] = await lying(world.mintrud.outgoing);
    for (const packet of [first, second]) await rm(packet, { recursive: true });
    await writeFile(first, 'in the way');
    await cp(join((await lying(world.almet.outgoing))[0] ?? ''), join(world.mintrud.incoming, 'x'), {
      recursive: true,
    });
    now = new Date(now.getTime() + 73 * 3_600_000);
    // Among them the answer to what the district asked.
    expect(await round(world.mintrud)).toMatchObject({ applied: 1, laid: 4 });
    expect(await titles(world.mintrud)).toEqual(['АНО «Первый»', 'АНО «Свой»']);
    expect(await status(world.mintrud)).toMatchObject({ stuck: 1 });
    await round(world.mintrud);
    expect(await told(world.mintrud, 'stuck')).toMatchObject([
      { direction: 'out', kind: 'message', error: 'file.unwritable', folder: first },
    ]);
    expect(await lying(world.mintrud.outgoing)).toContain(second);
    await rm(first);
    expect(await round(world.mintrud)).toMatchObject({ laid: 1 });
    expect(await readdir(first)).toContain('envelope.ini');
    expect((await status(world.mintrud)).stuck).toBe(0);
  });

  it('an office taken out of office.json: what waits for it is kept, and goes when the office comes back', async () => {
    await create(world.mintrud, 'АНО «Первый»');
    await settle();
    await create(world.almet, 'АНО «Свой»');
    await create(world.mintrud, 'АНО «Второй»');
    await round(world.almet);
    await round(world.mintrud);
    // Laid, taken by nobody, and lost: it would be laid again after the term. A receipt waits as well.
    for (const packet of await lying(world.mintrud.outgoing)) await rm(packet, { recursive: true });
    await writeFile(join(world.folder, 'in the way'), '');
    await rename(world.mintrud.outgoing, join(world.folder, 'away'));
    await writeFile(world.mintrud.outgoing, 'in the way');
    for (const packet of await lying(world.almet.outgoing))
      await cp(packet, join(world.mintrud.incoming, basename(packet)), { recursive: true });
    expect(await round(world.mintrud)).toMatchObject({ applied: 1, laid: 0 });
    await rm(world.mintrud.outgoing);
    await mkdir(world.mintrud.outgoing);

    const configured = await peersOf(world.mintrud, (peers) => peers.filter(({ code }) => code !== 'almet'));
    await create(world.mintrud, 'АНО «Третий»');
    now = new Date(now.getTime() + 73 * 3_600_000);
    await round(world.mintrud);
    await round(world.mintrud);
    const { kept, unreceipted } = await status(world.mintrud);
    expect({ kept, unreceipted }).toEqual({ kept: 3, unreceipted: 3 });
    const addressees = await told(world.mintrud, 'kept');
    expect(addressees.map(({ peer, kind, direction }) => [peer, direction, kind]).sort()).toEqual([
      ['almet', 'out', 'message'],
      ['almet', 'out', 'message'],
      ['almet', 'out', 'receipt'],
    ]);
    const mailboxes = await addressedTo(world.mintrud);
    expect([...new Set(mailboxes)]).toEqual(['AZNAKAEVO~RT']);

    await peersOf(world.mintrud, () => configured);
    now = new Date(now.getTime() + 73 * 3_600_000);
    await settle();
    expect(await titles(world.almet)).toEqual(['АНО «Второй»', 'АНО «Первый»', 'АНО «Свой»', 'АНО «Третий»']);
    expect(await status(world.mintrud)).toMatchObject({ kept: 0, unreceipted: 0, stuck: 0 });
  });

  /** The office closed, its peers changed, opened again; answers the peers it had. */
  async function peersOf(
    office: OpenOffice,
    change: (peers: OfficeConfig['peers']) => OfficeConfig['peers'],
  ): Promise<OfficeConfig['peers']> {
    await office.app.close();
    const file = join(office.dataFolder, 'office.json');
    const config = officeConfigShape.parse(JSON.parse(await readFile(file, 'utf8')));
    await writeFile(file, JSON.stringify({ ...config, peers: change(config.peers) }));
    const again = await reopenOffice(office, office.dataFolder, () => now);
    world.replace(office, again);
    Object.assign(world, { [office.code]: again });
    return config.peers;
  }

  const addressedTo = async (office: OpenOffice): Promise<string[]> =>
    Promise.all(
      (await lying(office.outgoing)).map(
        async (packet) =>
          /0=(\S+~RT)/.exec(await readFile(join(packet, 'envelope.ini'), 'latin1'))?.[1] ?? '',
      ),
    );

  async function settle(): Promise<void> {
    for (let moved = true; moved;) {
      for (const office of world.offices()) await round(office);
      moved = (await world.post()).length > 0;
    }
  }
});
