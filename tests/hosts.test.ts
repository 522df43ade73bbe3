import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultDataFolder } from '../electron/app/dataFolder';
import { openBrowser } from '../electron/http/openBrowser';

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

  it('opens the window in a profile of its own where there is a display', async () => {
    vi.stubEnv('DISPLAY', ':99');
    const browser = join(folder, 'chromium');
    await writeFile(
      browser,
      `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/said.part"; mv "${folder}/said.part" "${folder}/said"\n`,
    );
    await chmod(browser, 0o755);
    expect(openBrowser(address, folder)).toBe(browser);
    const said = await vi.waitFor(() => readFile(join(folder, 'said'), 'utf8'), 5000);
    expect(said.split('\n')).toContain(`--app=${address}`);
    expect(said.split('\n')).toContain(`--user-data-dir=${join(folder, 'browser')}`);
    expect(said.split('\n')).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
    expect(said).not.toMatch(/remote-debugging|disable-web-security/);
  });

  it('opens nothing where nobody could see it', () => {
    vi.stubEnv('DISPLAY', '');
    expect(openBrowser(address, folder)).toBeNull();
  });
});
