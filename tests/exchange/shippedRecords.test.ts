import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateRecord } from '../../domain/record/validateRecord';
import { shippedRecordsShape } from '../../domain/registry/shippedRecords';
import { openWorld, reopenOffice, type OpenOffice, type World } from '../support/exchange/offices';
import { recordContext } from '../support/record/fieldContext';
import { shipped } from '../../electron/app/shipped';
import { testInstallation } from '../support/testRun';

/** Bodies and offices ship with the program: every office writes them by itself, and they stand once in a network. */
const registry = 'participant';
const nine = { registry, filters: { kind: ['body'] } };

describe('records that ship', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  const round = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      for (const office of world.offices()) await office.must('exchange.run', {});
      await world.post();
    }
  };
  const listed = (office: OpenOffice, limit = 200) => office.must('record.list', { registry, limit });

  it('are sound, and each has a number of its own', async () => {
    const file = join(testInstallation().resourcesFolder, 'records', `${registry}.json`);
    const { records } = shippedRecordsShape.parse(JSON.parse(await readFile(file, 'utf8')));
    const root = shipped.registries.root(registry);
    if (root === undefined) throw new Error('no registry');
    for (const { fields, lists, status } of records) {
      const empty = Object.fromEntries(Object.keys(root.fields).map((field) => [field, null]));
      const rows = Object.fromEntries(
        Object.entries(lists).map(([list, ofList]) => [list, ofList.map((row) => row.fields)]),
      );
      const issues = validateRecord(
        root,
        { fields: { ...empty, ...fields }, lists: rows },
        status,
        recordContext,
      );
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
    const numbers = records.flatMap(({ since, n, lists }) =>
      [n, ...Object.values(lists).flatMap((rows) => rows.map((row) => row.n))].map(
        (one) => `${since}/${one}`,
      ),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('are nine bodies and forty-five offices in every office, and no message tells of them', async () => {
    for (const office of world.offices()) {
      expect((await office.must('record.list', nine)).total).toBe(9);
      expect((await listed(office)).total).toBe(54);
      expect(await office.must('exchange.run', {})).toMatchObject({ laid: 0 });
    }
  });

  it('stand once after every exchange, and an edit of the ministry reaches every office', async () => {
    const { rows } = await world.mintrud.must('record.list', { registry, search: 'здравоохранения' });
    const recordId = rows[0]?.recordId ?? '';
    const fields = { phones: ['+78432317998'] };
    await world.mintrud.must('record.save', { registry, recordId, baseVersion: 1, fields });
    await round();
    for (const office of world.offices()) {
      expect((await listed(office)).total).toBe(54);
      const opened = await office.must('record.open', { registry, recordId });
      expect(opened.fields).toMatchObject(fields);
      const { entries } = await office.must('record.history', { registry, recordId });
      expect(entries.filter(({ field }) => field === 'phones')).toHaveLength(1);
    }
  });

  it('stay as they are after a restart, withdrawn or ended ones too', async () => {
    const before = await listed(world.almet);
    await world.almet.app.close();
    world.replace(world.almet, await reopenOffice(world.almet));
    const again = world.offices().find(({ code }) => code === 'almet');
    expect(await listed(again ?? world.mintrud)).toEqual(before);
  });
});

describe('a later file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-later-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  it('brings what is new, offers what it says otherwise, and writes over no edit', async () => {
    const world = await openWorld();
    try {
      const { rows } = await world.mintrud.must('record.list', nine);
      const [edited, left] = rows.map(({ recordId }) => recordId);
      if (edited === undefined || left === undefined) throw new Error('no bodies');
      const save = { registry, recordId: edited, baseVersion: 1 };
      await world.mintrud.must('record.save', { ...save, fields: { shortName: 'По-нашему' } });
      const later = join(folder, 'resources');
      await cp(testInstallation().resourcesFolder, later, { recursive: true });
      const file = join(later, 'records', `${registry}.json`);
      const shippedFile = shippedRecordsShape.parse(JSON.parse(await readFile(file, 'utf8')));
      for (const record of shippedFile.records)
        if ([edited, left].includes(record.id)) record.now = { shortName: 'По-новому' };
      const fresh = {
        id: '11111111-1111-4111-8111-111111111111',
        since: 2,
        n: 0,
        status: 'active',
        lists: {},
      };
      const fields = { name: 'Проверочный внешний участник', kind: 'external' };
      const records = [...shippedFile.records, { ...fresh, fields }];
      await writeFile(file, JSON.stringify({ ...shippedFile, version: 2, records }));
      await world.mintrud.app.close();
      const again = await reopenOffice(world.mintrud, undefined, undefined, { resourcesFolder: later });
      world.replace(world.mintrud, again);
      expect((await again.must('record.list', { registry })).total).toBe(55);
      expect((await again.must('record.open', { registry, recordId: edited })).fields['shortName']).toBe(
        'По-нашему',
      );
      const { offers } = await again.must('shipped.offers', {});
      expect(offers.map(({ recordId }) => recordId).sort()).toEqual([edited, left].sort());
      await again.must('shipped.take', { registry, recordId: left, fields: ['shortName'] });
      await again.must('shipped.decline', { registry, recordId: edited });
      expect((await again.must('record.open', { registry, recordId: left })).fields['shortName']).toBe(
        'По-новому',
      );
      expect((await again.must('record.open', { registry, recordId: edited })).fields['shortName']).toBe(
        'По-нашему',
      );
      expect((await again.must('shipped.offers', {})).offers).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
