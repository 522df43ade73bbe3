import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { initOffice } from '../../electron/app/initOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { planTestOffice, type TestOffice } from '../support/offices/testOffice';
import { testInstallation } from '../support/testRun';

/** A data folder is for its owner only, whoever made it and however freely it lay there before. */
describe('a data folder', () => {
  let planned: TestOffice;
  let backed: BackupOffice;
  beforeAll(async () => {
    planned = await planTestOffice();
    backed = await makeBackupOffice();
  });
  afterAll(async () => {
    await planned.remove();
    await backed.remove();
  });

  it('that was there before `init` is closed to others, and so is what is laid in it', async () => {
    const { dataFolder, configFile, login, password } = planned;
    await openToAll(dataFolder);
    const { resourcesFolder } = testInstallation();
    const made = await initOffice({ ...shipped, dataFolder, configFile, login, password, resourcesFolder });
    expect(made.ok).toBe(true);
    expect(await modeOf(dataFolder)).toBe(0o700);
    for (const name of ['yardam.sqlite', 'office.json'])
      expect([name, await modeOf(join(dataFolder, name))]).toEqual([name, 0o600]);
  });

  it('that `restore` makes, or finds, is closed to others', async () => {
    const made = await backUpOffice(shipped, backed.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    const file = join(backed.dataFolder, 'backups', made.value.fileName);
    const secret = { kind: 'recovery', code: backed.recoveryCode } as const;
    const [absent, present] = [join(backed.folder, 'absent'), join(backed.folder, 'present')];
    await openToAll(present);
    for (const dataFolder of [absent, present]) {
      expect(await restoreOffice({ ...shipped, dataFolder, from: { file }, secret })).toMatchObject({
        ok: true,
      });
      expect(await modeOf(dataFolder)).toBe(0o700);
      expect(await readdir(dataFolder)).toContain('office.json');
    }
  });
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

async function openToAll(folder: string): Promise<void> {
  await mkdir(folder);
  await chmod(folder, 0o755);
}
