import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { runWhileClosed } from '../support/offices/closedFiles';
import { testProgram } from '../support/testRun';

/**
 * A start beside files that cannot be had: leftovers and the log stop nothing, the database and office.json are refused by
 * their own sentence. Another program that holds a file and a right that is missing take the same way through the program;
 * which of the two it was the error of the system says (`fileFault.ts`).
 */
describe('a start beside a file that cannot be had', () => {
  let office: BackupOffice;
  beforeEach(async () => {
    office = await makeBackupOffice();
  });
  afterEach(() => office.remove());

  function start(closed: readonly string[]) {
    const words = ['call', 'system.hello', '--data', office.dataFolder, '--user', 'admin', '--json', '{}'];
    const paths = closed.map((name) => join(office.dataFolder, name));
    return runWhileClosed(paths, testProgram(), words, { YARDAM_PASSWORD: 'a long enough password' });
  }

  it('goes on where it is a leftover, the log or the settings of backups', async () => {
    for (const folder of ['files', 'backup-work', 'logs']) {
      await mkdir(join(office.dataFolder, folder, 'left'), { recursive: true });
      await writeFile(join(office.dataFolder, folder, 'left', 'over'), 'left');
    }
    await writeFile(join(office.dataFolder, 'logs', 'yardam.log'), '');
    await writeFile(join(office.dataFolder, 'backup.json'), '{}');
    const closed = ['files/left', 'backup-work/left', 'logs/yardam.log', 'backup.json'];
    const run = start(closed);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ program: 'yardam' });
    expect(await readdir(join(office.dataFolder, 'files'))).toEqual(['left']);
    expect(await readdir(join(office.dataFolder, 'logs'))).toContain('yardam-2.log');
    expect(await readFile(join(office.dataFolder, 'logs', 'yardam.log'), 'utf8')).toBe('');
    const again = start([]);
    expect(again.status).toBe(0);
    expect(await readdir(join(office.dataFolder, 'files')).catch(() => [])).toEqual([]);
  });

  it.each([databaseFile, 'lock.sqlite', 'office.json'])('refuses %s by its own sentence', (name) => {
    const run = start([name]);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { code: 'file.unwritable', params: { fault: 'forbidden', path: join(office.dataFolder, name) } },
    });
    expect(run.stderr).toContain('Закройте файл в другой программе');
    expect(start([]).status).toBe(0);
  });

  it('says of an office.json that is not there that it is not, and not how to mend it', async () => {
    await rm(join(office.dataFolder, 'office.json'));
    const run = start([]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { code: 'file.unwritable', params: { fault: 'absent' } },
    });
    expect(run.stderr).toContain('Не найдено');
  });
});
