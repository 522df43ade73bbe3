import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argvToCall } from '../../electron/cli/argvToCall';
import { WrongUsage } from '../../electron/cli/words';
import { runCli } from '../../electron/cli/main';
import { openWindow } from '../support/offices/loopbackClient';
import { planTestOffice, type TestOffice } from '../support/offices/testOffice';
import { testProgram } from '../support/testRun';

/** `npx yardam …` as other programs meet it: the built program, its stdout, its stderr and its exit code. */
const root = join(import.meta.dirname, '..', '..');
const program = testProgram();
const realList = join(root, 'resources/examples/providers-tatarstan.csv');
let office: TestOffice;
let desk: readonly string[];

beforeAll(async () => {
  office = await planTestOffice();
  desk = ['--data', office.dataFolder, '--user', office.login];
});
afterAll(() => office.remove());

interface Run {
  readonly code: number | null;
  readonly json: unknown;
  readonly stderr: string;
}

function start(argv: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [program, ...argv], {
    env: { ...process.env, YARDAM_PASSWORD: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function yardam(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = { YARDAM_PASSWORD: office.password },
  input: string | Uint8Array = '',
): Promise<Run> {
  const child = start(argv, env);
  child.stdin?.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr, json: stdout === '' ? null : (JSON.parse(stdout) as unknown) };
}

describe('yardam', () => {
  it('makes an office once', async () => {
    const init = ['init', '--config', office.configFile, '--name', ' Началова Н. Н. ', ...desk];
    expect(await yardam(['init', '--config', office.configFile, '--name', ' ', ...desk])).toMatchObject({
      code: 2,
      json: null,
    });
    expect(await yardam(init)).toMatchObject({
      code: 0,
      json: { office: 'mintrud', dataFolder: office.dataFolder },
    });
    expect(await yardam(init)).toMatchObject({ code: 1, json: { error: { code: 'data.present' } } });
  });

  it('calls the first administrator by the name that was given, in the journal from its first line', async () => {
    const accounts = await yardam(['user', 'list', ...desk]);
    expect(accounts.json).toMatchObject({ accounts: [{ login: 'admin', name: 'Началова Н. Н.' }] });
    const input = '{"action":"office.init"}';
    const lines = await yardam(['call', 'audit.list', '--json', input, ...desk]);
    expect(lines.json).toMatchObject({ entries: [{ operator: 'Началова Н. Н.', object: 'office/mintrud' }] });
  });

  it('lists every call with its summary, without an office', async () => {
    const { code, json } = await yardam(['list']);
    expect(code).toBe(0);
    expect(json).toContainEqual({
      name: 'record.save',
      kind: 'command',
      summary: 'Save changed fields of a record',
    });
  });

  it('checks a code without an office or a password', async () => {
    expect(await yardam(['check', 'inn', '7707083893'], {})).toMatchObject({
      code: 0,
      json: { valid: true },
    });
    const wrong = await yardam(['check', 'inn', '7707083894'], {});
    expect(wrong).toMatchObject({ code: 0, json: { valid: false, reason: 'inn.checksum' } });
    const reasonOf = async (kind: string, code: string) =>
      (await yardam(['check', kind, code], {})).json as { valid: boolean; reason?: string };
    expect(await reasonOf('oktmo', '92999999')).toEqual({ valid: false, reason: 'classifier.unknown' });
    expect(await reasonOf('oktmo', '45000000')).toEqual({ valid: false, reason: 'oktmo.region' });
    expect(await reasonOf('oktmo', '92602101')).toEqual({ valid: true });
    expect(await reasonOf('snils', '000-000-000 01')).toEqual({ valid: false, reason: 'snils.zeros' });
    expect(await reasonOf('snils', '001-001-998 99')).toEqual({ valid: true });
  });

  it('says with the exit code and by name why it did nothing', async () => {
    const call = ['call', 'system.hello', ...desk];
    expect(await yardam(call, {})).toMatchObject({
      code: 1,
      json: { error: { code: 'password.absent' } },
    });
    const wrong = await yardam(call, { YARDAM_PASSWORD: 'wrong' });
    expect(wrong).toMatchObject({ code: 1, json: { error: { code: 'session.refused' } } });
    expect(wrong.stderr).toMatch(/^session\.refused: /);
    const nowhere = ['call', 'system.hello', '--data', join(office.folder, 'nowhere'), '--user', 'admin'];
    expect(await yardam(nowhere)).toMatchObject({ code: 1, json: { error: { code: 'data.absent' } } });
  });

  it('reads what must not stand on a command line from standard input', async () => {
    const env = { YARDAM_PASSWORD: office.password };
    const call = (input: string | Uint8Array, ...more: string[]) =>
      yardam(['call', 'value.check', '--json', '-', ...desk, ...more], env, input);
    const valid = { code: 0, json: { valid: true } };
    expect(await call('{ "kind": "inn",\n "value": "7707083893" }\n')).toMatchObject(valid);
    expect(await call('\uFEFF{"kind":"inn","value":"7707083893"}')).toMatchObject(valid);
    const name = 'Дом-интернат «Әби»';
    const create = ['call', 'record.create', '--json', '-', ...desk];
    const made = await yardam(
      create,
      env,
      JSON.stringify({ registry: 'provider', fields: { fullName: name } }),
    );
    expect(made.code).toBe(0);
    const listed = ['call', 'record.list', '--json', '{"registry":"provider"}', ...desk];
    expect(JSON.stringify((await yardam(listed)).json)).toContain(name);
    for (const [input, words] of [
      ['', '--json is not JSON'],
      ['{"surname":"Скрытная"', '--json is not JSON'],
      [Uint8Array.of(0x22, 0x84, 0xae, 0xac, 0x22), 'the input is not UTF-8'],
    ] as const) {
      const refused = await call(input);
      expect([refused.code, refused.json]).toEqual([2, null]);
      expect(refused.stderr).toContain(words);
      expect(refused.stderr).not.toContain('Скрытная');
    }
  });

  it('reads it from a file, as the installed program must on Windows', async () => {
    const file = join(office.folder, 'запрос с пробелом.json');
    const call = () => yardam(['call', 'value.check', '--json', `@${file}`, ...desk]);
    // Windows PowerShell writes the mark before UTF-8.
    await writeFile(file, '\uFEFF{"kind":"inn","value":"7707083893"}\r\n');
    expect(await call()).toMatchObject({ code: 0, json: { valid: true } });
    for (const [input, words] of [
      [Buffer.from('\uFEFF{"surname":"Скрытная"}', 'utf16le'), 'the input is not UTF-8'],
      [Buffer.from('{"surname":"Скрытная"'), '--json is not JSON'],
    ] as const) {
      await writeFile(file, input);
      const refused = await call();
      expect([refused.code, refused.json]).toEqual([2, null]);
      expect(refused.stderr).toContain(words);
      expect(refused.stderr).not.toContain('Скрытная');
    }
    await rm(file);
    expect(await call()).toMatchObject({ code: 2, json: null });
    expect((await call()).stderr).toContain('cannot be read (ENOENT)');
  });

  it('prints usage on stderr and nothing on stdout for a wrong command line', async () => {
    const { code, json, stderr } = await yardam(['import', 'providers']);
    expect([code, json]).toEqual([2, null]);
    expect(stderr).toMatch(/FILE is missing[^]*Usage:/);
  });

  it('shows what an import would do, does it, and finds everything there the second time', async () => {
    const run = (...more: string[]) => yardam(['import', 'providers', realList, ...desk, ...more]);
    const dry = await run('--dry-run');
    expect(dry.code).toBe(0);
    expect(Object.keys(dry.json as object)).toEqual(['rows', 'created', 'drafts', 'duplicates', 'errors']);
    const real = await run();
    expect(real.code).toBe(0);
    expect(real.json).toMatchObject(dry.json as object);
    expect(real.json).toMatchObject({ rows: 16, errors: 0 });
    const { rows, created } = real.json as { rows: number; created: number };
    expect(created).toBeLessThan(rows);
    expect(await run()).toMatchObject({ code: 0, json: { rows: 16, created: 0, duplicates: 16 } });
  });

  it('says by name what cannot be imported', async () => {
    const run = (file: string) => yardam(['import', 'providers', file, ...desk]);
    expect(await run(join(office.folder, 'none.csv'))).toMatchObject({
      code: 1,
      json: { error: { code: 'file.notFound' } },
    });
    expect(await run(office.folder)).toMatchObject({ code: 1, json: { error: { code: 'file.notFound' } } });
    const empty = join(office.folder, 'empty.csv');
    await writeFile(empty, '');
    expect(await run(empty)).toMatchObject({ code: 1, json: { error: { code: 'import.empty' } } });
  });

  it('lays an export and a document whole where it is told, over what was there', async () => {
    const out = join(office.folder, 'out');
    await mkdir(out);
    const csv = join(out, 'Реестр.csv');
    await writeFile(csv, 'old');
    const exported = await yardam(['export', 'providers', '--format', 'csv', '--out', csv, ...desk]);
    expect(exported).toMatchObject({ code: 0, json: { file: csv } });
    expect(await readFile(csv, 'utf8')).not.toBe('old');
    const pdf = join(out, 'list.pdf');
    expect(await yardam(['print', 'provider-list', '--out', pdf, ...desk])).toMatchObject({
      code: 0,
      json: { file: pdf },
    });
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await readdir(out)).sort()).toEqual(['list.pdf', 'Реестр.csv']);
  });

  it('says by name what it cannot print or write', async () => {
    const extract = ['print', 'provider-extract', '--out', join(office.folder, 'x.pdf'), ...desk];
    expect(await yardam([...extract, '--id', 'none'])).toMatchObject({
      code: 1,
      json: { error: { code: 'record.notFound' } },
    });
    const nowhere = join(office.folder, 'no', 'such', 'x.csv');
    const unwritable = await yardam(['export', 'providers', '--format', 'csv', '--out', nowhere, ...desk]);
    expect(unwritable).toMatchObject({
      code: 1,
      json: { error: { code: 'file.unwritable', params: { path: nowhere } } },
    });
    await expect(access(join(office.folder, 'x.pdf'))).rejects.toThrow();
  });

  it('runs a round of the exchange', async () => {
    expect(await yardam(['exchange', ...desk])).toMatchObject({
      code: 1,
      json: { error: { code: 'exchange.unconfigured' } },
    });
  });

  it('serves until it is told to stop, and keeps the folder to itself meanwhile', async () => {
    const child = start(['serve', '--data', office.dataFolder], {});
    if (child.stdout === null) throw new Error('no stdout');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { address } = JSON.parse(line) as { address: string };
    const window = await openWindow(address);
    expect(await window.call('system.hello', {})).toMatchObject({ ok: true });
    const second = await yardam(['call', 'system.hello', ...desk]);
    expect(second).toMatchObject({ code: 1, json: { error: { code: 'data.locked' } } });
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(await yardam(['call', 'system.hello', ...desk])).toMatchObject({ code: 0 });
  });
});

describe('a command line', () => {
  it.each([
    [[], /no command/],
    [['fly'], /no such command: fly/],
    [['__proto__'], /no such command/],
    [['list', 'more'], /too many arguments: more/],
    [['list', '--user', 'x'], /list takes no --user/],
    [['list', '--nonsense'], /nonsense/],
    [['check', 'kitten', '1'], /kitten is none of inn/],
    [['check', 'inn'], /VALUE is missing/],
    [['term', '--kind', 'request', '--from', '30.11.2026'], /--from wants a day/],
    [['call', 'system.hello'], /--user is missing/],
    [['call', 'system.hello', '--user', 'x', '--json', '{'], /--json is not JSON/],
    [['export', 'providers', '--format', 'doc', '--out', 'x', '--user', 'x'], /doc is none of csv/],
    [['export', 'kittens', '--format', 'csv', '--out', 'x', '--user', 'x'], /kittens is none of providers/],
    [['print', 'provider-extract', '--out', 'x', '--user', 'x'], /--id is missing/],
    [['serve', '--port', '70000'], /--port/],
    [['serve', '--port', 'x'], /--port/],
  ])('%j is refused in words', (argv, words) => {
    expect(() => argvToCall(argv)).toThrow(WrongUsage);
    expect(() => argvToCall(argv)).toThrow(words);
  });

  it('is an order for a call of the contract', () => {
    expect(
      argvToCall(['export', 'providers', '--format', 'xlsx', '--out', 'x', '--user', 'u', '--data', 'd']),
    ).toEqual({
      verb: 'call',
      name: 'export.make',
      input: { registry: 'provider', format: 'xlsx' },
      out: 'x',
      dataFolder: 'd',
      user: 'u',
    });
  });

  it('ends with 3 and a name when the program has a bug, whatever the bug was', async () => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli(['serve', '--data', office.folder], {
      env: {},
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
      stdout: (text) => out.push(text),
      stderr: (text) => err.push(text),
      serve: () => Promise.reject(new Error('a bug')),
    });
    expect([code, JSON.parse(out.join(''))]).toEqual([3, { error: { code: 'system.internal' } }]);
    expect(err.join('')).toContain('a bug');
  });
});
