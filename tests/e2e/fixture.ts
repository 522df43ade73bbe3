import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { _electron, test as base, type BrowserType, type Page } from '@playwright/test';
import type { CallName, Input, Output } from '../../domain/contract';
import type { Result } from '../../domain/values/result';
import { findElectron } from '../../build/electronBinary';
import type { Bridge } from '../../renderer/api/bridge';

/**
 * A window on a fresh office for every test, the same for Chromium on the loopback host (`web`) and for Electron
 * (`desktop`). `seed` holds command lines of `yardam` that are run before the window opens:
 * `test.use({ seed: [['import', 'providers', realList]] })`.
 */
export interface E2eOffice {
  readonly dataFolder: string;
  readonly login: string;
  readonly password: string;
  /** Opens personal data where nobody has been let in yet. */
  readonly recoveryCode: string;
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
const program = join(root, 'dist/node/cliMain.js');
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

export const test = base.extend<Fixtures>({
  seed: [[], { option: true }],
  officeConfig: [defaultConfig, { option: true }],

  office: async ({ seed, officeConfig }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'yardam-e2e-'));
    const config = join(folder, 'office.json');
    await writeFile(config, JSON.stringify(officeConfig));
    const dataFolder = join(folder, 'data');
    const [login, password] = ['admin', 'a long enough password'];
    const desk = ['--data', dataFolder, '--user', login];
    const yardam = async (...argv: readonly string[]): Promise<unknown> => {
      const env = { ...process.env, YARDAM_PASSWORD: password };
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...argv, ...desk], { env });
      return JSON.parse(stdout) as unknown;
    };
    const { recoveryCode } = (await yardam('init', '--config', config)) as { recoveryCode: string };
    for (const argv of seed) await yardam(...argv);
    await use({ dataFolder, login, password, recoveryCode, folder, yardam });
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  page: async ({ office, playwright }, use, { project }) => {
    if (project.name === 'desktop') await inElectron(office, use);
    else await inChromium(office, playwright.chromium, use);
  },
});

export { expect } from '@playwright/test';

async function inChromium(
  office: E2eOffice,
  chromium: BrowserType,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const host = spawn(process.execPath, [program, 'serve', '--data', office.dataFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(host, 'close').then(() => {
    throw new Error('yardam serve ended before it had an address');
  });
  const [line] = (await Promise.race([once(createInterface(host.stdout), 'line'), gone])) as [string];
  gone.catch(() => undefined);
  const { address } = JSON.parse(line) as { address: string };
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto(address);
  await use(page);
  await browser.close();
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
