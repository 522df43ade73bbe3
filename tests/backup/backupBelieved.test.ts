import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupName } from '../../domain/backup/backupFile';
import { backUpOffice, verifyBackup } from '../../electron/backup/backUpOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { shipped } from '../../electron/app/shipped';
import type { BackupSecret } from '../../electron/backup/backupKeys';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';

/** Which backup is believed: the one that was written, in every folder, and the last good one is never rotated away. */
describe('a backup that was just made', () => {
  let office: BackupOffice;
  let recovery: BackupSecret;
  let path: string;

  beforeAll(async () => {
    office = await makeBackupOffice();
    recovery = { kind: 'recovery', code: office.recoveryCode };
    path = join(
      office.dataFolder,
      'backups',
      (await value(backUpOffice(shipped, office.dataFolder))).fileName,
    );
  });
  afterAll(() => office.remove());

  it('is not believed where a folder gives back another one than was written, sound as that is', async () => {
    const own = join(office.dataFolder, 'backups');
    const share = join(office.folder, 'share');
    await mkdir(share);
    // Large enough that the other one lies there before this one is written out.
    await mkdir(join(office.dataFolder, 'quarantine', 'packet'), { recursive: true });
    await writeFile(join(office.dataFolder, 'quarantine', 'packet', 'Письмо.bin'), randomBytes(2_000_000));
    for (const [folder, errors] of [
      [own, ['backup.unverified', null]],
      [share, [null, 'backup.unverified']],
    ] as const) {
      const stale = join(office.folder, 'stale');
      await copyFile(path, stale);
      let state: 'waiting' | 'replaced' | 'ended' = 'waiting';
      const replaceUnderWay = async (): Promise<void> => {
        while (state === 'waiting') {
          const part = readdirSync(folder).find((name) => name.endsWith('.part'));
          if (part === undefined) await setImmediate();
          else {
            renameSync(stale, join(folder, part));
            state = 'replaced';
          }
        }
      };
      const replacing = replaceUnderWay();
      const made = await value(backUpOffice(shipped, office.dataFolder, share));
      expect(state).toBe('replaced');
      state = 'ended';
      await replacing;
      expect(made.folders.map(({ error }) => error)).toEqual(errors);
      expect(await readdir(folder)).not.toContain(made.fileName);
      const sound = join(folder === own ? share : own, made.fileName);
      expect(await verdict(sound)).toBe('ok');
    }
    await rm(join(office.dataFolder, 'quarantine'), { recursive: true });
  });

  it('stays and is the one restored though a clock that went back makes it the oldest, each time', async () => {
    const place = join(office.folder, 'restored');
    await value(restoreOffice({ ...shipped, dataFolder: place, from: { file: path }, secret: recovery }));
    const folder = join(place, 'backups');
    await mkdir(folder, { recursive: true });
    // Made while the clock stood years ahead, and cut off since: they do not verify.
    const cut = (await readFile(path)).subarray(0, -100);
    const later = Array.from({ length: 12 }, (_none, at) => {
      return backupName('mintrud', `2099-11-${at + 10}T09:00:00.000Z`, 'command');
    });
    for (const name of later) await writeFile(join(folder, name), cut);
    for (const time of [1, 2]) {
      const made = await value(backUpOffice(shipped, place));
      expect([time, await verdict(join(folder, made.fileName))]).toEqual([time, 'ok']);
      const found = await value(verifyBackup(shipped, { dataFolder: place }, recovery));
      expect([time, found.file]).toEqual([time, join(folder, made.fileName)]);
    }
  });

  /** `ok`, or the name of the refusal when it is opened by the recovery code. */
  async function verdict(file: string): Promise<string> {
    const verified = await verifyBackup(shipped, { file }, recovery);
    return verified.ok ? 'ok' : verified.error.code;
  }
});

async function value<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
