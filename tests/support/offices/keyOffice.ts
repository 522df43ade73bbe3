import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, CallResult, Input, Output } from '../../../domain/contract';
import { openBare } from '../../../bench/engines/bareSqlite';
import type { Declared } from '../../../db/file/migrate';
import { databaseFile } from '../../../db/file/openDatabase';
import type { Role } from '../../../domain/access/roles';
import type { App } from '../../../electron/app/app';
import type { Session } from '../../../electron/access/sessions';
import { shipped } from '../../../electron/app/shipped';
import { createApp, type AppOptions } from '../../../electron/app/createApp';
import { initOffice } from '../../../electron/app/initOffice';
import { officeJson } from './testOffice';
import { placeConfig, templateOf, testInstallation } from '../testRun';
import { uploadTo } from './uploadTo';

/**
 * An office with an account of every role (and a second specialist), first passwords changed and the key accepted as
 * people do it: the head by the recovery code, the others by a code of the head. Made once and copied, because it
 * signs in dozens of times.
 */
export const accounts = {
  admin: { role: 'administrator', territory: [] },
  operator: { role: 'registryOperator', territory: [] },
  specialist: { role: 'territorialSpecialist', territory: ['92602000'] },
  neighbour: { role: 'territorialSpecialist', territory: ['92608000'] },
  compiler: { role: 'reportCompiler', territory: [] },
  head: { role: 'head', territory: [] },
  auditor: { role: 'auditor', territory: [] },
  observer: { role: 'observer', territory: [] },
} as const satisfies Readonly<Record<string, { role: Role; territory: readonly string[] }>>;
export type Login = keyof typeof accounts;

export const passwordOf = (login: string): string => `${login} walks by the lake at noon`;
export const firstPasswordOf = (login: string): string => `first words given to ${login}`;

/** Before the day of any test, whatever the machine says. */
const madeAt = new Date('2026-11-20T09:00:00Z');

export interface KeyOffices {
  readonly recoveryCode: string;
  readonly resourcesFolder: string;
  /** Holds the copies, and what a configuration with relative folders names. */
  readonly root: string;
  /** A data folder of its own. */
  copy(): Promise<string>;
  open(dataFolder: string, opening?: Opening): Promise<KeyOffice>;
  remove(): Promise<void>;
}

interface Opening extends Partial<Declared> {
  readonly now?: () => Date;
  /** Instead of the cheap ones. */
  readonly resourcesFolder?: string;
  readonly networkDriveOf?: NonNullable<AppOptions['networkDriveOf']>;
}

export interface KeyOffice {
  readonly app: App;
  readonly dataFolder: string;
  /** Somebody signed in at a window of his own; the same one when asked again. */
  at(login: Login): Promise<Desk>;
  /** A window where nobody has signed in. */
  window(): Desk;
  close(): Promise<void>;
}

export interface Desk {
  readonly session: Session;
  /** Hands a table in; answers its id. */
  upload(name: string, bytes: Buffer): Promise<string>;
  call<N extends CallName>(name: N, input: Input<N>): Promise<CallResult<N>>;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Code of the refusal, or 'ok'. */
  code<N extends CallName>(name: N, input: Input<N>): Promise<string>;
}

export async function makeKeyOffices(office: object = officeJson): Promise<KeyOffices> {
  const root = await mkdtemp(join(tmpdir(), 'yardam-keys-'));
  const resourcesFolder = join(root, 'resources');
  await cp(testInstallation().resourcesFolder, resourcesFolder, { recursive: true });
  const configFile = join(root, 'office.json');
  await writeFile(configFile, JSON.stringify(office));
  const password = passwordOf('admin');
  const open = async (dataFolder: string, opening: Opening = {}) =>
    openKeyOffice(dataFolder, { resourcesFolder, ...opening });
  const name = createHash('sha256').update(JSON.stringify(office)).digest('hex').slice(0, 16);
  const template = await templateOf(`keys-${name}`, async (dataFolder) => {
    const made = await initOffice({
      ...shipped,
      dataFolder,
      configFile,
      login: 'admin',
      password,
      resourcesFolder,
    });
    if (!made.ok) throw new Error(`the office is not made: ${made.error.code}`);
    const first = await open(dataFolder, { now: () => madeAt });
    const recoveryCode = await furnish(first, made.value.recoveryCode);
    await first.close();
    return recoveryCode;
  });
  const recoveryCode = template.told;
  let copies = 0;
  return {
    ...{ recoveryCode, resourcesFolder, root, open },
    async copy() {
      const folder = join(root, `copy-${(copies += 1)}`);
      await template.copyTo(folder);
      await placeConfig(folder, office, root);
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Puts these numbers of the policy in the place of those in a folder of resources. */
export async function writePolicy(resourcesFolder: string, changes: object): Promise<void> {
  const file = join(resourcesFolder, 'access', 'policy.json');
  const policy = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...policy, ...changes }));
}

/** Opens a data folder that has these accounts. */
export async function openKeyOffice(
  dataFolder: string,
  opening: Opening & { resourcesFolder: string },
): Promise<KeyOffice> {
  const { pdfWorker } = testInstallation();
  const opened = await createApp({ ...shipped, dataFolder, pdfWorker, capabilities: [], ...opening });
  if (!opened.ok) throw new Error(`the office does not open: ${opened.error.code}`);
  const app = opened.value;
  const desks = new Map<Login, Desk>();
  const office: KeyOffice = {
    ...{ app, dataFolder, window: () => deskOf(app), close: app.close },
    async at(login) {
      const known = desks.get(login);
      if (known?.session.operator !== undefined && known.session.operator !== null) return known;
      const desk = deskOf(app);
      await desk.must('session.signIn', { login, password: passwordOf(login) });
      desks.set(login, desk);
      return desk;
    },
  };
  return office;
}

function deskOf(app: App): Desk {
  const session = app.openSession();
  const call = <N extends CallName>(name: N, input: Input<N>) => app.request(session, name, input);
  return {
    ...{ session, call },
    upload: (name, bytes) => uploadTo(app, session, name, bytes),
    async must(name, input) {
      const result = await call(name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async code(name, input) {
      const result = await call(name, input);
      return result.ok ? 'ok' : result.error.code;
    },
  };
}

/** Answers the recovery code that is in force then. */
async function furnish(office: KeyOffice, printedCode: string): Promise<string> {
  const admin = await office.at('admin');
  const enter = async (login: string): Promise<Desk> => {
    const desk = office.window();
    await desk.must('session.signIn', { login, password: firstPasswordOf(login) });
    const passwords = { password: firstPasswordOf(login), newPassword: passwordOf(login) };
    await desk.must('session.changePassword', passwords);
    return desk;
  };
  for (const [login, { role, territory }] of Object.entries(accounts)) {
    if (login === 'admin') continue;
    const password = firstPasswordOf(login);
    const name = `Проверкина ${login}`;
    await admin.must('user.add', { login, name, role, territory: [...territory], password });
  }
  const head = await enter('head');
  const accepted = await head.must('key.accept', { code: printedCode, password: passwordOf('head') });
  for (const { id } of (await head.must('once.list', {})).items) await head.must('once.done', { id });
  for (const login of ['operator', 'specialist', 'neighbour', 'observer', 'compiler', 'auditor']) {
    const desk = await enter(login);
    if (login === 'compiler' || login === 'auditor') continue;
    const { accessCode } = await head.must('key.grant', { login });
    await desk.must('key.accept', { code: accessCode, password: passwordOf(login) });
  }
  return accepted.recoveryCode ?? printedCode;
}

export interface Audited {
  readonly at: string;
  readonly operator: string;
  readonly action: string;
  readonly object: string;
  readonly detail: string;
}

/** What the database says to whoever opens it without the program. */
export async function lookInto<T = Audited>(
  dataFolder: string,
  sql = 'SELECT * FROM audit ORDER BY seq',
): Promise<T[]> {
  const bare = await openBare(join(dataFolder, databaseFile));
  try {
    return await (await bare.prepare(sql)).all<T>();
  } finally {
    await bare.close();
  }
}

/** Changes the database behind the program's back. */
export async function tamper(dataFolder: string, sql: string): Promise<void> {
  const bare = await openBare(join(dataFolder, databaseFile));
  try {
    await bare.script(sql);
  } finally {
    await bare.close();
  }
}
