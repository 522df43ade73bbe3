import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../domain/values/result';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/file/database';
import { foldCode, stretchAgain, unwrapDataKey } from '../../db/sealing/keySlots';
import { latestVersionOf } from '../../db/file/migrate';
import { openDatabase } from '../../db/file/openDatabase';
import { listSlots } from '../../db/sealing/keyRepository';
import type { DataKey } from '../../db/sealing/sealing';
import { startBackupRounds } from '../../electron/app/backupRounds';
import { shipped } from '../../electron/app/shipped';
import { openOffice } from '../../electron/app/openOffice';
import { readConfig } from '../../electron/files/officeFile';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { uploadTo } from '../support/offices/uploadTo';
import { testInstallation } from '../support/testRun';

/** Backups that nobody asks for: by the hour, on quit, before an import and before the file is brought up to date. */
describe('backups without being asked', () => {
  let office: BackupOffice;
  let now: Date;
  const clock = () => now;
  beforeEach(async () => {
    office = await makeBackupOffice();
    now = new Date('2026-11-23T13:00:00+03:00');
  });
  afterEach(() => office.remove());

  const kinds = async (): Promise<string[]> =>
    (await office.backups()).map((name) => /-([a-z]+)\.yardam-backup$/.exec(name)?.[1] ?? name);

  it('comes with the hour, once a day, and is late after three', async () => {
    const inner = await openInside();
    const { backups } = inner;
    expect(await valueOf(backups.status())).toMatchObject({ hasKey: true, lastGoodAt: null, isLate: true });
    await backups.makeDue();
    await backups.makeDue();
    expect(await kinds()).toEqual(['daily']);
    expect(await valueOf(backups.status())).toMatchObject({
      isLate: false,
      isRehearsalDue: true,
      rehearsal: null,
    });
    now = new Date('2026-11-24T11:00:00+03:00');
    await backups.makeDue();
    expect(await kinds()).toEqual(['daily']);
    now = new Date('2026-11-24T12:00:00+03:00');
    await backups.makeDue();
    expect(await kinds()).toEqual(['daily', 'daily']);
    now = new Date('2026-11-27T13:00:00+03:00');
    expect(await valueOf(backups.status())).toMatchObject({ isLate: true });
    await inner.close();
  });

  it('is rehearsed while the key is open, and a spoiled one is noticed then', async () => {
    const desk = await office.open({ now: clock });
    await desk.must('backup.make', {});
    await desk.app.close();
    const inner = await openInside();
    await inner.backups.makeDue();
    expect((await valueOf(inner.backups.status())).rehearsal).toBeNull();
    const keys = await keysOf(office, inner.database);
    inner.database.vault.open('somebody', keys);
    await inner.backups.makeDue();
    expect(await valueOf(inner.backups.status())).toMatchObject({
      rehearsal: { ok: true },
      isRehearsalDue: false,
    });
    now = new Date(now.getTime() + 31 * 86_400_000);
    await inner.backups.makeDue();
    const { runs } = await valueOf(inner.backups.list({ limit: 10 }));
    expect(runs.map(({ kind }) => kind)).toEqual(['rehearsal', 'daily', 'rehearsal', 'daily', 'command']);
    now = new Date(now.getTime() + 31 * 86_400_000);
    await inner.backups.make({ login: '', operator: '', office: 'mintrud' }, 'daily');
    // The office is given another key, by which the newest backup does not open any more.
    inner.database.vault.replace(keys.map(({ generation }) => ({ generation, bytes: new Uint8Array(32) })));
    await inner.backups.makeDue();
    expect(await valueOf(inner.backups.status())).toMatchObject({
      rehearsal: { ok: false },
      isRehearsalDue: true,
    });
    await inner.close();
  });

  it('is made on quit where there is work that no backup has, and the setting can forbid it', async () => {
    await (await office.open({ now: clock, keepsBackups: true })).app.close();
    expect(await kinds()).toEqual(['quit']);
    now = new Date('2026-11-23T14:00:00+03:00');
    await (await office.open({ now: clock, keepsBackups: true })).app.close();
    expect(await kinds()).toEqual(['quit']);
    const worked = await office.open({ now: clock });
    await worked.must('record.create', { registry: 'provider', fields: { fullName: 'Ещё один' } });
    await worked.app.close();
    expect(await kinds()).toEqual(['quit']);
    await writeFile(join(office.dataFolder, 'backup.json'), '{ "onQuit": false }');
    await (await office.open({ now: clock, keepsBackups: true })).app.close();
    expect(await kinds()).toEqual(['quit']);
    await rm(join(office.dataFolder, 'backup.json'));
    await (await office.open({ now: clock, keepsBackups: true })).app.close();
    expect(await kinds()).toEqual(['quit', 'quit']);
  });

  it('is made before every import', async () => {
    const desk = await office.open({ now: clock });
    const bytes = Buffer.from('Полное наименование\r\nИз таблицы\r\n');
    const fileId = await uploadTo(desk.app, desk.session, 'list.csv', bytes);
    await desk.must('import.apply', { registry: 'provider', fileId });
    expect(await kinds()).toEqual(['import']);
    await desk.app.close();
  });

  it('is sealed before a migration too, and written down after it', async () => {
    const former = latestVersionOf(shipped.migrations);
    const next = {
      number: former + 10,
      summary: 'a trial',
      sql: 'CREATE TABLE trial (id INTEGER PRIMARY KEY);',
    };
    const desk = await office.open({ now: clock, migrations: [...shipped.migrations, next] });
    expect(await kinds()).toEqual(['migration']);
    expect((await desk.must('backup.list', {})).runs).toMatchObject([{ kind: 'migration', ok: true }]);
    await desk.app.close();
    const [name = ''] = await office.backups();
    const header = (await readFile(join(office.dataFolder, 'backups', name))).toString('utf8').split('\n')[0];
    expect(JSON.parse(header ?? '')).toMatchObject({ schema: former, kind: 'migration' });
    expect(
      (await readdir(join(office.dataFolder, 'backups'))).filter((one) => one.endsWith('.sqlite')),
    ).toEqual([]);
  });

  it('goes on round after round, whatever one of them meets, and stops when it is told', async () => {
    const seen: string[] = [];
    let rounds = 0;
    const three = new Promise<void>((resolve) => {
      const running = startBackupRounds(
        {
          makeDue: () => {
            rounds += 1;
            seen.push('due');
            if (rounds === 3) setTimeout(() => void running.stop().then(resolve), 0);
            return rounds === 1 ? Promise.reject(new Error('a lost disk')) : Promise.resolve();
          },
          makeLast: () => {
            seen.push('last');
            return Promise.resolve();
          },
        },
        {
          bug: (where) => {
            seen.push(where);
            return 'id';
          },
        },
        { first: 1, every: 20 },
      );
    });
    await three;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen).toEqual(['due', 'backup.due', 'due', 'due', 'last']);
  });

  /** The office with its service of backups in the test's hand. */
  async function openInside() {
    const opened = await openDatabase(office.dataFolder, clock, shipped);
    const config = await readConfig(join(office.dataFolder, 'office.json'));
    if (!opened.ok || !config.ok) throw new Error('the office does not open');
    const { resourcesFolder, pdfWorker } = testInstallation();
    const database = opened.value;
    const inner = await openOffice({
      ...{ dataFolder: office.dataFolder, resourcesFolder, pdfWorker, capabilities: [], now: clock },
      ...{ database, config: config.value, networkDrive: null },
      reportBug(_where, error) {
        throw error;
      },
    });
    return {
      backups: inner.backups,
      database,
      async close() {
        await inner.openSessions.close();
        await inner.printer.close();
        await inner.files.close();
        await database.close();
      },
    };
  }
});

async function keysOf({ recoveryCode }: BackupOffice, { read }: Database): Promise<DataKey[]> {
  const [slot] = await listSlots(read, 'recovery');
  if (slot === undefined) throw new Error('no recovery slot');
  const { wrappingKey } = await stretchAgain(foldCode(recoveryCode), slot.secret);
  const bytes = unwrapDataKey(wrappingKey, slot.owner, slot.generation, slot.wrapped);
  if (bytes === undefined) throw new Error('the recovery code does not open its slot');
  return [{ generation: slot.generation, bytes }];
}

async function valueOf<T>(result: Promise<Result<T>>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
