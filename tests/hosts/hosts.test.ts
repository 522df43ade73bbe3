import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultDataFolder } from '../../electron/app/dataFolder';
import { sweepBrowserProfiles } from '../../electron/http/browserProfile';
import { browserPlaces, openBrowser } from '../../electron/http/openBrowser';

describe('the browsers that are known', () => {
  it('are those of offices, on Windows too', () => {
    const env = { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\Пётр Ю\\AppData\\Local' };
    const places = browserPlaces({ platform: 'win32', env });
    for (const place of [
      'C:\\Users\\Пётр Ю\\AppData\\Local\\Yandex\\YandexBrowser\\Application\\browser.exe',
      'C:\\Program Files\\Yandex\\YandexBrowser\\Application\\browser.exe',
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    ])
      expect(places).toContain(place);
    expect(browserPlaces({ platform: 'linux', env: { PATH: '/usr/bin:/opt/bin' } })).toEqual(
      expect.arrayContaining(['/usr/bin/chromium', '/opt/bin/yandex-browser-stable']),
    );
  });
});

describe('the data folder of a user who names none', () => {
  it.each([
    ['linux', {}, '/home/u/.local/share/yardam'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/yardam'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/yardam'],
    ['darwin', {}, '/home/u/Library/Application Support/Yardam'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Yardam'],
    ['win32', {}, '/home/u/AppData/Roaming/Yardam'],
  ] as const)('on %s with %j is %s', (platform, env, folder) => {
    expect(defaultDataFolder({ platform, env, home: '/home/u' })).toBe(folder);
  });
});

describe('opening a browser', () => {
  let folder: string;
  const address = 'http://127.0.0.1:1/?token=x';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-browser-'));
    vi.stubEnv('PATH', `${folder}:/bin:/usr/bin`);
    vi.stubEnv('WAYLAND_DISPLAY', '');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  /** A browser that says how it was started, writes into its profile, and stays until it is told to go. */
  async function standInBrowser(): Promise<string> {
    const browser = join(folder, 'chromium');
    const lines = [
      '#!/bin/sh',
      `for one in "$@"; do case "$one" in --user-data-dir=*) profile="\${one#*=}";; esac; done`,
      'mkdir -p "$profile/Default/Sessions" "$profile/Default/Local Storage"',
      'echo typed > "$profile/Default/Sessions/Session_1"; echo theme > "$profile/Default/Local Storage/kept"',
      `printf '%s\\n' "$@" > "${folder}/said.part"; mv "${folder}/said.part" "${folder}/said"`,
      'exec sleep 60',
    ];
    await writeFile(browser, lines.join('\n'));
    await chmod(browser, 0o755);
    return browser;
  }
  const said = () => vi.waitFor(() => readFile(join(folder, 'said'), 'utf8'), 30_000);
  const left = () => readdir(join(folder, 'browser'), { recursive: true });

  it('opens the window in a profile of this run alone where there is a display', async () => {
    vi.stubEnv('DISPLAY', ':99');
    const browser = await standInBrowser();
    const opened = await openBrowser(address, folder);
    expect(opened?.path).toBe(browser);
    const words = (await said()).split('\n');
    expect(words).toContain(`--app=${address}`);
    expect(words).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
    expect(words.join()).not.toMatch(/remote-debugging|disable-web-security/);
    const profile = words.find((word) => word.startsWith('--user-data-dir='))?.split('=')[1] ?? '';
    expect(profile).toMatch(/browser\/run-\w{6}$/);
    expect(await left()).toContain(join(profile.split('/').at(-1) ?? '', 'Default/Sessions/Session_1'));

    await opened?.close();
    expect(await left()).toEqual(['settings', 'settings/kept']);
    await rm(join(folder, 'said'));
    const again = await openBrowser(address, folder);
    const second = (await said()).split('\n').find((word) => word.startsWith('--user-data-dir=')) ?? '';
    expect(second).not.toContain(profile);
    expect(await readFile(join(second.split('=')[1] ?? '', 'Default/Local Storage/kept'), 'utf8')).toBe(
      'theme\n',
    );
    await again?.close();
  });

  it('sweeps what killed runs and former versions left, and not the profile of a window that still stands', async () => {
    const place = join(folder, 'browser');
    for (const profile of ['.', 'run-killed', 'run-standing']) {
      await mkdir(join(place, profile, 'Default', 'Sessions'), { recursive: true });
      await writeFile(join(place, profile, 'Default', 'Sessions', 'Session_1'), 'typed');
    }
    await symlink('machine-999999999', join(place, 'run-killed', 'SingletonLock'));
    await symlink(`machine-${process.pid}`, join(place, 'run-standing', 'SingletonLock'));
    await sweepBrowserProfiles(folder);
    expect(await readdir(place)).toEqual(['run-standing']);
    await rm(join(place, 'run-standing', 'SingletonLock'));
    await sweepBrowserProfiles(folder);
    expect(await readdir(place)).toEqual([]);
  });

  it('opens nothing where nobody could see it', async () => {
    vi.stubEnv('DISPLAY', '');
    expect(await openBrowser(address, folder)).toBeNull();
  });
});
