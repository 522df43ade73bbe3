import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createElectronStandIn, attempt, type ElectronStandIn } from './support/electronStandIn';
import { makeTestOffice, type TestOffice } from './support/testOffice';
import type { Bridge } from '../renderer/api/bridge';

/**
 * The security checklist of Electron's manual, item by item, against what the shell really asks of Electron. What only
 * the binary can show (the sandbox holds, the fuses are blown) is the Playwright project `desktop`'s.
 */
const root = join(import.meta.dirname, '..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue|html)$/.test(name))
    .map((name) => text(join(folder, name)));

let office: TestOffice;
let electron: ElectronStandIn;

beforeAll(async () => {
  office = await makeTestOffice();
  electron = await startShell(office.dataFolder);
});
afterAll(async () => {
  electron.app.quit();
  await vi.waitFor(() => expect(electron.journal).toContain('gone'));
  await office.remove();
});

async function startShell(dataFolder: string): Promise<ElectronStandIn> {
  const started = createElectronStandIn();
  vi.resetModules();
  vi.doMock('electron', () => started.module);
  const { argv } = process;
  process.argv = ['electron', root, '--data', dataFolder];
  await import('../electron/shell/preload');
  await import('../electron/shell/main');
  process.argv = argv;
  await vi.waitFor(() => expect(started.handlers.has('yardam:call')).toBe(true), 10_000);
  return started;
}

const theWindow = () => {
  const [window] = electron.windows;
  if (window === undefined) throw new Error('no window');
  return window;
};
const preferences = () => theWindow().options.webPreferences;
const bridgeOf = (stand: ElectronStandIn) => stand.exposed.get('yardam') as Bridge;
const page = (path: string, init?: RequestInit): Promise<Response> => {
  const answer = electron.pages.get('yardam');
  if (answer === undefined) throw new Error('nothing serves the page');
  return answer(new Request(`yardam://app${path}`, init));
};

describe('the security checklist', () => {
  it('1: loads its own page and nothing else', async () => {
    expect(theWindow().loaded).toEqual(['yardam://app/']);
    expect((await page('/')).headers.get('content-type')).toContain('text/html');
    expect(sources('electron/shell').join('\n')).not.toMatch(/https?:\/\//);
  });

  it('2: gives no page Node', () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3: isolates the context', () => {
    expect(preferences()['contextIsolation']).toBe(true);
  });

  it('4: sandboxes every renderer, before there is one', () => {
    expect(preferences()['sandbox']).toBe(true);
    expect(electron.journal.indexOf('enableSandbox')).toBeLessThan(electron.journal.indexOf('ready'));
    expect(electron.journal).toContain('enableSandbox');
  });

  it('5: grants no permission, asked or checked, and no device', () => {
    const answers: unknown[] = [];
    for (const permission of ['media', 'notifications', 'clipboard-read', 'openExternal'])
      electron.permissions['request']?.(null, permission, (granted: unknown) => answers.push(granted));
    expect(answers).toEqual([false, false, false, false]);
    expect(electron.permissions['check']?.(null, 'media', 'yardam://app')).toBe(false);
    expect(electron.permissions['device']?.({ deviceType: 'hid' })).toBe(false);
  });

  it('6: keeps webSecurity on', () => {
    expect(preferences()['webSecurity']).toBe(true);
  });

  it('7: sends a content policy with everything it serves', async () => {
    const policy = (await page('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    for (const path of ['/no-such-file', '/files/none', '/call/system.hello'])
      expect((await page(path)).headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('8: allows no insecure content', () => {
    expect(preferences()['allowRunningInsecureContent']).toBe(false);
  });

  it('9: enables no experimental features', () => {
    expect(preferences()['experimentalFeatures']).toBe(false);
  });

  it('10: enables no Blink features', () => {
    expect(preferences()).not.toHaveProperty('enableBlinkFeatures');
  });

  it('11: has no webview that could open windows', () => {
    expect(preferences()['webviewTag']).toBe(false);
    expect(sources('renderer').join('\n')).not.toMatch(/<webview|allowpopups/i);
  });

  it('12: attaches no webview whatever its options', () => {
    expect(attempt(theWindow().webContents, 'will-attach-webview', {}, {}, { src: 'yardam://app/' })).toBe(
      'refused',
    );
  });

  it.each([
    ['https://example.org/', 'refused'],
    ['file:///etc/passwd', 'refused'],
    ['javascript:alert(1)', 'refused'],
    ['yardam://other/', 'refused'],
    ['yardam://app@evil/', 'refused'],
    ['yardam://app.evil/', 'refused'],
    ['not an address', 'refused'],
    ['yardam://app/#/providers', 'let'],
  ])('13: navigation to %s is %s', (url, outcome) => {
    const { webContents } = theWindow();
    expect(attempt(webContents, 'will-navigate', { url })).toBe(outcome);
    expect(attempt(webContents, 'will-redirect', { url })).toBe(outcome);
    expect(attempt(webContents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(outcome);
    expect(attempt(webContents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(outcome);
  });

  it('13: the PDF view of Chromium may come into a frame of ours, never into the window', () => {
    const url = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html';
    const { webContents } = theWindow();
    expect(attempt(webContents, 'will-frame-navigate', { url, isMainFrame: false })).toBe('let');
    expect(attempt(webContents, 'will-frame-navigate', { url, isMainFrame: true })).toBe('refused');
  });

  it('14: opens no second window, not even for our own page', () => {
    for (const url of ['https://example.org/', 'yardam://app/'])
      expect(theWindow().webContents.openWindow?.({ url })).toEqual({ action: 'deny' });
  });

  it('15: opens nothing in other programs', () => {
    expect(electron.module).not.toHaveProperty('shell');
    expect(sources('electron').join('\n')).not.toMatch(/openExternal|openPath/);
  });

  it('16: pins the Electron it was checked with', () => {
    const wanted = JSON.parse(text('package.json')) as { devDependencies: { electron: string } };
    const installed = JSON.parse(text('node_modules/electron/package.json')) as { version: string };
    expect(wanted.devDependencies.electron).toBe(installed.version);
  });

  it('17: hears the main frame of its window at its origin and nobody else', async () => {
    const { webContents } = theWindow();
    const hello = (from: Parameters<ElectronStandIn['invoke']>[2]) =>
      electron.invoke('yardam:call', ['system.hello', {}], from);
    const denied = { ok: false, error: { code: 'permission.denied' } };
    expect(await hello({ senderFrame: { origin: 'yardam://app' } })).toEqual(denied);
    expect(await hello({ senderFrame: null })).toEqual(denied);
    expect(await hello({ sender: {} })).toEqual(denied);
    webContents.mainFrame.origin = 'https://example.org';
    expect(await hello({})).toEqual(denied);
    webContents.mainFrame.origin = 'yardam://app';
    expect(await hello({})).toMatchObject({ ok: true });
  });

  it('18: serves the page by a protocol of its own, never by file:', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
    expect(electron.schemes).toEqual([{ scheme: 'yardam', privileges }]);
    expect(electron.journal.indexOf('registerSchemes')).toBeLessThan(electron.journal.indexOf('ready'));
    expect(sources('electron/shell').join('\n')).not.toMatch(/loadFile|file:\/\//);
  });

  it('19: blows the fuses that would let the program be used as another', () => {
    const config = text('electron-builder.yml');
    for (const [fuse, state] of Object.entries({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    }))
      expect(config).toMatch(new RegExp(`^  ${fuse}: ${state}$`, 'm'));
    expect(config).toMatch(/^asar: true$/m);
  });

  it('20: lends the page a call and an event listener, and no part of Electron', async () => {
    expect([...electron.exposed.keys()]).toEqual(['yardam']);
    expect(Object.keys(bridgeOf(electron)).sort()).toEqual(['call', 'onEvent']);
    const heard: unknown[][] = [];
    const stop = bridgeOf(electron).onEvent((...args) => heard.push(args));
    theWindow().webContents.send('yardam:event', 'registry.changed', { registry: 'provider' });
    stop();
    theWindow().webContents.send('yardam:event', 'registry.changed', { registry: 'provider' });
    expect(heard).toEqual([['registry.changed', { registry: 'provider' }]]);
    expect(await bridgeOf(electron).call('__proto__', {})).toMatchObject({ error: { code: 'call.unknown' } });
  });
});

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

  it('comes to the front when it is started again', () => {
    electron.app.emit('second-instance');
    expect(theWindow().focused).toBe(1);
  });

  it('opens its window even when the office cannot be opened, and says why in it', async () => {
    const second = await startShell(office.dataFolder);
    expect(await bridgeOf(second).call('system.hello', {})).toMatchObject({
      ok: false,
      error: { code: 'data.locked' },
    });
    second.app.quit();
    await vi.waitFor(() => expect(second.journal).toContain('gone'));
  });
});
