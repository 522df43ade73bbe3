import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../db/file/database';
import { databaseFile } from '../../db/file/openDatabase';
import { connect, type Connection } from '../../db/file/sqliteConnection';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { makeProvidersCsv } from '../support/record/makeProviders';
import { dumpTables, expectSound } from '../support/offices/soundDatabase';
import { soundProvider } from '../support/record/soundProvider';
import { shipped } from '../../electron/app/shipped';

/**
 * A disk that fills up at any page of a save or of an import: the operator is told so, everything is as it was, and the
 * same work succeeds once there is room. The file is kept from growing by SQLite's own limit, page by page; a real
 * small disk is filled in `support/smallDisk.ts` where the system lets a test mount one.
 */
const registry = 'provider';

describe('a full disk', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let disk: SmallDisk;

  beforeAll(async () => {
    folders = await createOfficeFolders();
    const folder = await folders.make();
    const path = join(folder, databaseFile);
    const writer = await connect(path, 'write');
    disk = createSmallDisk(writer);
    const lock = await connect(':memory:', 'create');
    office = await openInnerOffice(folder, {
      open: (_folder, now) => createDatabase(path, writer, lock, now, shipped),
    });
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  /** Gives the work ever more room until it succeeds; checks that every failure before left nothing behind. */
  async function workAsSpaceGrows(
    work: () => Promise<{ ok: boolean; error?: unknown }>,
    step: number,
  ): Promise<number> {
    const before = await dumpTables(office.database.read);
    const size = await disk.size();
    for (let room = 0; ; room += step) {
      await disk.limit(size + room);
      const answer = await work();
      await disk.unlimit();
      if (answer.ok) return room;
      expect(answer).toEqual({ ok: false, error: { code: 'disk.full' } });
      expect(await dumpTables(office.database.read)).toEqual(before);
    }
  }

  it('in the middle of a save changes nothing, and the next save works', async () => {
    const { fields, lists } = soundProvider();
    const made = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
    const save = {
      registry,
      recordId: made.recordId,
      baseVersion: made.version,
      fields: { conditions: 'Трёхместные комнаты. '.repeat(190).trim(), shortName: 'ДИ «Новая заводь»' },
    };
    expect(await workAsSpaceGrows(() => office.call('record.save', save), 1)).toBeGreaterThan(2);
    expect(await office.must('record.open', { registry, recordId: made.recordId })).toMatchObject({
      version: made.version + 1,
      fields: save.fields,
    });
    const found = await office.must('record.list', { registry, search: 'новая' });
    expect(found.rows.map(({ recordId }) => recordId)).toEqual([made.recordId]);
    await expectSound(office.database.read);
  });

  it('gives back the registration number that a failed inclusion took', async () => {
    const waiting: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { fields, lists } = soundProvider();
      const { recordId } = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
      await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
      waiting.push(recordId);
    }
    const decision = {
      number: '17',
      decidedOn: '2026-11-20',
      ground: 'decision',
      decidedBy: 'Г. Г. Иванова',
    };
    const numbers: (string | null)[] = [];
    let refusals = 0;
    for (const recordId of waiting) {
      const move = { registry, recordId, baseVersion: 2, to: 'included', decision };
      const room = await workAsSpaceGrows(() => office.call('record.move', move), 1);
      if (room > 0) refusals += 1;
      numbers.push((await office.must('record.open', { registry, recordId })).registrationNumber);
    }
    expect(refusals).toBeGreaterThan(2);
    expect(numbers).toEqual(waiting.map((_, index) => `16-${String(index + 1).padStart(6, '0')}`));
    await expectSound(office.database.read);
  });

  it('in the middle of an import imports nothing, and the same file can be imported afterwards', async () => {
    const fileId = await office.upload('list.csv', makeProvidersCsv(60, 5000));
    const before = await office.must('record.list', { registry });
    const room = await workAsSpaceGrows(() => office.call('import.apply', { registry, fileId }), 25);
    expect(room).toBeGreaterThan(50);
    const { batches } = await office.must('import.list', { registry });
    expect(batches).toHaveLength(1);
    const after = await office.must('record.list', { registry });
    expect(after.total).toBe(before.total + (batches[0]?.created ?? 0));
    await expectSound(office.database.read);
  });

  if (canMountSmallDisk()) {
    it('of the system itself is named at a save, at opening and at the making of an office', async () => {
      const copy = await folders.make();
      expect(onSmallDisk(copy)).toEqual({
        refusals: ['disk.full'],
        unchanged: true,
        afterwards: 'saved',
        openedOnFullDisk: ['disk.full'],
        openedAfterwards: true,
        making: 'SQLITE_FULL',
        unmadeOffice: [],
      });
      const left = await openInnerOffice(copy);
      await expectSound(left.database.read);
      await left.close();
    }, 330_000);
  }
});

interface SmallDisk {
  /** Pages of the file. */
  size(): Promise<number>;
  limit(pages: number): Promise<void>;
  unlimit(): Promise<void>;
}

function createSmallDisk(writer: Connection): SmallDisk {
  const limit = async (pages: number): Promise<void> => {
    await writer.script(`PRAGMA max_page_count = ${pages}`);
  };
  return {
    limit,
    unlimit: () => limit(4_294_967_294),
    size: async () => (await writer.get<{ page_count: number }>('PRAGMA page_count'))?.page_count ?? 0,
  };
}

const inNamespace = (command: string) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', command], { encoding: 'utf8', timeout: 300_000 });

/** A mount in a name space of its own needs no rights on most systems, but not everywhere is it allowed. */
function canMountSmallDisk(): boolean {
  return process.platform === 'linux' && inNamespace('mount -t tmpfs -o size=1m none /mnt').status === 0;
}

function onSmallDisk(copy: string): unknown {
  const script = fileURLToPath(new URL('../support/backup/smallDisk.ts', import.meta.url));
  const run = inNamespace(
    `mount -t tmpfs -o size=4m none /mnt && exec "${process.execPath}" --import tsx "${script}" /mnt "${copy}"`,
  );
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
