import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { _electron, test as base, type Browser, type Page } from '@playwright/test';
import type { CallName, Input, Output } from '../../domain/contract';
import type { Result } from '../../domain/values/result';
import { findElectron } from '../../build/electronBinary';
import type { Bridge } from '../../renderer/api/bridge';
import { placeConfig, templateOf, testProgram, testRuntime } from '../support/testRun';

/**
 * A window on a fresh office for every test, the same for Chromium on the loopback host (`web`) and for Electron
 * (`desktop`). `seed` holds command lines of `yardam` that are run before the window opens, once for all who ask for the
 * same:
 * `test.use({ seed: [['import', 'providers', realList]] })`.
 */
export interface E2eOffice {
  readonly dataFolder: string;
  readonly login: string;
  readonly password: string;
  /** Opens personal data where nobody has been let in yet; the one in force, because the first head gets another. */
  recoveryCode: string;
  /** Folders of the EDMS: `ToSend` and `In`. */
  readonly folder: string;
  /** One command line of `yardam` against this office; only while its window is not open. */
  yardam(...argv: readonly string[]): Promise<unknown>;
}

interface Fixtures {
  seed: readonly (readonly string[])[];
  officeConfig: object;
  office: E2eOffice;
  page: Page;
}

const root = join(import.meta.dirname, '..', '..');
export const realList = join(root, 'resources/examples/providers-tatarstan.csv');

const defaultConfig = {
  office: {
    code: 'mintrud',
    kind: 'ministry',
    name: 'Министерство труда, занятости и социальной защиты Республики Татарстан',
    uid: '11111111-1111-4111-8111-111111111111',
    mailbox: 'MINTRUD~RT',
  },
  peers: [
    {
      code: 'almet',
      kind: 'territorial',
      name: 'Управление в Альметьевском районе',
      uid: '22222222-2222-4222-8222-222222222222',
      mailbox: 'ALMET~RT',
      oktmo: ['92608000'],
      format: '2.7.1',
    },
  ],
  edms: { outgoing: 'ToSend', incoming: 'In' },
};

export const test = base.extend<Fixtures, { chromium: () => Promise<Browser> }>({
  seed: [[], { option: true }],
  officeConfig: [defaultConfig, { option: true }],

  office: async ({ seed, officeConfig }, use) => {
    const office = await makeOffice(officeConfig, seed);
    await use(office);
    await removeOffice(office);
  },

  /** One for all tests of a worker; nothing is started for Electron. */
  chromium: [
    async ({ playwright }, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => (browser ??= playwright.chromium.launch()));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],

  page: async ({ office, chromium }, use, { project }) => {
    if (project.name === 'desktop') await inElectron(office, use);
    else await inChromium(office, await chromium(), use);
  },
});

/** An office of its own with its folders, by the command line. */
export async function makeOffice(officeConfig: object, seed: Fixtures['seed'] = []): Promise<E2eOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-e2e-'));
  const config = join(folder, 'office.json');
  await writeFile(config, JSON.stringify(officeConfig));
  const dataFolder = join(folder, 'Данные отдела', 'мой реестр');
  const [login, password] = ['admin', 'a long enough password'];
  const yardamAt =
    (data: string) =>
    async (...argv: readonly string[]): Promise<unknown> => {
      const env = { ...process.env, YARDAM_PASSWORD: password };
      const words = [testProgram(), ...argv, '--data', data, '--user', login];
      const { stdout } = await promisify(execFile)(testRuntime(), words, { env });
      return JSON.parse(stdout) as unknown;
    };
  const name = createHash('sha256')
    .update(JSON.stringify([officeConfig, seed]))
    .digest('hex')
    .slice(0, 16);
  const template = await templateOf(`window-${name}`, async (made) => {
    const { recoveryCode } = (await yardamAt(made)('init', '--config', config)) as { recoveryCode: string };
    for (const argv of seed) await yardamAt(made)(...argv);
    return recoveryCode;
  });
  await template.copyTo(dataFolder);
  await placeConfig(dataFolder, officeConfig, folder);
  const recoveryCode = template.told;
  return { dataFolder, login, password, recoveryCode, folder, yardam: yardamAt(dataFolder) };
}

export const removeOffice = ({ folder }: E2eOffice): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 3 });

export { expect } from '@playwright/test';

/** Shows the window of an office in Chromium on its loopback host. */
export async function inChromium(
  office: E2eOffice,
  browser: Browser,
  use: (page: Page) => Promise<void>,
  serving: readonly string[] = [testProgram(), 'serve', '--data', office.dataFolder],
): Promise<void> {
  const host = spawn(testRuntime(), serving, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(host, 'close').then(() => {
    throw new Error('yardam serve ended before it had an address');
  });
  const [line] = (await Promise.race([once(createInterface(host.stdout), 'line'), gone])) as [string];
  gone.catch(() => undefined);
  const { address } = JSON.parse(line) as { address: string };
  const page = await browser.newPage();
  // Most specs sign in at once and show the window anew: nobody waits for the first one.
  await page.goto(address, { waitUntil: 'commit' });
  await use(page);
  await page.context().close();
  host.kill('SIGTERM');
  await once(host, 'close');
}

async function inElectron(office: E2eOffice, use: (page: Page) => Promise<void>): Promise<void> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error("Electron's binary is absent");
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...asRoot, root, '--data', office.dataFolder],
  });
  await use(await app.firstWindow());
  await app.close();
}

/** A call of the contract from inside the page, by whichever host serves it. */
export async function call<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const result = await page.evaluate(
    async ([callName, callInput]) => {
      const { yardam } = window as { yardam?: Bridge };
      if (yardam !== undefined) return await yardam.call(callName, callInput);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(callInput);
      const response = await fetch(`/call/${callName}`, { method: 'POST', headers, body });
      return (await response.json()) as Result<unknown>;
    },
    [name, input] as const,
  );
  if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
  return result.value as Output<N>;
}

/** How somebody gets in: the administrator of the office, or a worker who was taken on. */
export type Pass = Pick<E2eOffice, 'login' | 'password'>;

/** Signs an operator in without the form and shows the window anew. */
export async function signIn(page: Page, { login, password }: Pass): Promise<void> {
  await call(page, 'session.signIn', { login, password });
  await page.reload();
}
