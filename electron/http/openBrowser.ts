import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { posix, win32 } from 'node:path';
import { makeBrowserProfile, removeBrowserProfile } from './browserProfile';

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'yandex-browser',
  'yandex-browser-stable',
  'yandex-browser-corporate',
  'microsoft-edge',
];

/** A browser that was opened for this run. */
export interface OpenedBrowser {
  readonly path: string;
  /** Ends the browser; nothing of its profile is left behind. */
  close(): Promise<void>;
}

/**
 * Opens the window in a Chromium without tabs or address line and with a profile of this run alone, so that no extension
 * of the operator's browser sees the office and nothing of a page outlives it. Answers null where there is no display or
 * no Chromium.
 */
export async function openBrowser(address: string, dataFolder: string): Promise<OpenedBrowser | null> {
  const path = hasDisplay() ? findBrowser() : null;
  if (path === null) return null;
  const profile = await makeBrowserProfile(dataFolder);
  const child = spawn(path, [`--app=${address}`, ...browserSwitches(profile)], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', resolve).once('error', resolve));
  const removed = ended.then(() => removeBrowserProfile(profile));
  child.unref();
  return {
    path,
    async close() {
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await removed;
      clearTimeout(killing);
    },
  };
}

/** A browser hands over what is typed and goes away in a fraction of it. */
const patienceMs = 3_000;

/** How a browser is to stand beside the office: alone, quiet, and on this profile. */
export const browserSwitches = (profile: string): readonly string[] => [
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
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
];

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    (name) => name !== undefined && name !== '',
  );
}

function findBrowser(): string | null {
  return browserPlaces().find(isRunnable) ?? null;
}

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

/** Where a Chromium may lie on such a machine, those asked first before the others. */
export function browserPlaces({ platform, env }: Machine = process): readonly string[] {
  if (platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Yandex'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform === 'win32')
    return onWindows.flatMap((browser) =>
      [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined)
        .map((folder) => win32.join(folder, ...browser)),
    );
  return (env['PATH'] ?? '')
    .split(posix.delimiter)
    .flatMap((folder) => onPath.map((name) => posix.join(folder, name)));
}

const onWindows = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Yandex', 'YandexBrowser', 'Application', 'browser.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
] as const;

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
