import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { examples } from '../../build/example/exampleProviders';
import type { CallName, Input, Output } from '../../domain/contract';
import type { Result } from '../../domain/values/result';
import { openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { placeConfig } from '../support/testRun';
import type { Mailbox } from '../support/exchange/postman';
import { laneVariables } from './laneVariables';

/** An office of the built program on this Windows, in a folder with Cyrillic letters and blanks; nothing but its command line is used. */
export interface WindowsOffice extends Mailbox {
  readonly code: string;
  /** Everything of this office: its data folder, its configuration, the folders of the exchange. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly recoveryCode: string;
  /** One command of `yardam` on this data folder. */
  yardam(...words: readonly string[]): Promise<Answer>;
  /** The same at the desk of the administrator; throws where it is refused. */
  done(...words: readonly string[]): Promise<Record<string, unknown>>;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The same office again in a folder of its own. */
  copy(): Promise<WindowsOffice>;
}

export interface Answer {
  readonly code: number | null;
  /** The JSON that was said, `{}` where none was. */
  readonly told: Record<string, unknown>;
  readonly words: string;
}

export const administrator = { login: 'admin', password: 'a long enough password' };

const program = (): string => process.env[laneVariables.program] ?? '';

/** A new folder under the Cyrillic profile. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'ярдәм № '));

/** Runs one command of the built program to its end. */
export async function runYardam(
  words: readonly string[],
  more: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<Answer> {
  const env = { ...process.env, YARDAM_PASSWORD: administrator.password, ...more };
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [program(), ...words],
      { env, cwd, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, told: parse(stdout), words: stderr });
      },
    );
  });
}

/** Starts a command and does not wait for it. */
export const startYardam = (words: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [program(), ...words], {
    env: { ...process.env, YARDAM_PASSWORD: administrator.password, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Ends it as the task manager does, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

function parse(stdout: string): Record<string, unknown> {
  try {
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** One of the three offices of the demonstration, made by `init`. */
export async function makeOffice(code = 'mintrud', folder?: string): Promise<WindowsOffice> {
  const place = folder ?? (await makeFolder());
  const dataFolder = join(place, 'Данные отдела', 'мой реестр');
  const config = JSON.parse(await readFile(join(examples, 'demo', `${code}.json`), 'utf8')) as object;
  const configFile = join(place, 'описание учреждения.json');
  const edms = { outgoing: 'ToSend', incoming: 'In' };
  await writeFile(configFile, JSON.stringify({ ...config, edms }));
  const made = await runYardam([
    'init',
    '--config',
    configFile,
    '--user',
    administrator.login,
    '--data',
    dataFolder,
  ]);
  if (made.code !== 0) throw new Error(`no office was made: ${JSON.stringify(made)}`);
  return officeIn(place, dataFolder, code, String(made.told['recoveryCode']), config);
}

function officeIn(
  folder: string,
  dataFolder: string,
  code: string,
  recoveryCode: string,
  config: object,
): WindowsOffice {
  const yardam: WindowsOffice['yardam'] = (...words) => runYardam([...words, '--data', dataFolder]);
  const done: WindowsOffice['done'] = async (...words) => {
    const answer = await yardam(...words, '--user', administrator.login);
    if (answer.code !== 0) throw new Error(`${words.join(' ')}: ${JSON.stringify(answer)}`);
    return answer.told;
  };
  const { mailbox } = (config as { office: { mailbox: string } }).office;
  return {
    ...{ code, folder, dataFolder, recoveryCode, mailbox, yardam, done },
    outgoing: join(folder, 'ToSend'),
    incoming: join(folder, 'In'),
    must: async (name, input) => (await done('call', name, '--json', JSON.stringify(input))) as never,
    async copy() {
      const place = await makeFolder();
      const data = join(place, 'Данные отдела', 'мой реестр');
      await mkdir(join(data, '..'), { recursive: true });
      await cp(dataFolder, data, { recursive: true });
      await placeConfig(data, { ...config, edms: { outgoing: 'ToSend', incoming: 'In' } }, place);
      return officeIn(place, data, code, recoveryCode, config);
    },
  };
}

/** The window of an office, as a browser that has opened its start address. */
export interface Window {
  readonly window: LoopbackWindow;
  /** A call by whoever has signed in; throws where it is refused. */
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Ends the program as the task manager does. */
  kill(): Promise<void>;
}

/** Starts `yardam serve` and signs the administrator in. */
export async function serve(office: Pick<WindowsOffice, 'dataFolder'>): Promise<Window> {
  const child = startYardam(['serve', '--data', office.dataFolder]);
  const [said, complaint] = [told(child.stdout), told(child.stderr)];
  const gone = once(child, 'close');
  await Promise.race([said.line, gone]);
  const { address } = parse(said.text());
  if (typeof address !== 'string') throw new Error(`nothing is served: ${said.text()}${complaint.text()}`);
  const window = await openWindow(address);
  const must: Window['must'] = async (name, input) => {
    const result = (await window.call(name, input)) as Result<never>;
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  await must('session.signIn', administrator);
  return { window, must, kill: () => kill(child) };
}

function told(stream: Readable | null) {
  let text = '';
  const line = new Promise<void>((resolve) => {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve();
    });
  });
  return { line, text: () => text };
}

/** Takes folders away that nobody holds any more. */
export async function removeFolders(offices: readonly { readonly folder: string }[]): Promise<void> {
  for (const { folder } of offices) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Names of the backups in the folder beside the database. */
export const backupsOf = async ({ dataFolder }: WindowsOffice): Promise<string[]> =>
  (await readdir(join(dataFolder, 'backups')).catch(() => []))
    .filter((name) => name.endsWith('.yardam-backup'))
    .sort();

/** How many providers the registry holds, by the program. */
export async function countProviders(office: WindowsOffice): Promise<number> {
  return (await office.must('record.list', { registry: 'provider', limit: 1 })).total;
}
