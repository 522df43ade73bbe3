import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { blankResources, runtimeVariable, runVariable } from '../../build/runVariable';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { installation, type Installation } from '../../electron/app/installation';

/** What the tests of one run share; `build/testRun.ts` lays it out before the first of them. */
function runFolder(): string {
  const folder = process.env[runVariable];
  if (folder === undefined) throw new Error('there is no run of tests: build/testRun.ts was not asked');
  return folder;
}

/** The built program with the lowest cost of scrypt that the policy allows. */
export const testInstallation = (): Installation => installation(runFolder());

/** Its resources without the records that ship: logs and journals begin with what a test does. */
export const blankFolder = (): string => join(runFolder(), blankResources);

/** The command line of that program. */
export const testProgram = (): string => join(runFolder(), 'dist', 'node', 'cliMain.js');

/** What runs it: this Node, or what a lane of another system names. */
export const testRuntime = (): string => process.env[runtimeVariable] ?? process.execPath;

/** A worker for printing that prints one constant page, for tests that are not about papers. */
export const constantPdf = (): string => join(runFolder(), 'constantPdf.mjs');

export interface Template<T> {
  readonly told: T;
  copyTo(folder: string): Promise<void>;
}

/**
 * A folder that the run makes once, by `make`, and everybody copies. It appears by rename: of two that make it at the
 * same time one is first and both take his.
 */
export async function templateOf<T>(
  name: string,
  make: (folder: string) => Promise<T>,
): Promise<Template<T>> {
  const place = join(runFolder(), 'templates', name);
  const told = await readTold(place).catch(async () => {
    const draft = `${place}.${randomUUID()}`;
    await mkdir(join(draft, 'content'), { recursive: true });
    const answer = (await make(join(draft, 'content'))) ?? null;
    await writeFile(join(draft, 'told.json'), JSON.stringify(answer));
    await rename(draft, place).catch(() => rm(draft, { recursive: true }));
    return readTold(place);
  });
  return {
    told: told as T,
    copyTo: (folder) => cp(join(place, 'content'), folder, { recursive: true }),
  };
}

const readTold = async (place: string): Promise<unknown> =>
  JSON.parse(await readFile(join(place, 'told.json'), 'utf8'));

/** Gives a copied office its own configuration; folders of the EDMS are made, relative ones beside `base`. */
export async function placeConfig(dataFolder: string, config: object, base: string): Promise<void> {
  const { edms } = config as { edms?: OfficeConfig['edms'] };
  if (edms === undefined) {
    await writeFile(join(dataFolder, 'office.json'), JSON.stringify(config));
    return;
  }
  const [outgoing, incoming] = [resolve(base, edms.outgoing), resolve(base, edms.incoming)];
  for (const folder of [outgoing, incoming]) await mkdir(folder, { recursive: true });
  await writeFile(
    join(dataFolder, 'office.json'),
    JSON.stringify({ ...config, edms: { ...edms, outgoing, incoming } }),
  );
}
