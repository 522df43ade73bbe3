import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Params } from '../../domain/values/result';
import { initOffice } from '../../electron/app/initOffice';
import { shipped } from '../../electron/app/shipped';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { gloss } from '../../electron/cli/gloss';
import { readConfig } from '../../electron/files/officeFile';
import { errors as ru } from '../../renderer/locale/ru/errors';
import { errors as tt } from '../../renderer/locale/tt/errors';
import { makeBackupOffice } from '../support/backup/backupOffice';
import { officeJson } from '../support/offices/testOffice';
import { testInstallation } from '../support/testRun';

/** Files of settings as people write them by hand: what is wrong is told with the file, the field and what to write. */
describe('a file of settings', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const written = async (text: string): Promise<string> => {
    const file = join(folder, 'office.json');
    await writeFile(file, text);
    return file;
  };
  const withEdms = (outgoing: string): string =>
    JSON.stringify({ ...officeJson, edms: { outgoing: 'OUT', incoming: 'In' } }).replace('OUT', outgoing);
  const without = (field: string): string =>
    JSON.stringify({ ...officeJson, office: { ...officeJson.office, [field]: undefined } });
  const having = (part: object): string =>
    JSON.stringify({ ...officeJson, office: { ...officeJson.office, ...part } });

  it.each<[what: string, text: string, params: Params]>([
    [
      'a path of Windows with single backslashes',
      withEdms('C:\\temp\\new'),
      { fault: 'path', field: 'edms.outgoing' },
    ],
    ['one that JSON does not take', withEdms('C:\\Users\\x'), { fault: 'json' }],
    ['no JSON at all', 'Реестр', { fault: 'json' }],
    ['nothing', '', { fault: 'json' }],
    ['a list', '[]', { fault: 'json' }],
    ['a field that is missing', without('uid'), { fault: 'absent', field: 'office.uid' }],
    ['a field that is unknown', having({ colour: 1 }), { fault: 'unknown', field: 'office.colour' }],
    [
      'a field of another form',
      having({ code: 'Казань' }),
      { fault: 'value', field: 'office.code', expected: '"kazan"' },
    ],
    [
      'a field of another kind',
      having({ name: 5 }),
      { fault: 'value', field: 'office.name', expected: '"…"' },
    ],
    ['a word that is not in the list', having({ kind: 'bank' }), { fault: 'value', field: 'office.kind' }],
    [
      'two offices with one code',
      JSON.stringify({ ...officeJson, peers: [officeJson.office] }),
      { fault: 'twice', field: 'code' },
    ],
  ])('is refused for %s', async (_what, text, params) => {
    const file = await written(text);
    const read = await readConfig(file);
    expect(read).toMatchObject({ ok: false, error: { code: 'config.invalid', params: { file, ...params } } });
    if (read.ok) return;
    expect(gloss(read.error)).toContain(file);
    const sentence = `config.invalid/${String(params['fault'])}` as keyof typeof ru;
    for (const words of [ru[sentence], tt[sentence]])
      for (const [, gap = ''] of words.matchAll(/\{(\w+)\}/g)) expect(read.error.params).toHaveProperty(gap);
  });

  it('whose folder of the exchange cannot be made begins no office, and nothing is left of it', async () => {
    await writeFile(join(folder, 'a file'), '');
    // What lies behind a file is as absent as a drive that is not there.
    const absent = join(folder, 'a file', 'In').replaceAll('\\', '/');
    const edms = { outgoing: 'made/ToSend', incoming: absent };
    const configFile = await written(JSON.stringify({ ...officeJson, edms }));
    const before = await readdir(folder);
    const init = (dataFolder: string) =>
      initOffice({
        ...{ ...shipped, dataFolder, configFile, login: 'admin', password: 'a long enough password' },
        resourcesFolder: testInstallation().resourcesFolder,
      });
    expect(await init(join(folder, 'new', 'data'))).toMatchObject({
      error: {
        code: 'config.invalid',
        params: { fault: 'folder', field: 'edms.incoming', path: absent, file: configFile },
      },
    });
    expect(await readdir(folder)).toEqual(before);
    await writeFile(configFile, JSON.stringify(officeJson));
    expect(await init(join(folder, 'a file', 'data'))).toMatchObject({
      error: { code: 'file.unwritable' },
    });
    expect(await readdir(folder)).toEqual(before);
    expect(await init(join(folder, 'new', 'data'))).toMatchObject({ ok: true });
  });

  it('of backups that is wrong stops no start, is told as itself, and counts once it is mended', async () => {
    const office = await makeBackupOffice();
    const file = join(office.dataFolder, 'backup.json');
    const share = join(office.folder, 'share');
    await mkdir(share);
    await writeFile(file, '{"folders": ["C:\\temp\\new"]}');
    const desk = await office.open();
    const status = () => desk.must('backup.status', {});
    const refusal = { code: 'config.invalid', params: { fault: 'path', file, field: 'folders[0]' } };
    expect((await status()).settings).toMatchObject(refusal);
    expect((await desk.must('backup.make', {})).folders).toEqual([
      { folder: join(office.dataFolder, 'backups'), error: null },
    ]);
    const { runs } = await desk.must('backup.list', { limit: 5 });
    expect(runs).toMatchObject([
      { ok: false, folder: file, error: 'config.invalid' },
      { ok: true, error: null },
    ]);
    await writeFile(file, JSON.stringify({ folders: [share] }));
    expect((await status()).settings).toBeNull();
    await desk.must('backup.make', {});
    expect(await readdir(share)).toHaveLength(1);
    // Held or broken again: the folders that are known stay.
    await writeFile(file, '{');
    expect((await status()).settings).toMatchObject({ params: { fault: 'json', file } });
    await desk.must('backup.make', {});
    expect(await readdir(share)).toHaveLength(2);
    await desk.app.close();
    const told = { error: { code: 'config.invalid', params: { file } } };
    expect(await backUpOffice(shipped, office.dataFolder)).toMatchObject(told);
    const secret = { kind: 'recovery', code: office.recoveryCode } as const;
    const latest = { ...shipped, dataFolder: office.dataFolder, from: 'latest', secret } as const;
    expect(await restoreOffice(latest)).toMatchObject(told);
    await office.remove();
  });
});
