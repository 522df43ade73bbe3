import { mkdir, readdir, readFile } from 'node:fs/promises';
import { release, homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legalDate } from '../../../domain/values/legalTime';
import { defaultDataFolder } from '../../../electron/app/dataFolder';
import { examples } from '../../../build/example/exampleProviders';
import { administrator, makeFolder, removeFolders, runYardam } from '../windowsOffice';

/** The profile of somebody with a Cyrillic name, and Kazan's time as Windows tells it. */
describe('the profile and the clock of a desk in Kazan', () => {
  let folder: string;
  const desk = { user: ['--user', administrator.login] };
  beforeAll(async () => {
    folder = await makeFolder();
    await mkdir(process.env['APPDATA'] ?? '', { recursive: true });
  });
  afterAll(() => removeFolders([{ folder }, { folder: defaultDataFolder() }]));

  it('this is Node for Windows on Windows 10', () => {
    expect([process.platform, release().split('.')[0]]).toEqual(['win32', '10']);
    expect(homedir()).toMatch(/^C:\\users\\[^a-z]+$/u);
  });

  it('without --data the office lies in the profile, whose name is Cyrillic', async () => {
    const config = join(examples, 'office.json');
    expect(await runYardam(['init', '--config', config, ...desk.user])).toMatchObject({ code: 0 });
    expect(defaultDataFolder()).toContain('Алсу Хәкимова');
    expect(await readdir(defaultDataFolder())).toContain('yardam.sqlite');
    expect(await runYardam(['backup'])).toMatchObject({ code: 0 });
  });

  it('the zone is that of Kazan without anything set for the program', () => {
    expect(process.env['TZ']).toBeUndefined();
    expect(new Date('2026-01-15T12:00:00Z').getTimezoneOffset()).toBe(-180);
    expect(new Date('2026-07-15T12:00:00Z').getTimezoneOffset()).toBe(-180);
  });

  it.each([undefined, 'Pacific/Kiritimati', 'Etc/GMT+12'])(
    'a paper bears the day of Kazan where the desk has the zone %s',
    async (zone) => {
      const out = join(folder, 'список.pdf');
      const days = [legalDate(new Date())];
      const more = zone === undefined ? {} : { TZ: zone };
      expect(await runYardam(['print', 'provider-list', '--out', out, ...desk.user], more)).toMatchObject({
        code: 0,
      });
      days.push(legalDate(new Date()));
      const text = (await readFile(out)).toString('latin1');
      const [, made = ''] = /<xmp:CreateDate>([^<T]+)T/.exec(text) ?? [];
      expect(days).toContain(made);
    },
  );

  it('the journal of the day of Kazan is exported', async () => {
    const today = legalDate(new Date());
    const journal = join(folder, 'журнал.jsonl');
    const told = await runYardam([
      'audit',
      'export',
      '--from',
      today,
      '--to',
      today,
      '--out',
      journal,
      ...desk.user,
    ]);
    expect(told).toMatchObject({ code: 0 });
    expect((await readFile(journal, 'utf8')).split('\n').length).toBeGreaterThan(2);
  });
});
