import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { databaseFile } from '../../db/file/openDatabase';
import { recordFields } from '../../domain/contract/shapes';
import { holdsKey } from '../../domain/access/permissions';
import { roles } from '../../domain/access/roles';
import { fail, ok, type Result } from '../../domain/values/result';
import { defaultDataFolder } from '../../electron/app/dataFolder';
import { initOffice } from '../../electron/app/initOffice';
import { shipped } from '../../electron/app/shipped';
import { openExample, sitDown } from './exampleDesk';
import { examples, importProviders, includeProvider } from './exampleProviders';

/**
 * The office in which the program is tried out: accounts of every role whose passwords are changed and whose key is
 * accepted as people do it, the real list of providers, invented citizens, two peers. It lies beside the folder of a
 * real office and never in it.
 */
export interface TrialOffice {
  readonly accounts: readonly { readonly login: string; readonly role: string; readonly password: string }[];
  readonly recoveryCode: string;
}

export const trialFolder = (): string => `${defaultDataFolder()}-trial`;

const staffShape = z.object({
  staff: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      role: z.enum(roles),
      territory: z.array(z.string()).default([]),
    }),
  ),
  persons: z.array(recordFields),
});
type Worker = z.infer<typeof staffShape>['staff'][number];

/** Its folders of the exchange, with the configuration that it was made from. */
const configOf = (dataFolder: string): string => join(dataFolder, 'exchange', 'office.json');

/** Makes it in a folder where nothing lies. What was begun and cannot be made to its end is taken away again. */
export async function makeTrialOffice(dataFolder: string): Promise<Result<TrialOffice>> {
  const params = { folder: dataFolder };
  if (existsSync(join(dataFolder, databaseFile))) return fail('data.present', { params });
  const isReal = resolve(dataFolder) === resolve(defaultDataFolder());
  if (isReal || (await readdir(dataFolder).catch(() => [])).length > 0)
    return fail('data.absent', { params });
  const configFile = configOf(dataFolder);
  const password = newPassword();
  await mkdir(dirname(configFile), { recursive: true });
  await copyFile(join(examples, 'office.json'), configFile);
  const made = await initOffice({ ...shipped, dataFolder, configFile, login: 'admin', password });
  if (!made.ok) return made;
  try {
    return ok(await furnish(dataFolder, password, made.value.recoveryCode));
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

async function furnish(dataFolder: string, password: string, printedCode: string): Promise<TrialOffice> {
  const { staff, persons } = staffShape.parse(
    JSON.parse(await readFile(join(examples, 'trial.json'), 'utf8')),
  );
  const app = await openExample(dataFolder);
  try {
    const admin = await sitDown(app, 'admin', password);
    const hire = async ({ login, name, role, territory }: Worker) => {
      const first = newPassword();
      const own = newPassword();
      await admin.must('user.add', { login, name, role, territory, password: first });
      const desk = await sitDown(app, login, first);
      await desk.must('session.changePassword', { password: first, newPassword: own });
      return { ...desk, login, role, password: own };
    };
    const workers = await Promise.all(staff.map(hire));
    const head = workers.find(({ role }) => role === 'head');
    const keeper = workers.find(({ role }) => role === 'registryOperator');
    if (head === undefined || keeper === undefined) throw new Error('nobody holds the key');
    const { recoveryCode } = await head.must('key.accept', { code: printedCode, password: head.password });
    for (const { login, role, must, password: own } of workers) {
      if (login === head.login || !holdsKey(role, shipped.registries)) continue;
      const { accessCode } = await head.must('key.grant', { login });
      await must('key.accept', { code: accessCode, password: own });
    }
    for (const fields of persons) await keeper.must('record.create', { registry: 'person', fields });
    await importProviders(keeper);
    await includeProvider(keeper);
    const accounts = workers.map(({ login, role, password: own }) => ({ login, role, password: own }));
    return {
      accounts: [{ login: 'admin', role: 'administrator', password }, ...accounts],
      recoveryCode: recoveryCode ?? printedCode,
    };
  } finally {
    await app.close();
  }
}

const newPassword = (): string => randomBytes(9).toString('base64url');

/** Makes it where it is wanted, and says once what opens it; says at every start how to begin again. */
export async function offerTrialOffice(dataFolder: string): Promise<void> {
  const made = await makeTrialOffice(dataFolder);
  if (!made.ok && made.error.code !== 'data.present') {
    process.stderr.write(`No trial office was made in ${dataFolder}: ${made.error.code}\n`);
    return;
  }
  const words = made.ok ? sayOnce(made.value) : [];
  const again = `The trial office lies in ${dataFolder}: to begin again, close it and remove this folder`;
  const lines = existsSync(configOf(dataFolder)) ? [...words, again] : words;
  for (const line of lines) process.stderr.write(`${line}\n`);
}

function sayOnce({ accounts, recoveryCode }: TrialOffice): readonly string[] {
  return [
    'A trial office was made. What opens it is shown this once:',
    ...accounts.map(({ login, role, password }) => `  ${login.padEnd(11)} ${password}   ${role}`),
    `  recovery code of personal data: ${recoveryCode}`,
    'A real office is made by: npm run cli -- init',
  ];
}
