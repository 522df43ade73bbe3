import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript } from '../../build/bundle';
import { root } from '../../build/root';
import { databaseFile } from '../../db/file/openDatabase';
import { openToRead } from '../../db/file/openToRead';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { shipped } from '../../electron/app/shipped';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import {
  holder,
  makeBackupOffice,
  openDesk,
  titlesAt,
  type BackupOffice,
} from '../support/backup/backupOffice';
import { failingMoves, type Failing } from '../support/backup/failingMoves';

/**
 * A restoration that is killed between any two of its steps, or meets a file that another program holds at any of them:
 * afterwards there is all of the former office or all of the restored one, and never a database without its log.
 */
describe('a restoration that is cut off', () => {
  const former = ['После копии', 'Секретный поставщик', 'Тайнова'];
  const restored = ['Секретный поставщик', 'Тайнова'];
  let office: BackupOffice;
  /** A data folder as a killed program leaves it: the last save lies in the write-ahead log alone. */
  let ground: string;
  let places = 0;

  beforeAll(async () => {
    office = await makeBackupOffice();
    expect(await backUpOffice(shipped, office.dataFolder)).toMatchObject({ ok: true });
    ground = join(office.folder, 'ground');
    const desk = await office.open();
    await desk.must('record.create', { registry: 'provider', fields: { fullName: 'После копии' } });
    await cp(office.dataFolder, ground, { recursive: true });
    await mkdir(join(ground, 'quarantine', 'packet'), { recursive: true });
    await desk.app.close();
    expect(await readdir(ground)).toContain(`${databaseFile}-wal`);
  });
  afterAll(() => office.remove());

  async function copyGround(): Promise<string> {
    const folder = join(office.folder, `place-${(places += 1)}`);
    await cp(ground, folder, { recursive: true });
    return folder;
  }
  const restore = (dataFolder: string, failing?: Failing) => {
    const secret = { kind: 'recovery', code: office.recoveryCode } as const;
    return restoreOffice({
      ...{ ...shipped, dataFolder, from: 'latest', secret },
      ...(failing === undefined ? {} : { files: failing.files }),
    });
  };
  /** What the program shows when it is started there; the file is sound, and nothing of the restoration is left lying. */
  async function shown(dataFolder: string): Promise<unknown> {
    const desk = await openDesk(dataFolder, holder);
    const titles = await titlesAt(desk);
    await desk.app.close();
    const opened = await openToRead(dataFolder, shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    expect(await verifyAudit(opened.value.read)).toMatchObject({ ok: true, findings: [] });
    await opened.value.close();
    const names = await readdir(dataFolder);
    expect(names).not.toContain('restoring');
    expect(names).toContain('office.json');
    return titles.sort();
  }
  const steps = async (): Promise<number> => {
    const counted = failingMoves(Infinity, 'EBUSY', 'once');
    expect(await restore(await copyGround(), counted)).toMatchObject({ ok: true });
    return counted.changes.length;
  };

  it('is the former office or the restored one, whichever step it is killed before', async () => {
    const last = await steps();
    expect(last).toBeGreaterThan(6);
    const seen = new Set<string>();
    for (let step = 1; step <= last; step += 1) {
      const folder = await copyGround();
      const failing = failingMoves(step, 'EIO', 'gone');
      await restore(folder, failing).catch(() => undefined);
      const titles = await shown(folder);
      expect([former, restored], failing.changes.join(', ')).toContainEqual(titles);
      seen.add(JSON.stringify(titles));
    }
    expect(seen.size).toBe(2);
  });

  it('can be begun anew, whichever step it is killed before', async () => {
    const last = await steps();
    for (let step = 1; step <= last; step += 1) {
      const folder = await copyGround();
      await restore(folder, failingMoves(step, 'EIO', 'gone')).catch(() => undefined);
      expect(await restore(folder)).toMatchObject({ ok: true });
      expect(await shown(folder)).toEqual(restored);
    }
  });

  it('leaves everything former where a file is held at any step, and says so', async () => {
    const last = await steps();
    for (let step = 1; step <= last; step += 1) {
      const folder = await copyGround();
      const [code, fault] = step % 2 === 0 ? ['EBUSY', 'held'] : ['EPERM', 'forbidden'];
      const failing = failingMoves(step, code, 'once');
      const answer = await restore(folder, failing);
      // The last step takes an empty folder away; the restoration is whole before it.
      const isWhole = step === last;
      expect(await shown(folder), failing.changes.join(', ')).toEqual(isWhole ? restored : former);
      expect(answer).toMatchObject(
        isWhole ? { ok: true } : { error: { code: 'file.unwritable', params: { fault } } },
      );
    }
  });

  it('opens nothing while a file is held for good, and goes on at the next start', async () => {
    const last = await steps();
    for (let step = 1; step < last; step += 1) {
      const folder = await copyGround();
      const failing = failingMoves(step, 'EBUSY', 'heldFromThen');
      const answer = await restore(folder, failing);
      const titles = await shown(folder);
      expect([former, restored]).toContainEqual(titles);
      if (!answer.ok && answer.error.code === 'restore.unfinished') expect(titles).toEqual(restored);
    }
  });

  it('is not opened to be read either, and no new office is made beside it', async () => {
    const folder = await copyGround();
    const failing = failingMoves(3, 'EIO', 'gone');
    await restore(folder, failing).catch(() => undefined);
    expect(await readdir(folder)).toContain('restoring');
    expect(await openToRead(folder, shipped)).toMatchObject({ error: { code: 'restore.unfinished' } });
    expect(await readdir(folder)).toContain('restoring');
    expect(await shown(folder)).toEqual(restored);
  });

  it('survives the kill of a whole process at any step', async () => {
    const script = await bundleScript(
      'tests/support/backup/killedRestoration.ts',
      join(root, 'dist', 'faults', 'killedRestoration.js'),
    );
    const last = await steps();
    for (const step of [2, 3, last - 1]) {
      const folder = await copyGround();
      const victim = spawn(process.execPath, [script, folder, String(step)], {
        env: { ...process.env, YARDAM_RECOVERY_CODE: office.recoveryCode },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      expect(await once(victim, 'exit')).toEqual([null, 'SIGKILL']);
      expect([former, restored]).toContainEqual(await shown(folder));
      await rm(folder, { recursive: true });
    }
  });
});
