import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Capability } from '../../../electron/app/app';
import { shipped } from '../../../electron/app/shipped';
import { createApp } from '../../../electron/app/createApp';
import { initOffice } from '../../../electron/app/initOffice';
import { templateOf, testInstallation } from '../testRun';

/** An office in a temporary folder with one administrator, for tests of the hosts. */
export interface TestOffice {
  readonly folder: string;
  readonly dataFolder: string;
  readonly configFile: string;
  readonly login: string;
  readonly password: string;
  open(capabilities?: readonly Capability[]): Promise<App>;
  remove(): Promise<void>;
}

export const officeJson = {
  office: {
    code: 'mintrud',
    kind: 'ministry',
    name: 'Проверочное министерство',
    uid: '11111111-1111-4111-8111-111111111111',
    mailbox: 'PROVERKA~RT',
  },
  peers: [],
};

/** A folder with `office.json` and no office yet. */
export async function planTestOffice(): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-test-'));
  const configFile = join(folder, 'office.json');
  const dataFolder = join(folder, 'data');
  await writeFile(configFile, JSON.stringify(officeJson));
  return {
    folder,
    dataFolder,
    configFile,
    login: 'admin',
    password: 'a long enough password',
    async open(capabilities = []) {
      const { resourcesFolder, pdfWorker } = testInstallation();
      const opened = await createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities });
      if (!opened.ok) throw new Error(`the test office does not open: ${opened.error.code}`);
      return opened.value;
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export async function makeTestOffice(): Promise<TestOffice> {
  const office = await planTestOffice();
  const { configFile, login, password } = office;
  const template = await templateOf('office', async (dataFolder) => {
    const { resourcesFolder } = testInstallation();
    const made = await initOffice({ ...shipped, dataFolder, configFile, login, password, resourcesFolder });
    if (!made.ok) throw new Error(`the test office cannot be made: ${made.error.code}`);
  });
  await template.copyTo(office.dataFolder);
  return office;
}
