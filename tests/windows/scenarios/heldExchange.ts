import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryPost, type Mailbox } from '../../support/exchange/postman';
import { scanFolder, whileHeld } from '../heldOpen';
import { createProvider } from '../steps';
import { makeFolder, makeOffice, removeFolders, type WindowsOffice } from '../windowsOffice';

/** Folders of the exchange that the transport, a scanner or a person has open. */
describe('something of the exchange is open in another program', () => {
  const made: WindowsOffice[] = [];
  const templates = new Map<string, WindowsOffice>();
  let [mintrud, aznakaevo, almet]: WindowsOffice[] = [];
  const officeOf = async (code: string): Promise<WindowsOffice> => {
    const template = templates.get(code);
    if (template === undefined) throw new Error(code);
    const office = await template.copy();
    made.push(office);
    return office;
  };
  beforeAll(async () => {
    for (const code of ['mintrud', 'aznakaevo', 'almet']) {
      const office = await makeOffice(code, await makeFolder());
      made.push(office);
      templates.set(code, office);
      await office.done('exchange');
    }
    for (const office of made) await office.done('exchange');
  });
  beforeEach(async () => {
    [mintrud, aznakaevo, almet] = [
      await officeOf('mintrud'),
      await officeOf('aznakaevo'),
      await officeOf('almet'),
    ];
  });
  afterAll(() => removeFolders(made));

  const three = (): readonly [WindowsOffice, WindowsOffice, WindowsOffice] => {
    if (mintrud === undefined || aznakaevo === undefined || almet === undefined)
      throw new Error('three are wanted');
    return [mintrud, aznakaevo, almet];
  };

  /** One provider more at each district, under way to the ministry; answers where the first one's packet lies. */
  async function send(carry: (boxes: readonly Mailbox[]) => Promise<unknown> = carryPost): Promise<string> {
    const [ministry, district, other] = three();
    for (const office of [district, other]) {
      await createProvider(office, `Учреждение ${office.code}`);
      await office.done('exchange');
    }
    const boxes = three();
    await carry([district, ministry]);
    const [first = ''] = await packetsIn(ministry.incoming);
    await carry(boxes);
    return join(ministry.incoming, first);
  }

  it('W5: an incoming folder that is held is passed over: the others are taken, and it is receipted once', async () => {
    const [ministry, district] = three();
    const packet = await send();
    await whileHeld(packet, 'rw', async () => {
      for (let round = 0; round < 3; round += 1) await ministry.done('exchange');
    });
    expect((await ministry.must('record.list', { registry: 'provider' })).total).toBe(2);
    expect(await receiptsTo(ministry, district)).toBe(1);
    await ministry.done('exchange');
    expect(await receiptsTo(ministry, district)).toBe(1);
    expect(await packetsIn(ministry.incoming)).toEqual([]);
  });

  it('an incoming file that is held waits, the others are taken, and it is taken when it is let go', async () => {
    const [ministry] = three();
    const packet = await send();
    const [file = ''] = (await readdir(packet)).filter((name) => name !== 'envelope.ltr');
    await whileHeld(join(packet, file), '-', () => ministry.done('exchange'));
    expect((await ministry.must('record.list', { registry: 'provider' })).total).toBe(1);
    expect(await readdir(join(ministry.dataFolder, 'quarantine')).catch(() => [])).toEqual([]);
    expect(await ministry.done('exchange')).toMatchObject({ applied: 1 });
  });

  it('W7: an outgoing packet that is read when it falls due again stops no other', async () => {
    const [, district] = three();
    await createProvider(district, 'Первое');
    await district.done('exchange');
    const [first = ''] = await packetsIn(district.outgoing);
    const folder = join(district.outgoing, first);
    const [file = ''] = (await readdir(folder)).filter((name) => name !== 'envelope.ini');
    await makeDue(district);
    await createProvider(district, 'Второе');
    const told = await whileHeld(join(folder, file), '-', () => district.done('exchange'));
    expect(told).toMatchObject({ laid: expect.any(Number) as number });
    expect((await packetsIn(district.outgoing)).length).toBeGreaterThan(1);
    await district.done('exchange');
  });

  it('W4: a scanner that looks at every new file for 300 ms stops no message, receipt or packet', async () => {
    const [ministry, district] = three();
    const scanners = [await scanFolder(ministry.folder, 300), await scanFolder(district.folder, 300)];
    try {
      await send(carryAmongScanners);
      for (let round = 0; round < 2; round += 1) {
        for (const office of [ministry, district]) await office.done('exchange');
        await carryAmongScanners(three());
      }
    } finally {
      for (const scanner of scanners) await scanner.release();
    }
    expect((await ministry.must('record.list', { registry: 'provider' })).total).toBe(2);
    expect(await district.must('exchange.status', {})).toMatchObject({ quarantined: 0 });
    expect((await readdir(join(ministry.dataFolder, 'quarantine')).catch(() => [])).length).toBe(0);
  });

  it('W17: what Windows lays into a folder by itself is no packet', async () => {
    const [ministry] = three();
    for (const place of [join(ministry.dataFolder, 'quarantine'), ministry.incoming]) {
      await mkdir(place, { recursive: true });
      for (const name of ['desktop.ini', 'Thumbs.db']) await writeFile(join(place, name), 'Windows');
    }
    expect(await ministry.done('exchange')).toMatchObject({ taken: 0, quarantined: 0 });
    expect(await ministry.must('exchange.status', {})).toMatchObject({ quarantined: 0 });
  });
});

const packetsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

/** The transport tries again where a scanner keeps it from a file; what it carries twice is known as a duplicate. */
async function carryAmongScanners(boxes: readonly Mailbox[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await carryPost(boxes);
      return;
    } catch (error) {
      if (attempt === 20 || !/EBUSY|EPERM|EACCES/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** How many receipts were made for this office. */
async function receiptsTo(office: WindowsOffice, { code }: WindowsOffice): Promise<number> {
  const { entries } = await office.must('exchange.journal', {});
  const ours = entries.filter(
    ({ kind, direction, peer }) => kind === 'receipt' && direction === 'out' && peer === code,
  );
  return new Set(ours.map(({ uid }) => uid)).size;
}

/** What lies longer than some milliseconds is laid again. */
async function makeDue({ dataFolder }: WindowsOffice): Promise<void> {
  const file = join(dataFolder, 'office.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as { readonly edms: object };
  await writeFile(file, JSON.stringify({ ...config, edms: { ...config.edms, resendAfterHours: 1e-6 } }));
}
