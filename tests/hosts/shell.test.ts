import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type ElectronStandIn } from '../support/offices/electronStandIn';
import { askPage, bridgeOf, quitShell, startShell, windowOf } from '../support/offices/startShell';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/**
 * The security checklist of Electron's manual, item by item, against what the shell really asks of Electron. What only
 * the binary can show (the sandbox holds, the fuses are blown) is the Playwright project `desktop`'s.
 */
const root = join(import.meta.dirname, '..', '..');
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
  await quitShell(electron);
  await office.remove();
});

const theWindow = () => windowOf(electron);
const preferences = () => theWindow().options.webPreferences;
const page = (path: string) => askPage(electron, path);

describe('the security checklist', () => {
  it('1: loads its own page and nothing else', async () => {
    expect(theWindow().loaded).toEqual(['yardam://app/']);
    expect((await page('/')).headers.get('content-type')).toContain('text/html');
    expect(sources('electron/shell').join('\n')).not.toMatch(/https?:\/\/(?!\*\/\*)/);
  });

  it('1: reaches no network: no name, no proxy, no request, no dictionary, before there is a page', () => {
    expect(electron.commandLine.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    for (const name of ['host-resolver-rules', 'no-proxy-server', 'disable-background-networking']) {
      expect(electron.journal).toContain(`switch ${name}`);
      expect(electron.journal.indexOf(`switch ${name}`)).toBeLessThan(electron.journal.indexOf('ready'));
    }
    const answers: unknown[] = [];
    electron.blocked.answer?.({ url: 'https://93.184.215.14/' }, (response) => answers.push(response));
    expect(answers).toEqual([{ cancel: true }]);
    expect(electron.blocked.urls).toEqual(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']);
    expect(electron.spelling.enabled).toBe(false);
    expect(preferences()['spellcheck']).toBe(false);
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

  it('17: refuses by name what no call looks like, also what only a process can send', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const create = { registry: 'provider', fields: { fullName: circular } };
    for (const args of [
      [],
      [1, {}],
      [{}, {}],
      [['system.hello'], {}],
      ['system.hello', circular],
      ['record.create', create],
    ])
      expect(await electron.invoke('yardam:call', args)).toMatchObject({ error: { code: 'call.malformed' } });
  });

  it('18: serves the page by a protocol of its own, never by file:', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
    expect(electron.schemes).toEqual([{ scheme: 'yardam', privileges }]);
    expect(electron.journal.indexOf('registerSchemes')).toBeLessThan(electron.journal.indexOf('ready'));
    expect(sources('electron/shell').join('\n')).not.toMatch(/loadFile|file:\/\//);
  });

  it('19: blows the fuses that would let the program be used as another, each that there is', () => {
    const blown: Readonly<Record<string, boolean>> = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    };
    const config = text('electron-builder.yml');
    const [, section = ''] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(config) ?? [];
    const said = [...section.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, on]) => [
      name,
      on === 'true',
    ]);
    expect(Object.fromEntries(said)).toEqual(blown);
    expect(config).toMatch(/^asar: true$/m);
    const packager = text('node_modules/app-builder-lib/out/configuration.d.ts');
    const [, known = ''] = /interface FuseOptionsV1 \{(.*?)\n\}/s.exec(packager) ?? [];
    const fuses = [...known.matchAll(/^ +(\w+)\?: boolean;/gm)].map(([, name]) => name);
    // The last is about signing on a system that the program is not built for.
    expect(fuses.filter((name) => name !== 'resetAdHocDarwinSignature').sort()).toEqual(
      Object.keys(blown).sort(),
    );
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

  it('uses none of the modules that would open it again', () => {
    const shell = sources('electron/shell').join('\n');
    expect(shell).not.toMatch(/crashReporter|autoUpdater|preconnect|fromPartition|ipcMain\.on\b/);
    expect(text('package.json')).not.toContain('@electron/remote');
  });
});
