import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupSettingsShape } from '../../domain/backup/backupSettings';
import { openDatabase } from '../../db/file/openDatabase';
import type { SteadyFiles } from '../../db/file/steadyFiles';
import { shipped } from '../../electron/app/shipped';
import { createBackupService } from '../../electron/backup/backupService';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { failingMoves } from '../support/backup/failingMoves';

/** A backup that has served its time and is held by another program never spoils the new one. */
describe('an expired backup that is held', () => {
  let office: BackupOffice;
  let share: string;
  let now: Date;
  beforeEach(async () => {
    office = await makeBackupOffice();
    share = join(office.folder, 'share');
    await mkdir(share);
    now = new Date('2026-11-23T13:00:00+03:00');
  });
  afterEach(() => office.remove());

  async function open(files?: SteadyFiles) {
    const opened = await openDatabase(office.dataFolder, () => now, shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const database = opened.value;
    const keep = { daily: 1, weekly: 1, monthly: 1, others: 1 };
    const service = createBackupService({
      ...{ database, dataFolder: office.dataFolder, office: { code: 'mintrud', name: 'Министерство' } },
      settings: () =>
        Promise.resolve({ settings: backupSettingsShape.parse({ folders: [share], keep }), refusal: null }),
      ...(files === undefined ? {} : { files }),
    });
    return { service, database };
  }
  const nobody = { login: '', operator: '', office: 'mintrud' };
  const later = (hours: number): void => void (now = new Date(now.getTime() + hours * 3_600_000));

  it('stays, is noted, and goes with the next backup; each folder has the new one', async () => {
    const held = await open(failingMoves(1, 'EBUSY', 'heldFromThen').files);
    for (let made = 0; made < 2; made += 1) {
      expect(await held.service.make(nobody, 'command')).toMatchObject({
        ok: true,
        value: { folders: [{ error: null }, { error: null }], unremoved: 2 * made },
      });
      later(1);
    }
    const [line] = await held.database.read.all<{ detail: string }>(
      "SELECT detail FROM audit WHERE action = 'backup.make' ORDER BY seq DESC LIMIT 1",
    );
    expect(JSON.parse(line?.detail ?? '')).toMatchObject({ folders: 2, unremoved: 2 });
    expect(await readdir(share)).toHaveLength(2);
    await held.database.close();
    const free = await open();
    expect(await free.service.make(nobody, 'command')).toMatchObject({ ok: true, value: { unremoved: 0 } });
    await free.database.close();
    for (const folder of [share, join(office.dataFolder, 'backups')])
      expect(await readdir(folder)).toHaveLength(1);
  });

  it('makes no further backup of the day fall due', async () => {
    const { service, database } = await open(failingMoves(1, 'EPERM', 'heldFromThen').files);
    await service.makeDue();
    later(24);
    await service.makeDue();
    await service.makeDue();
    expect(await readdir(share)).toHaveLength(2);
    await database.close();
  });
});
