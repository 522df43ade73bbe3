import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type ElectronStandIn } from '../support/offices/electronStandIn';
import { askPage, bridgeOf, quitShell, startShell, windowOf } from '../support/offices/startShell';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** What the desktop program does beside keeping the security list: files, a second start, an office that does not open. */
let office: TestOffice;
let electron: ElectronStandIn;

beforeAll(async () => {
  office = await makeTestOffice();
  electron = await startShell(office.dataFolder);
});
afterAll(async () => {
  await quitShell(electron);
  await office.remove();
});

const page = (path: string, init?: RequestInit) => askPage(electron, path, init);

describe('the desktop program', () => {
  it('takes an upload and gives it back for saving only, once somebody is signed in', async () => {
    const upload = () =>
      page('/files?name=..%2Flist.html', {
        method: 'POST',
        body: '<script>',
        headers: { 'content-type': 'text/html' },
      });
    expect(await (await upload()).json()).toEqual({ ok: false, error: { code: 'session.required' } });
    const { login, password } = office;
    expect(await bridgeOf(electron).call('session.signIn', { login, password })).toMatchObject({ ok: true });
    const received = (await (await upload()).json()) as { value: { fileId: string; name: string } };
    expect(received).toMatchObject({ ok: true, value: { name: 'list.html', size: 8 } });
    const given = await page(`/files/${received.value.fileId}`);
    expect(await given.text()).toBe('<script>');
    expect(given.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(given.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('serves no path that the build did not make', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/assets/', '/%2e%2e/%2e%2e/package.json'])
      expect((await page(path)).status).toBe(404);
  });

  it('saves only what it serves itself, where the operator says', () => {
    const options: unknown[] = [];
    const item = (url: string) => ({
      getURL: () => url,
      getFilename: () => 'list.pdf',
      setSaveDialogOptions: (given: unknown) => options.push(given),
    });
    const { defaultSession } = electron;
    expect(attempt(defaultSession, 'will-download', {}, item('https://example.org/x.exe'))).toBe('refused');
    expect(attempt(defaultSession, 'will-download', {}, item('yardam://app/files/1?download=1'))).toBe('let');
    expect(options).toEqual([{ defaultPath: 'list.pdf' }]);
  });

  it('is known to Windows by the name that its shortcut has', () => {
    const config = readFileSync(join(import.meta.dirname, '..', '..', 'electron-builder.yml'), 'utf8');
    expect(electron.app.userModelId).not.toBe('');
    expect(/^appId: (.*)$/m.exec(config)?.[1]).toBe(electron.app.userModelId);
  });

  it('takes a folder of data as it is typed, from where it was started', async () => {
    const typed = relative(process.cwd(), office.dataFolder);
    const started = await startShell(typed);
    expect(started.app.paths.get('userData')).toBe(join(resolve(office.dataFolder), 'window'));
    await quitShell(started);
  });

  it('comes to the front when it is started again', () => {
    electron.app.emit('second-instance');
    expect(windowOf(electron).focused).toBe(1);
  });

  it('opens its window even when the office cannot be opened, and says why in it', async () => {
    const second = await startShell(office.dataFolder);
    expect(await bridgeOf(second).call('system.hello', {})).toMatchObject({
      ok: false,
      error: { code: 'data.locked' },
    });
    await quitShell(second);
  });

  it('lets nobody look into an installed program', async () => {
    const switches = { 'remote-debugging-port': '9222', 'remote-debugging-pipe': '' };
    const installed = await startShell(office.dataFolder, { packaged: true, switches });
    expect([...installed.commandLine.keys()].filter((name) => name.startsWith('remote'))).toEqual([]);
    expect(installed.windows[0]?.options.webPreferences['devTools']).toBe(false);
    expect(windowOf(electron).options.webPreferences['devTools']).toBe(true);
    await quitShell(installed);
  });
});
