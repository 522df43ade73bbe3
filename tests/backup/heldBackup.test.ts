import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { runWhileClosed } from '../support/offices/closedFiles';
import { testProgram } from '../support/testRun';

/** What is there and cannot be had is not told as what is not there, and no older one is taken for it in silence. */
describe('a file that is there and cannot be had', () => {
  let office: BackupOffice;
  let newest: string;
  beforeAll(async () => {
    office = await makeBackupOffice();
    for (let made = 0; made < 2; made += 1)
      expect(await backUpOffice(shipped, office.dataFolder)).toMatchObject({ ok: true });
    newest = join(office.dataFolder, 'backups', (await office.backups()).at(-1) ?? '');
  });
  afterAll(() => office.remove());

  const said = (closed: string, words: readonly string[]) => {
    const run = runWhileClosed([closed], testProgram(), words, {
      YARDAM_PASSWORD: 'a long enough password',
      YARDAM_RECOVERY_CODE: office.recoveryCode,
    });
    return { error: (JSON.parse(run.stdout) as { error: unknown }).error, words: run.stderr };
  };
  const closedTo = (path: string) => ({ code: 'file.unwritable', params: { path, fault: 'forbidden' } });
  const restoreLatest = (): readonly string[] => ['restore', '--latest', '--data', office.dataFolder];

  it('is a backup: neither verify nor restore says that there is none', () => {
    expect(said(newest, ['verify', newest]).error).toEqual(closedTo(newest));
    expect(said(newest, ['verify', '--data', office.dataFolder]).error).toEqual(closedTo(newest));
    expect(said(newest, restoreLatest()).error).toEqual(closedTo(newest));
    expect(said(newest, ['verify', newest]).words).not.toContain('не нашлось');
  });

  it('is a folder of backups', () => {
    const folder = join(office.dataFolder, 'backups');
    expect(said(folder, restoreLatest()).error).toEqual(closedTo(folder));
  });

  it('is a table to import: it does not say that the table was removed', async () => {
    const table = join(office.folder, 'list.csv');
    await writeFile(table, 'Наименование\nАНО «Первый»\n');
    const run = said(table, ['import', 'providers', table, '--data', office.dataFolder, '--user', 'admin']);
    expect(run.error).toEqual(closedTo(table));
    expect(run.words).not.toContain('удалён');
  });

  it('is a folder of quarantine: then there is no backup, rather than one without it', async () => {
    const quarantine = join(office.dataFolder, 'quarantine');
    await mkdir(join(quarantine, 'packet'), { recursive: true });
    await writeFile(join(quarantine, 'packet', 'reason.txt'), 'reason');
    const before = await readdir(join(office.dataFolder, 'backups'));
    const run = said(quarantine, ['backup', '--data', office.dataFolder]);
    expect(run.error).toMatchObject({ code: 'file.unwritable' });
    expect(await readdir(join(office.dataFolder, 'backups'))).toEqual(before);
  });
});
