import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { testProgram } from '../support/testRun';

/**
 * `yardam verify FILE` lays the whole database open in the system's temporary folder for a moment: into a folder that is
 * its own and that nobody made before it, and it takes that away however it is ended.
 */
const program = testProgram();

describe('yardam verify FILE', () => {
  let office: BackupOffice;
  let file: string;
  let temporary: string;
  beforeAll(async () => {
    office = await makeBackupOffice();
    // Large enough that unpacking takes a while: a signal must find it at work.
    const packet = join(office.dataFolder, 'quarantine', 'packet');
    await mkdir(packet, { recursive: true });
    await writeFile(join(packet, 'letter.bin'), randomBytes(40_000_000));
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    file = join(office.dataFolder, 'backups', made.value.fileName);
    temporary = join(office.folder, 'temporary');
    await mkdir(join(temporary, 'yardam'), { recursive: true, mode: 0o777 });
  });
  afterAll(() => office.remove());

  const start = (): ChildProcess =>
    spawn(process.execPath, [program, 'verify', file], {
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, YARDAM_RECOVERY_CODE: office.recoveryCode },
      stdio: 'ignore',
    });
  const work = async (): Promise<string[]> =>
    (await readdir(temporary)).filter((name) => name.startsWith('yardam-verify-'));

  it('works in a folder of its own, closed to others, and leaves none', async () => {
    const child = start();
    const ended = once(child, 'close');
    const [name = ''] = await appeared();
    expect((await stat(join(temporary, name))).mode & 0o777).toBe(0o700);
    expect(await ended).toEqual([0, null]);
    expect(await work()).toEqual([]);
    expect(await readdir(join(temporary, 'yardam'))).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'takes it away when it is ended by %s',
    async (signal) => {
      const child = start();
      const ended = once(child, 'close');
      await appeared();
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(await work()).toEqual([]);
    },
  );

  const appeared = (): Promise<string[]> =>
    vi.waitFor(
      async () => {
        const names = await work();
        expect(names).toHaveLength(1);
        return names;
      },
      { timeout: 30_000, interval: 1 },
    );
});
