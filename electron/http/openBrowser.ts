import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'yandex-browser',
  'microsoft-edge',
];

/**
 * Opens the window in a Chromium without tabs or address line and with a profile of its own, so that no extension of
 * the operator's browser sees the office. Answers the browser's path, null where there is no display or no Chromium.
 */
export function openBrowser(address: string, dataFolder: string): string | null {
  const browser = hasDisplay() ? findBrowser() : null;
  if (browser === null) return null;
  const child = spawn(
    browser,
    [
      `--app=${address}`,
      `--user-data-dir=${join(dataFolder, 'browser')}`,
      '--no-first-run',
      '--disable-sync',
      '--disable-extensions',
      // The window has nothing to look for in a network, and Chromium beside it neither.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--no-proxy-server',
      '--no-pings',
      '--disable-background-networking',
      '--disable-breakpad',
      '--disable-component-update',
      '--disable-domain-reliability',
      // Chromium refuses to start for root with its sandbox; nobody but a container is root at a desk.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore', detached: true },
  );
  child.on('error', () => undefined);
  child.unref();
  return browser;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    (name) => name !== undefined && name !== '',
  );
}

function findBrowser(): string | null {
  return candidates().find(isRunnable) ?? null;
}

function candidates(): readonly string[] {
  const { env } = process;
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform === 'win32')
    return [env['ProgramFiles(x86)'], env['ProgramFiles'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  return (env['PATH'] ?? '').split(delimiter).flatMap((folder) => onPath.map((name) => join(folder, name)));
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
