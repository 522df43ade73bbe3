import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../electron/cli/main';
import { installation } from '../../electron/app/installation';
import { createHttpTransport } from '../../electron/http/httpTransport';
import type { Bridge } from '../../renderer/api/bridge';
import { createElectronStandIn } from '../support/offices/electronStandIn';
import { openWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/**
 * One contract, three hosts: the same script of calls in process, over an IPC pair, over real HTTP and through the
 * command line. A carrier adds nothing and loses nothing, so the transcripts are equal to the letter once ids and times
 * are named by their order.
 */
type Call = (name: string, input: unknown) => Promise<unknown>;
interface Carrier {
  readonly call: Call;
  close(): Promise<void>;
}

const provider = {
  registry: 'provider',
  fields: { fullName: 'ГАУСО «Проверка»', inn: '1655000000', places: [] },
};

/** Each line may use what the lines before it answered. */
const script: readonly (readonly [string, (seen: readonly unknown[]) => unknown])[] = [
  ['system.hello', () => ({})],
  ['session.current', () => ({})],
  ['office.describe', () => ({})],
  ['value.check', () => ({ kind: 'inn', value: '7707083893' })],
  ['value.check', () => ({ kind: 'snils', value: '1' })],
  ['reference.list', () => ({ name: 'okopf' })],
  ['record.create', () => provider],
  [
    'record.create',
    () => ({ registry: 'provider', fields: { fullName: 'Ярдәм үзәге', phones: ['8 (843) 557-20-01'] } }),
  ],
  ['record.open', (seen) => ({ registry: 'provider', recordId: idOf(seen) })],
  [
    'record.save',
    (seen) => ({ registry: 'provider', recordId: idOf(seen), baseVersion: 1, fields: { fullName: 'Ә' } }),
  ],
  [
    'record.save',
    (seen) => ({ registry: 'provider', recordId: idOf(seen), baseVersion: 1, fields: { fullName: 'Б' } }),
  ],
  ['record.save', () => ({ registry: 'provider', recordId: 'none', baseVersion: 1, fields: {} })],
  ['record.move', (seen) => ({ registry: 'provider', recordId: idOf(seen), baseVersion: 2, to: 'excluded' })],
  ['record.check', () => ({ registry: 'provider', fields: { inn: '1' } })],
  ['record.history', (seen) => ({ registry: 'provider', recordId: idOf(seen) })],
  ['record.list', () => ({ registry: 'provider' })],
  ['record.list', () => ({ registry: 'nothing' })],
  ['import.preview', () => ({ registry: 'provider', fileId: 'none' })],
  ['export.make', () => ({ registry: 'provider', format: 'json' })],
  ['exchange.run', () => ({})],
  ['task.cancel', () => ({ taskId: 'none' })],
  ['no.such', () => ({})],
  ['__proto__', () => ({})],
  ['system.hello', () => ({ extra: 1 })],
  ['system.hello', () => []],
  ['record.list', () => ({ registry: 'provider', limit: 1e9 })],
];

function idOf(seen: readonly unknown[]): string {
  const created = seen[7] as { value: { recordId: string } };
  return created.value.recordId;
}

async function transcript(call: Call): Promise<unknown> {
  const seen: unknown[] = [];
  for (const [name, input] of script) seen.push(await call(name, input(seen)));
  return normalised(seen);
}

/** Ids by the order they appear in, instants by a word; nothing else differs between two runs. */
function normalised(seen: unknown): unknown {
  const ids = new Map<string, string>();
  const known = (id: string): string => ids.get(id) ?? ids.set(id, `id ${ids.size + 1}`).get(id) ?? '';
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, known)
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant');
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    // The command line has signed in once more to make the call.
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'lastSignInAt' ? null : visit(inner)]),
    );
  };
  return visit(seen);
}

const carriers: Readonly<Record<string, (office: TestOffice) => Promise<Carrier>>> = {
  async 'in process'(office) {
    const app = await office.open();
    const session = app.openSession();
    const call: Call = (name, input) => app.call(session, name, input);
    return { call: await signedIn(call, office), close: () => app.close() };
  },

  async ipc(office) {
    const electron = createElectronStandIn();
    vi.resetModules();
    vi.doMock('electron', () => electron.module);
    const { connectIpc } = await import('../../electron/shell/ipcTransport');
    const { createHost } = await import('../../electron/shell/host');
    await import('../../electron/shell/preload');
    const window = new electron.module.BrowserWindow({ webPreferences: {} });
    await window.loadURL('yardam://app/');
    const app = await office.open();
    connectIpc(window.webContents as never, createHost(app));
    const bridge = electron.exposed.get('yardam') as Bridge;
    return {
      call: await signedIn((name, input) => bridge.call(name, input), office),
      close: () => app.close(),
    };
  },

  async http(office) {
    const app = await office.open();
    const { windowFolder } = installation();
    const onBug = (bug: unknown): void => expect.fail(String(bug));
    const host = await createHttpTransport({ app, windowFolder, port: 0, onBug });
    const window = await openWindow(host.startAddress);
    const close = async (): Promise<void> => {
      await host.close();
      await app.close();
    };
    return { call: await signedIn((name, input) => window.call(name, input), office), close };
  },

  'command line': (office) => Promise.resolve({ call: commandLine(office), close: () => Promise.resolve() }),
};

async function signedIn(call: Call, { login, password }: TestOffice): Promise<Call> {
  expect(await call('session.signIn', { login, password })).toMatchObject({ ok: true });
  return call;
}

/** Every call is a run of the program of its own; what it prints is put back into the form of a `Result`. */
function commandLine({ dataFolder, login, password }: TestOffice): Call {
  return async (name, input) => {
    let printed = '';
    const argv = ['call', name, '--json', JSON.stringify(input), '--data', dataFolder, '--user', login];
    const code = await runCli(argv, {
      env: { YARDAM_PASSWORD: password },
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
      stdout: (text) => (printed += text),
      stderr: () => undefined,
      serve: () => expect.fail('nobody asked for a server'),
    });
    const value = JSON.parse(printed) as { error?: unknown };
    expect([0, 1]).toContain(code);
    return code === 0 ? { ok: true, value } : { ok: false, error: value.error };
  };
}

describe('the same script of calls', () => {
  const offices: TestOffice[] = [];
  afterEach(async () => {
    await Promise.all(offices.splice(0).map((office) => office.remove()));
  });

  async function run(name: string): Promise<unknown> {
    const office = await makeTestOffice();
    offices.push(office);
    const carrier = await carriers[name]?.(office);
    if (carrier === undefined) throw new Error(`no carrier ${name}`);
    try {
      return await transcript(carrier.call);
    } finally {
      await carrier.close();
    }
  }

  it('says what it is about: answers and refusals', async () => {
    const lines = (await run('in process')) as readonly { ok: boolean; error?: { code: string } }[];
    const told = lines.map(
      ({ ok, error }, at) => `${script[at]?.[0] ?? ''}: ${ok ? 'ok' : (error?.code ?? '')}`,
    );
    expect(told).toMatchInlineSnapshot(`
      [
        "system.hello: ok",
        "session.current: ok",
        "office.describe: ok",
        "value.check: ok",
        "value.check: ok",
        "reference.list: ok",
        "record.create: record.invalid",
        "record.create: ok",
        "record.open: ok",
        "record.save: ok",
        "record.save: record.stale",
        "record.save: record.notFound",
        "record.move: record.moveForbidden",
        "record.check: ok",
        "record.history: ok",
        "record.list: ok",
        "record.list: registry.unknown",
        "import.preview: file.notFound",
        "export.make: ok",
        "exchange.run: exchange.unconfigured",
        "task.cancel: task.notFound",
        "no.such: call.unknown",
        "__proto__: call.unknown",
        "system.hello: call.malformed",
        "system.hello: call.malformed",
        "record.list: call.malformed",
      ]
    `);
  });

  it.each(['ipc', 'http', 'command line'])('gives the same transcript by %s as in process', async (name) => {
    const [here, there] = [await run('in process'), await run(name)];
    expect(there).toStrictEqual(here);
  });
});
