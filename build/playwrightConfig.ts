import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from './electronBinary';
import { root } from './root';

/**
 * The same specs against two hosts: `web` is Chromium on the loopback host, `desktop` is Electron itself. Where its
 * binary is absent the whole project is left out, with a line that says so.
 */
const browser = [
  process.env['PLAYWRIGHT_CHROMIUM'],
  // The same engine without a window of its own: half of the processor's time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const electron = findElectron();
const isFirstLoad = process.env['TEST_WORKER_INDEX'] === undefined;
if (electron === null && isFirstLoad)
  process.stdout.write("Project desktop is left out: Electron's binary is absent here\n");

const web = {
  name: 'web',
  use: {
    launchOptions: {
      // Without letters beyond ASCII in its locale the browser calls every file with a Russian name `download`.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        // There is no screen: drawing for one by software takes a tenth of the processor.
        '--disable-gpu',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
};

export default defineConfig({
  testDir: join(root, 'tests', 'e2e'),
  globalSetup: join(root, 'build', 'testRun.ts'),
  outputDir: join(root, 'test-results'),
  forbidOnly: true,
  // Every test has an office and a host of its own.
  fullyParallel: true,
  workers: 2,
  // A machine that does other work at the same time is slow, not wrong.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // A trace takes a third of the processor's time: only a spec that failed is run once more with one, and stays failed.
  retries: 1,
  failOnFlakyTests: true,
  use: { viewport: { width: 1366, height: 768 }, locale: 'ru-RU', trace: 'on-first-retry' },
  projects: electron === null ? [web] : [web, { name: 'desktop' }],
});
