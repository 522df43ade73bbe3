import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { shipped } from '../../electron/app/shipped';
import type { BackupSecret } from '../../electron/backup/backupKeys';
import { makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { digestLength, spoilHeader, withDigest } from '../support/backup/spoilBackup';
import { officeJson } from '../support/offices/testOffice';

/** Whoever is refused a restoration finds everything as it was: no folder, no lock, nothing unpacked. */
describe('a refused restoration', () => {
  let office: BackupOffice;
  let good: string;
  let places = 0;
  beforeAll(async () => {
    office = await makeBackupOffice();
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    good = join(office.dataFolder, 'backups', made.value.fileName);
  });
  afterAll(() => office.remove());

  const inside = async (name: string): Promise<string> => {
    const folder = join(office.folder, `${name}-${(places += 1)}`);
    await mkdir(folder);
    return folder;
  };
  /** Names and bytes of everything. */
  async function tree(folder: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of await readdir(folder, { recursive: true }))
      found[name] = await readFile(join(folder, name), 'base64').catch(() => 'a folder');
    return found;
  }
  const cutOff = async (): Promise<string> => {
    const file = join(office.folder, 'cut.yardam-backup');
    await writeFile(file, withDigest((await readFile(good)).subarray(0, -digestLength - 1)));
    return file;
  };
  const newer = async (): Promise<string> => {
    const file = join(office.folder, 'newer.yardam-backup');
    await spoilHeader(good, file, (header) => (header.schema = 99990));
    return file;
  };
  const code = (): BackupSecret => ({ kind: 'recovery', code: office.recoveryCode });
  const itself = (): Promise<string> => Promise.resolve(good);
  const nothing = (): Promise<void> => Promise.resolve();

  it.each<
    [
      refusal: string,
      file: () => Promise<string>,
      secret: () => BackupSecret,
      prepare: (place: string) => Promise<unknown>,
    ]
  >([
    ['backup.tampered', cutOff, code, nothing],
    ['backup.newer', newer, code, nothing],
    ['backup.absent', () => Promise.resolve(join(office.folder, 'none')), code, nothing],
    ['backup.refused', itself, () => ({ kind: 'recovery', code: 'ABCDE' }), nothing],
    ['data.present', itself, code, (place) => writeFile(join(place, databaseFile), 'what was there')],
    [
      'backup.foreign',
      itself,
      code,
      (place) => {
        const other = { ...officeJson, office: { ...officeJson.office, code: 'kazan' } };
        return writeFile(join(place, 'office.json'), JSON.stringify(other));
      },
    ],
  ])('by %s leaves nothing behind', async (refusal, file, secret, prepare) => {
    const root = await inside('root');
    const there = join(root, 'there');
    await mkdir(there);
    await prepare(there);
    const deep = join(root, 'not', 'yet', 'there');
    const from = { file: await file() };
    const before = await tree(root);
    const restored = await restoreOffice({ ...shipped, dataFolder: there, from, secret: secret() });
    expect(restored).toMatchObject({ ok: false, error: { code: refusal } });
    expect(await tree(root)).toEqual(before);
    if (prepare !== nothing) return;
    const refused = await restoreOffice({ ...shipped, dataFolder: deep, from, secret: secret() });
    expect(refused).toMatchObject({ ok: false, error: { code: refusal } });
    expect(await tree(root)).toEqual(before);
  });

  it('under a program that is at work leaves nothing behind, and a good one lays no scratch down', async () => {
    const desk = await office.open();
    const before = Object.keys(await tree(office.dataFolder));
    const latest = { dataFolder: office.dataFolder, from: 'latest', secret: code() } as const;
    expect(await restoreOffice({ ...shipped, ...latest })).toMatchObject({ error: { code: 'data.locked' } });
    expect(Object.keys(await tree(office.dataFolder))).toEqual(before);
    await desk.app.close();
    const place = await inside('whole');
    const whole = { dataFolder: place, from: { file: good }, secret: code() };
    expect(await restoreOffice({ ...shipped, ...whole })).toMatchObject({ ok: true });
    expect(await readdir(place)).not.toContain('backup-work');
  });
});
