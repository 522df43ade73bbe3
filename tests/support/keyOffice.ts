import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, CallResult, Input, Output } from '../../domain/contract';
import { openBare } from '../../bench/bareSqlite';
import { databaseFile } from '../../db/openDatabase';
import type { Role } from '../../domain/record/permissions';
import type { App, Session } from '../../electron/app/app';
import { createApp } from '../../electron/app/createApp';
import { initOffice } from '../../electron/app/initOffice';
import { installation } from '../../electron/app/installation';
import { officeJson } from './testOffice';
import { uploadTo } from './uploadTo';

/**
 * An office with an account of every role (and a second specialist), first passwords changed and the key accepted as
 * people do it: the head by the recovery code, the others by a code of the head. Made once and copied, with the lowest
 * cost of scrypt that the policy allows, because it signs in dozens of times.
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

interface Opening {
  readonly now?: () => Date;
  /** Instead of the cheap ones. */
  readonly resourcesFolder?: string;
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
  await cp(installation().resourcesFolder, resourcesFolder, { recursive: true });
  await writePolicy(resourcesFolder, { scrypt: { cost: 2 ** 14, blockSize: 8, parallelization: 1 } });
  const template = join(root, 'template');
  const configFile = join(root, 'office.json');
  await writeFile(configFile, JSON.stringify(office));
  const password = passwordOf('admin');
  const made = await initOffice({ dataFolder: template, configFile, login: 'admin', password });
  if (!made.ok) throw new Error(`the office is not made: ${made.error.code}`);
  const { recoveryCode } = made.value;
  const open = async (dataFolder: string, opening: Opening = {}) =>
    openKeyOffice(dataFolder, { resourcesFolder, ...opening });
  const first = await open(template);
  await furnish(first, recoveryCode);
  await first.close();
  let copies = 0;
  return {
    ...{ recoveryCode, resourcesFolder, root, open },
    async copy() {
      const folder = join(root, `copy-${(copies += 1)}`);
      await cp(template, folder, { recursive: true });
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
  const { pdfWorker } = installation();
  const opened = await createApp({ dataFolder, pdfWorker, capabilities: [], ...opening });
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

async function furnish(office: KeyOffice, recoveryCode: string): Promise<void> {
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
  await head.must('key.accept', { code: recoveryCode, password: passwordOf('head') });
  for (const login of ['operator', 'specialist', 'neighbour', 'observer', 'compiler', 'auditor']) {
    const desk = await enter(login);
    if (login === 'compiler' || login === 'auditor') continue;
    const { accessCode } = await head.must('key.grant', { login });
    await desk.must('key.accept', { code: accessCode, password: passwordOf(login) });
  }
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
