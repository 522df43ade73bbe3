import { existsSync } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserSwitches } from '../../../electron/http/openBrowser';

/**
 * A visit by the Chromium that an operator has, with the switches of the program, on a profile that stays on the disk as
 * if nobody ever swept it. It ends like a power cut, after Chromium has had time to write down what it wants to.
 */
export async function visitAndKill(profile: string, visit: (page: Page) => Promise<void>): Promise<void> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: browserSwitches(profile).filter((word) => !word.startsWith('--user-data-dir')),
    locale: 'ru-RU',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await visit(page);
  await page.waitForTimeout(writingMs);
  const holder = await readlink(join(profile, 'SingletonLock'));
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  process.kill(Number(holder.split('-').at(-1)), 'SIGKILL');
  await closed;
}

/** Chromium gathers what it writes of its tabs for two and a half seconds. */
const writingMs = 5_000;
