import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from './electronBinary';
import { root } from './root';

/**
 * The same specs against two hosts: `web` is Chromium on the loopback host, `desktop` is Electron itself. Where its
 * binary is absent the whole project is left out, with a line that says so.
 */
const browser = [process.env['PLAYWRIGHT_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const electron = findElectron();
const isFirstLoad = process.env['TEST_WORKER_INDEX'] === undefined;
if (electron === null && isFirstLoad)
  process.stdout.write("Project desktop is left out: Electron's binary is absent here\n");

const web = {
  name: 'web',
  use: {
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
};

export default defineConfig({
  testDir: join(root, 'tests', 'e2e'),
  outputDir: join(root, 'test-results'),
  forbidOnly: true,
  workers: 1,
  timeout: 90_000,
  // A machine that does other work at the same time is slow, not wrong.
  expect: { timeout: 15_000 },
  use: { viewport: { width: 1366, height: 768 }, locale: 'ru-RU', trace: 'retain-on-failure' },
  projects: electron === null ? [web] : [web, { name: 'desktop' }],
});
