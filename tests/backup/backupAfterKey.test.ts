import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../domain/values/result';
import { verifyBackup } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { createBackupSoon } from '../../electron/backup/backupSoon';
import type { MadeBackup } from '../../electron/backup/makeBackup';
import { lookInto, makeKeyOffices, passwordOf, type KeyOffices } from '../support/offices/keyOffice';
import { actor, createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';

/**
 * A new code or key has a backup that it opens as soon as one can be made, and nobody waits for that: until then only the
 * former code opens what there is.
 */
describe('a backup after a new code', () => {
  let offices: KeyOffices;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  }, 60_000);
  afterAll(() => offices.remove());

  it.each(['key.renewRecovery', 'key.renew'] as const)('of %s is opened by it alone', async (name) => {
    const dataFolder = await offices.copy();
    // One is there: the first head's acceptance has made a new code too.
    const before = await readdir(join(dataFolder, 'backups'));
    const office = await offices.open(dataFolder);
    const head = await office.at('head');
    await head.must('backup.make', {});
    const { recoveryCode } = await head.must(name, { password: passwordOf('head') });
    await office.close();
    const verdict = async (code: string): Promise<string> => {
      const verified = await verifyBackup(shipped, { dataFolder }, { kind: 'recovery', code });
      return verified.ok ? String(verified.value.opened) : verified.error.code;
    };
    expect(await readdir(join(dataFolder, 'backups'))).toHaveLength(before.length + 2);
    expect(await verdict(recoveryCode)).toBe('true');
    expect(await verdict(offices.recoveryCode)).toBe('backup.refused');
    // The one from before still opens by the former code alone: both papers are needed for a while.
    const [older = ''] = (await readdir(join(dataFolder, 'backups'))).sort();
    const file = join(dataFolder, 'backups', older);
    const former = { kind: 'recovery', code: offices.recoveryCode } as const;
    expect(await verifyBackup(shipped, { file }, former)).toMatchObject({ value: { opened: true } });
    expect(await verifyBackup(shipped, { file }, { kind: 'recovery', code: recoveryCode })).toMatchObject({
      error: { code: 'backup.refused' },
    });
  });

  it('is made after the first key too', async () => {
    const folders = await createOfficeFolders();
    const office = await openInnerOffice(await folders.make());
    await office.must('key.create', {});
    await office.close();
    expect(await readdir(join(office.folder, 'backups'))).toHaveLength(1);
    await folders.remove();
  });

  it('that fails leaves the code good, and is written down', async () => {
    const dataFolder = await offices.copy();
    await rm(join(dataFolder, 'backups'), { recursive: true, force: true });
    await writeFile(join(dataFolder, 'backups'), 'a file where the folder should be');
    const office = await offices.open(dataFolder);
    const head = await office.at('head');
    const { recoveryCode } = await head.must('key.renewRecovery', { password: passwordOf('head') });
    await head.must('key.accept', { code: recoveryCode, password: passwordOf('head') });
    await office.close();
    const lines = await lookInto(dataFolder);
    expect(lines.map(({ action }) => action)).toContain('backup.fail');
  });

  it('is waited for by nobody but the end of the program, and one to come is enough', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let made = 0;
    const bugs: string[] = [];
    const soon = createBackupSoon({
      async make() {
        made += 1;
        await held;
        if (made === 2) throw new Error('a bug');
        return ok({} as MadeBackup);
      },
      reportBug: (where) => {
        bugs.push(where);
        return '';
      },
    });
    soon.order(actor);
    await Promise.resolve();
    await Promise.resolve();
    for (let more = 0; more < 5; more += 1) soon.order(actor);
    let isSettled = false;
    const settled = soon.settled().then(() => (isSettled = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect({ made, isSettled }).toEqual({ made: 1, isSettled: false });
    letGo();
    await settled;
    expect({ made, bugs }).toEqual({ made: 2, bugs: ['backup.soon'] });
  });
});
