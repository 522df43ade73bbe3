import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProvider } from '../steps';
import {
  administrator,
  countProviders,
  makeFolder,
  makeOffice,
  removeFolders,
  runYardam,
  type WindowsOffice,
} from '../windowsOffice';

/** Paths as Windows users type them, and names that Windows keeps for itself. */
describe('a path as Windows users type it', () => {
  let office: WindowsOffice;
  let folder: string;
  beforeAll(async () => {
    office = await makeOffice();
    folder = await makeFolder();
  });
  afterAll(() => removeFolders([office, { folder }]));

  const isThere = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  const init = (configFile: string, dataFolder: string, cwd?: string) =>
    runYardam(['init', '--config', configFile, '--user', administrator.login, '--data', dataFolder], {}, cwd);
  /** A configuration whose incoming folder is written so, as the text of the file. */
  async function configWith(name: string, incoming: string): Promise<string> {
    const { office: who, peers } = JSON.parse(
      await readFile(join(office.dataFolder, 'office.json'), 'utf8'),
    ) as Record<string, unknown>;
    const file = join(folder, `${name}.json`);
    const text = JSON.stringify({ office: who, peers, edms: { outgoing: 'ToSend', incoming: '@@' } });
    await writeFile(file, text.replace('"@@"', incoming));
    return file;
  }

  it.each([
    ['with single backslashes', '"C:\\temp\\new"'],
    ['on a drive that is not there', '"Q:\\\\обмен\\\\In"'],
    ['on a server that is not there', '"\\\\\\\\нет-сервера\\\\обмен\\\\In"'],
  ])(
    'W9: a folder of office.json %s is refused by field and file, and nothing half is made',
    async (what, incoming) => {
      const config = await configWith(what, incoming);
      const data = join(folder, `данные ${what}`);
      const answer = await init(config, data);
      expect(answer).toMatchObject({ code: 1, told: { error: { code: 'config.invalid' } } });
      expect(JSON.stringify(answer.told)).toContain('edms.incoming');
      expect(await isThere(join(data, 'yardam.sqlite'))).toBe(false);
    },
  );

  it.each([
    ['with single backslashes', '{ "folders": ["C:\\temp\\new"] }', 'folders'],
    ['with an hour that no day has', '{ "hour": 77 }', 'hour'],
    ['that ends too soon', '{ "folders', ''],
  ])(
    'W9: a backup.json %s stops no start, and a backup is refused by file and field',
    async (_what, text, field) => {
      const copy = await office.copy();
      await writeFile(join(copy.dataFolder, 'backup.json'), text);
      await createProvider(copy, 'Пример');
      const { code, told } = await copy.yardam('backup');
      expect([code, told]).toMatchObject([1, { error: { code: 'config.invalid' } }]);
      expect(JSON.stringify(told)).toMatch(new RegExp(`backup\\.json.*${field}`));
      await removeFolders([copy]);
    },
  );

  it('W9: a folder of backup.json on a drive that is not there keeps no backup from the others', async () => {
    const copy = await office.copy();
    await writeFile(join(copy.dataFolder, 'backup.json'), '{ "folders": ["Q:\\\\copies"] }');
    const { code, told } = await copy.yardam('backup');
    expect([code, told]).toMatchObject([
      0,
      { folders: [{ error: null }, { error: 'file.unwritable/absent' }] },
    ]);
    await removeFolders([copy]);
  });

  it('W16: a folder beside the terminal is taken for --data, --config and --out', async () => {
    const config = await configWith('рядом', '"In"');
    expect(await init('рядом.json', 'данные рядом', join(config, '..'))).toMatchObject({ code: 0 });
    const words = [
      'print',
      'provider-list',
      '--out',
      'список.pdf',
      '--user',
      administrator.login,
      '--data',
      'данные рядом',
    ];
    expect(await runYardam(words, {}, folder)).toMatchObject({
      code: 0,
      told: { file: join(folder, 'список.pdf') },
    });
  });

  it.each(['CON', 'nul', 'aux.pdf', 'COM1', 'lpt1.pdf'])(
    'a paper for the name %s, which Windows keeps, never passes for printed',
    async (name) => {
      const answer = await office.yardam(
        'print',
        'provider-list',
        '--out',
        join(folder, name),
        '--user',
        administrator.login,
      );
      expect(JSON.stringify(answer.told)).not.toContain('system.internal');
      if (answer.code === 0)
        expect((await readFile(join(folder, name))).subarray(0, 5).toString()).toBe('%PDF-');
    },
  );

  it('a data folder of more than 260 characters works as any other', async () => {
    const long = join(
      folder,
      ...Array.from({ length: 5 }, (_, at) => `${at} ${'длинное имя '.repeat(5)}папки`),
    );
    expect(long.length).toBeGreaterThan(300);
    await mkdir(long, { recursive: true });
    const made = await init(await configWith('длинный', '"In"'), long);
    expect(made).toMatchObject({ code: 0 });
    const words = ['--user', administrator.login, '--data', long];
    expect(
      await runYardam(['print', 'provider-list', '--out', join(long, 'список.pdf'), ...words]),
    ).toMatchObject({ code: 0 });
    expect(await runYardam(['backup', '--data', long])).toMatchObject({ code: 0 });
    expect((await runYardam(['verify', '--data', long])).told).toMatchObject({ office: 'mintrud' });
  });

  it('a name of more than 255 characters is refused by name, and leaves nothing', async () => {
    const out = join(folder, `${'long'.repeat(75)}.pdf`);
    const answer = await office.yardam('print', 'provider-list', '--out', out, '--user', administrator.login);
    expect(answer).toMatchObject({ code: 1, told: { error: { code: 'file.unwritable' } } });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('W13: the input of a call is taken from a file, as editors of Windows save it', async () => {
    const file = join(folder, 'запрос.json');
    await writeFile(file, '\ufeff{\r\n  "registry": "provider",\r\n  "search": "Пример"\r\n}\r\n');
    expect(await office.done('call', 'record.list', '--json', `@${file}`)).toMatchObject({ total: 0 });
  });

  it('the data folder is the same by any letter case and slash', async () => {
    const before = await countProviders(office);
    for (const data of [office.dataFolder.toUpperCase(), office.dataFolder.replaceAll('\\', '/')]) {
      const words = [
        'call',
        'record.list',
        '--json',
        '{"registry":"provider"}',
        '--user',
        administrator.login,
        '--data',
        data,
      ];
      expect((await runYardam(words)).told).toMatchObject({ total: before });
    }
  });
});
