import { readFile } from 'node:fs/promises';
import { contract } from '../../domain/contract';
import { checkCode } from '../../domain/values/checkCode';
import { fail, ok, type Result } from '../../domain/values/result';
import { initOffice } from '../app/initOffice';
import { installation } from '../app/installation';
import { loadReferences } from '../record/lists/references';
import { networkDriveOf } from '../app/networkDrive';
import { shipped } from '../app/shipped';
import { today } from '../../renderer/locale/ru/today';
import { argvToCall } from './argvToCall';
import { atDesk } from './atDesk';
import { runBackup } from './runBackup';
import { runCall } from './runCall';
import { gloss } from './gloss';
import { checkExport, verifyJournal, type Judged } from './runAudit';
import { importCalendar, runTerm, showCalendar } from './runTerm';
import { runImport } from './runImport';
import type { CallOrder, InitOrder, InputPlace, Order, ServeOrder } from './order';
import { createProgressBar } from './progressBar';
import { usage } from './usage';
import { parseJson, utf8Of, WrongUsage } from './words';

/**
 * The command line as a host. One JSON value on stdout, words for people on stderr, and an exit code that other
 * programs rely on: it and the shape of the JSON must never change.
 */
const exitCodes = { done: 0, refused: 1, wrongUsage: 2, bug: 3 } as const;

export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Lends the loopback host, which the command line starts and does not know. Answers when it was stopped. */
  serve(order: ServeOrder, onAddress: (address: string) => void): Promise<Result<null>>;
}

/** Runs one command line and answers its exit code. Never throws. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    const order = argvToCall(argv);
    if (order.verb === 'help') {
      io.stderr(usage);
      return exitCodes.done;
    }
    const drive = 'dataFolder' in order ? await networkDriveOf(order.dataFolder) : null;
    if (drive !== null) io.stderr(`! ${today.networkDrive.replace('{kind}', drive)}\n`);
    const result = await carryOut(order, io);
    if (result.ok && order.verb === 'serve') return exitCodes.done;
    print(io, result.ok ? result.value : { ...result.told, error: result.error });
    if (result.ok) return exitCodes.done;
    io.stderr(`${gloss(result.error)}\n`);
    return result.error.code === 'system.internal' ? exitCodes.bug : exitCodes.refused;
  } catch (error) {
    if (error instanceof WrongUsage) {
      io.stderr(`${error.message}\n\n${usage}`);
      return exitCodes.wrongUsage;
    }
    print(io, { error: { code: 'system.internal' } });
    io.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCodes.bug;
  }
}

function print(io: CliIo, value: unknown): void {
  io.stdout(`${JSON.stringify(value)}\n`);
}

async function carryOut(order: Exclude<Order, { verb: 'help' }>, io: CliIo): Promise<Judged> {
  const password = io.env['YARDAM_PASSWORD'];
  switch (order.verb) {
    case 'list':
      return ok(Object.entries(contract).map(([name, { kind, summary }]) => ({ name, kind, summary })));
    case 'check':
      return ok(
        checkCode(
          order.kind,
          order.value,
          (await loadReferences(installation().resourcesFolder)).classifiers,
        ),
      );
    case 'term':
      return await runTerm(order, installation().resourcesFolder);
    case 'calendarShow':
      return await showCalendar(order, installation().resourcesFolder);
    case 'calendarImport':
      return await atDesk(order, io.env, (app, session) => importCalendar(order, app, session));
    case 'init':
      return await init(order, password);
    case 'serve':
      return await io.serve(order, (address) => print(io, { address }));
    case 'backup':
    case 'restore':
    case 'verify':
      return await runBackup(order, io.env);
    case 'call':
      return await call(order, io);
    case 'import':
      return await withBar(io, (show) =>
        atDesk(order, io.env, (app, session) => runImport(order, app, session, show)),
      );
    case 'auditVerify':
      return await withBar(io, (show) => verifyJournal(order, io.env, show));
    case 'auditCheck':
      return await checkExport(order);
  }
}

async function call(order: CallOrder, io: CliIo): Promise<Judged> {
  const { inputFrom } = order;
  const whole =
    inputFrom === undefined ? order : { ...order, input: parseJson(utf8Of(await readInput(inputFrom, io))) };
  return await withBar(io, (show) =>
    atDesk(order, io.env, (app, session) => runCall(whole, app, session, io.env, show)),
  );
}

async function readInput(from: InputPlace, io: CliIo): Promise<Uint8Array> {
  if (from === 'stdin') return await io.stdin();
  try {
    return await readFile(from.file);
  } catch (error) {
    throw new WrongUsage(`--json: ${from.file} cannot be read (${codeOf(error)})`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** Long work, with how far it is on a terminal. */
async function withBar<T>(
  io: CliIo,
  work: (show: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = createProgressBar(io.isTerminal, (text) => io.stderr(text));
  try {
    return await work((done, total) => bar.show(done, total));
  } finally {
    bar.end();
  }
}

async function init(order: InitOrder, password: string | undefined): Promise<Result<unknown>> {
  if (password === undefined || password === '')
    return fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
  const { dataFolder, configFile, user, name = user } = order;
  return await initOffice({ ...shipped, dataFolder, configFile, login: user, name, password });
}
