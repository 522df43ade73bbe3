import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFormat, packageVersion } from '../../domain/exchange/packageManifest';
import { tatarstan } from '../../electron/exchange/edmsFormat/dictionaryEntry';
import { findMessage } from '../../electron/exchange/packet/findMessage';
import { writePackage } from '../../electron/exchange/letter/packageWriter';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';

/** What the exchange does when the transport loses, doubles, reorders, damages or stops half-way. */
const registry = 'provider';
const calm = { taken: 0, applied: 0, quarantined: 0, waiting: 0, laid: 0 };

describe('exchange over a transport that cannot be trusted', () => {
  let world: World;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00+03:00');
    world = await openWorld(() => now);
  });
  afterEach(() => world.close());

  const create = async (fullName: string): Promise<string> =>
    (await world.mintrud.must('record.create', { registry, fields: { fullName } })).recordId;
  const titles = async (office: OpenOffice): Promise<unknown[]> =>
    (await office.must('record.list', { registry })).rows.map((row) => row.fields['fullName']);
  const round = (office: OpenOffice) => office.must('exchange.run', {});
  /** What lies in an office's incoming folder, by whole path. */
  const arrived = async (office: OpenOffice): Promise<string[]> =>
    (await readdir(office.incoming)).sort().map((name) => join(office.incoming, name));
  const only = async (office: OpenOffice): Promise<string> => (await arrived(office))[0] ?? '';
  const states = async (office: OpenOffice): Promise<string[]> =>
    (await office.must('exchange.journal', {})).entries.map(
      ({ direction, kind, state }) => `${direction} ${kind} ${state}`,
    );

  it('applies a duplicate once and receipts it again', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    await cp(await only(world.almet), join(world.folder, 'copy'), { recursive: true });
    expect(await round(world.almet)).toMatchObject({ applied: 1, laid: 1 });
    await cp(join(world.folder, 'copy'), join(world.almet.incoming, 'again'), { recursive: true });
    expect(await round(world.almet)).toEqual({ ...calm, taken: 1, laid: 1 });
    expect(await titles(world.almet)).toEqual(['АНО «Первый»']);
    expect(await arrived(world.almet)).toEqual([]);
    await world.post();
    expect(await round(world.mintrud)).toMatchObject({ taken: 2 });
    expect((await world.mintrud.must('exchange.status', {})).unreceipted).toBe(1);
  });

  it('lets a package behind a gap wait until the one before it comes', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const first = await only(world.almet);
    await rename(first, join(world.folder, 'late'));
    await create('АНО «Второй»');
    await round(world.mintrud);
    await world.post();
    expect(await round(world.almet)).toEqual({ ...calm, waiting: 1 });
    expect(await titles(world.almet)).toEqual([]);
    await rename(join(world.folder, 'late'), join(world.almet.incoming, 'zz late'));
    expect(await round(world.almet)).toMatchObject({ taken: 2, applied: 2, waiting: 0 });
    expect(await titles(world.almet)).toEqual(['АНО «Второй»', 'АНО «Первый»']);
  });

  it('leaves a half-written packet for the next round', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const packet = await only(world.almet);
    await rename(join(packet, 'envelope.ltr'), join(world.folder, 'envelope.ltr'));
    expect(await round(world.almet)).toEqual({ ...calm, waiting: 1 });
    await rename(join(world.folder, 'envelope.ltr'), join(packet, 'envelope.ltr'));
    await rename(join(packet, 'document.edc.zip'), join(world.folder, 'zip'));
    expect(await round(world.almet)).toEqual({ ...calm, waiting: 1 });
    await rename(join(world.folder, 'zip'), join(packet, 'document.edc.zip'));
    expect(await round(world.almet)).toMatchObject({ applied: 1 });
  });

  it('quarantines a damaged packet with a readable reason, says so to the sender, and takes the sound one later', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const packet = await only(world.almet);
    await cp(packet, join(world.folder, 'sound'), { recursive: true });
    const zip = join(packet, 'document.edc.zip');
    const bytes = await readFile(zip);
    await writeFile(zip, bytes.subarray(0, bytes.length / 2));
    expect(await round(world.almet)).toEqual({ ...calm, taken: 1, quarantined: 1, laid: 1 });
    expect((await world.almet.must('exchange.status', {})).quarantined).toBe(1);
    const quarantine = join(world.almet.dataFolder, 'quarantine', basename(packet));
    expect(await readFile(join(quarantine, 'reason.txt'), 'utf8')).toContain('контейнер повреждён');
    await world.post();
    await round(world.mintrud);
    expect(await states(world.mintrud)).toContain('in receipt refused');
    await cp(join(world.folder, 'sound'), join(world.almet.incoming, 'sound'), { recursive: true });
    expect(await round(world.almet)).toMatchObject({ applied: 1 });
    await world.post();
    await round(world.mintrud);
    expect(await states(world.mintrud)).toContain('in receipt acknowledged');
  });

  it('lays a message without a receipt again after the term, byte for byte', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    const [name = ''] = await readdir(world.mintrud.outgoing);
    const first = await contents(join(world.mintrud.outgoing, name));
    await rm(join(world.mintrud.outgoing, name), { recursive: true });
    expect(await round(world.mintrud)).toEqual(calm);
    now = new Date(now.getTime() + 73 * 3_600_000);
    expect(await round(world.mintrud)).toMatchObject({ laid: 2 });
    expect(await contents(join(world.mintrud.outgoing, name))).toEqual(first);
  });

  it('sends a stranger’s packet and a foreign mailbox to quarantine and answers nobody', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const packet = await only(world.almet);
    const stranger = join(world.almet.incoming, 'stranger');
    await cp(packet, stranger, { recursive: true });
    const message = join(stranger, 'message.xml');
    await writeFile(
      message,
      (await readFile(message, 'utf8')).replaceAll('11111111-1111-4111', '99999999-1111-4111'),
    );
    const mailbox = join(world.almet.incoming, 'mailbox');
    await cp(packet, mailbox, { recursive: true });
    const letter = join(mailbox, 'envelope.ltr');
    await writeFile(letter, (await readFile(letter, 'latin1')).replace('MINTRUD~RT', 'STRANGE~RT'), 'latin1');
    await rm(packet, { recursive: true });
    expect(await round(world.almet)).toEqual({ ...calm, taken: 2, quarantined: 2 });
    const { entries } = await world.almet.must('exchange.journal', {});
    expect(entries.map(({ error }) => error)).toEqual(['packet.foreignSender', 'packet.foreignSender']);
    expect(await titles(world.almet)).toEqual([]);
  });

  it('refuses other bytes under a known uid and keeps what was applied', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    await world.post();
    const copy = join(world.folder, 'copy');
    await cp(await only(world.almet), copy, { recursive: true });
    await round(world.almet);
    const message = join(copy, 'message.xml');
    await writeFile(
      message,
      (await readFile(message, 'utf8')).replace('Альметьевский отдел', 'Альметьевский  отдел'),
    );
    await rename(copy, join(world.almet.incoming, 'other'));
    expect(await round(world.almet)).toMatchObject({ applied: 0, quarantined: 1 });
    const { entries } = await world.almet.must('exchange.journal', {});
    expect(entries.find(({ state }) => state === 'quarantined')?.error).toBe('packet.conflictingDuplicate');
    expect(await titles(world.almet)).toEqual(['АНО «Первый»']);
  });

  it('takes a packet from a shared folder, whose envelope.ini still names the addressee', async () => {
    await create('АНО «Первый»');
    await round(world.mintrud);
    for (const name of await readdir(world.mintrud.outgoing)) {
      const packet = join(world.mintrud.outgoing, name);
      const { message } = (await load(packet)) ?? {};
      if (message?.destinations[0]?.name === 'Альметьевский отдел')
        await rename(packet, join(world.almet.incoming, name));
    }
    expect(await round(world.almet)).toMatchObject({ taken: 1, applied: 1 });
  });

  it('the owner’s word stands on both sides when two change one field, and the other value stays in the history', async () => {
    const recordId = await create('АНО «Первый»');
    await settle();
    const save = (office: OpenOffice, shortName: string) =>
      office.must('record.save', { registry, recordId, baseVersion: 1, fields: { shortName } });
    await save(world.mintrud, 'Слово министерства');
    now = new Date(now.getTime() + 1000);
    await save(world.almet, 'Слово района');
    await settle();
    for (const office of [world.mintrud, world.almet, world.aznakaevo]) {
      const { fields } = await office.must('record.open', { registry, recordId });
      expect(fields['shortName']).toBe('Слово министерства');
    }
    const { entries } = await world.mintrud.must('record.history', { registry, recordId });
    expect(entries.find(({ after }) => after === 'Слово района')).toMatchObject({
      outcome: 'stale',
      office: 'almet',
    });
    for (const [office, decidesHere] of [
      [world.mintrud, true],
      [world.almet, false],
    ] as const) {
      const { items } = await office.must('review.list', {});
      expect(items).toMatchObject([
        {
          ...{ recordId, field: 'shortName', why: 'lost', reason: 'concurrent', decidesHere },
          held: { value: 'Слово министерства', office: 'mintrud' },
          others: [{ value: 'Слово района', office: 'almet', operator: 'admin' }],
        },
      ]);
      expect((await office.must('exchange.status', {})).conflicts).toBe(1);
    }
    expect((await world.aznakaevo.must('review.list', {})).items).toEqual([]);
  });

  it('takes a package in which a district decides what only the owner may, without the decision, and tells both', async () => {
    const recordId = await create('АНО «Первый»');
    const at = now.toISOString();
    const stamp = (counter: string): string => `${at}-${counter}-almet`;
    const change = { registry, recordId, office: 'almet', operator: 'admin', at, replaces: null };
    const named = { stamp: stamp('0000'), field: 'shortName', before: null, after: 'Первый' };
    const included = { stamp: stamp('0001'), field: 'status', before: 'draft', after: 'included' };
    const packet = await writePackage({
      manifest: {
        ...{
          format: packageFormat,
          version: packageVersion,
          from: 'almet',
          to: 'mintrud',
          number: 1,
          head: '',
        },
        changes: [
          { ...change, ...named },
          { ...change, ...included },
        ],
      },
      coverPdf: Buffer.from('%PDF-1.4'),
      pages: 1,
      message: {
        uid: '12345678-0000-4000-8000-000000000001',
        documentUid: '12345678-0000-4000-8000-000000000002',
        from: { uid: '33333333-1111-4111-8111-111111111111', name: 'Альметьевский отдел' },
        to: {
          uid: '11111111-1111-4111-8111-111111111111',
          name: 'Проверочное министерство',
          mailbox: 'MINTRUD~RT',
        },
        createdAt: '2026-11-23T09:00:00+03:00',
        registration: { number: 'almet-1', date: '2026-11-23' },
        annotation: 'Изменения',
        signer: null,
        place: tatarstan,
      },
    });
    const folder = join(world.mintrud.incoming, packet.packetName);
    await mkdir(folder);
    for (const { name, bytes } of packet.files) await writeFile(join(folder, name), bytes);
    await writeFile(join(folder, 'envelope.ini'), packet.envelope);
    expect(await round(world.mintrud)).toMatchObject({ applied: 1, quarantined: 0 });
    expect(await world.mintrud.must('record.open', { registry, recordId })).toMatchObject({
      status: 'draft',
      registrationNumber: null,
      fields: { shortName: 'Первый' },
    });
    const lost = { recordId, field: 'status', why: 'lost', reason: 'move', held: { value: 'draft' } };
    expect((await world.mintrud.must('review.list', {})).items).toMatchObject([
      { ...lost, decidesHere: true },
    ]);
    expect(await round(world.mintrud)).toEqual(calm);
    await world.post();
    await round(world.almet);
    expect((await world.almet.must('review.list', {})).items).toMatchObject([
      { ...lost, decidesHere: false },
    ]);
    expect(await world.almet.must('record.open', { registry, recordId })).toMatchObject({ status: 'draft' });
  });

  it('says which folder is missing and changes nothing', async () => {
    await rm(world.almet.incoming, { recursive: true });
    expect(await world.almet.refusal('exchange.run', {})).toBe('exchange.folderMissing');
    await mkdir(world.almet.incoming);
    expect(await round(world.almet)).toEqual(calm);
  });

  async function settle(): Promise<void> {
    for (let moved = true; moved;) {
      for (const office of [world.mintrud, world.almet, world.aznakaevo]) await round(office);
      moved = (await world.post()).length > 0;
    }
  }
});

async function load(packet: string) {
  const files = new Map<string, Buffer>();
  for (const name of await readdir(packet)) files.set(name, await readFile(join(packet, name)));
  const found = findMessage(files);
  return found.ok ? found.value : undefined;
}

async function contents(packet: string): Promise<Record<string, string>> {
  const names = (await readdir(packet)).sort();
  const read = names.map(
    async (name) => [name, (await readFile(join(packet, name))).toString('base64')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
