import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, Input, Output } from '../../domain/contract';
import type { Declared } from '../../db/file/migrate';
import type { App } from '../../electron/app/app';
import type { Session } from '../../electron/access/sessions';
import { shipped } from '../../electron/app/shipped';
import { createApp } from '../../electron/app/createApp';
import { initOffice } from '../../electron/app/initOffice';
import { installation } from '../../electron/app/installation';
import { officeJson } from '../../tests/support/offices/testOffice';

export const benchUser = { login: 'admin', password: 'a long enough password' };

/** An office of a folder, open, with the administrator signed in. */
export interface BenchOffice {
  readonly app: App;
  readonly session: Session;
  /** A call that must succeed. */
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
}

/** Makes an empty office in this folder; answers its data folder. */
export async function makeBenchOffice(folder: string, declared: Declared = shipped): Promise<string> {
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'office.json');
  const dataFolder = join(folder, 'data');
  await writeFile(configFile, JSON.stringify(officeJson));
  const made = await initOffice({ ...declared, dataFolder, configFile, ...benchUser });
  if (!made.ok) throw new Error(`the office is not made: ${JSON.stringify(made.error)}`);
  return dataFolder;
}

export async function openBenchOffice(
  dataFolder: string,
  declared: Declared = shipped,
): Promise<BenchOffice> {
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({ ...declared, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`the office does not open: ${JSON.stringify(opened.error)}`);
  const app = opened.value;
  const session = app.openSession();
  const office: BenchOffice = {
    app,
    session,
    async must(name, input) {
      const result = await app.request(session, name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
  };
  await office.must('session.signIn', benchUser);
  return office;
}

/** A folder of its own for the work, removed afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
