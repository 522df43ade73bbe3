import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { backUpOffice } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { asksForCommand, isOption } from '../../electron/cli/argvToCall';
import {
  holder,
  makeBackupOffice,
  openDesk,
  titlesAt,
  type BackupOffice,
} from '../support/backup/backupOffice';
import {
  createElectronStandIn,
  type ElectronStandIn,
  type StartedAs,
} from '../support/offices/electronStandIn';

/**
 * The installed program with a command: it answers as the command line does, ends with its exit code and opens no window.
 * That the binary lends its output and its exit code to whoever started it is not proven here.
 */
const root = join(import.meta.dirname, '..', '..');

describe('the installed program with a command', () => {
  let office: BackupOffice;
  let file: string;
  let temporary: string;
  beforeAll(async () => {
    office = await makeBackupOffice();
    temporary = await mkdtemp(join(tmpdir(), 'yardam-temporary-'));
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    file = join(office.dataFolder, 'backups', made.value.fileName);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  afterAll(async () => {
    await office.remove();
    await rm(temporary, { recursive: true, force: true });
  });

  /** Starts the desktop's entry as the system would and waits until it has gone. */
  async function run(argv: readonly string[], as: StartedAs = { packaged: true }) {
    const electron: ElectronStandIn = createElectronStandIn(as);
    const out: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation(written(out));
    vi.spyOn(process.stderr, 'write').mockImplementation(written([]));
    vi.stubEnv('TMPDIR', temporary);
    vi.stubEnv('YARDAM_RECOVERY_CODE', office.recoveryCode);
    vi.resetModules();
    vi.doMock('electron', () => electron.module);
    const { argv: before } = process;
    process.argv = [...argv];
    await import('../../electron/desktop');
    process.argv = before;
    await vi.waitFor(
      () => expect(electron.journal.some((line) => line.startsWith('exit'))).toBe(true),
      30_000,
    );
    expect([electron.windows, electron.handlers.size, electron.journal.includes('loadURL')]).toEqual([
      [],
      0,
      false,
    ]);
    const said = out.join('');
    return {
      electron,
      exit: electron.journal.at(-1),
      json: said === '' ? null : (JSON.parse(said) as unknown),
    };
  }

  it('rebuilds an office without a window and ends with 0', async () => {
    const place = join(office.folder, 'rebuilt');
    const { electron, exit, json } = await run(['/opt/Yardam/yardam', 'restore', file, '--data', place]);
    expect(exit).toBe('exit 0');
    expect(json).toMatchObject({ office: 'mintrud', kind: 'command' });
    const desk = await openDesk(place, holder);
    expect(await titlesAt(desk)).toEqual(['Секретный поставщик', 'Тайнова']);
    await desk.app.close();
    // Nothing of Electron's own lies in the data folder or stays behind, and no other copy was asked.
    expect(electron.app.paths.get('userData')).toMatch(/yardam-profile-/);
    expect(await readdir(temporary)).toEqual([]);
    expect(electron.journal).toContain('switch host-resolver-rules');
  });

  it('takes the commands behind a path and switches where it is not installed', async () => {
    const { exit, json } = await run(['electron', '--no-sandbox', root, 'verify', file], { packaged: false });
    expect([exit, json]).toEqual(['exit 0', expect.objectContaining({ opened: true })]);
  });

  it('ends with the exit codes of the command line', async () => {
    const absent = await run(['yardam', 'verify', join(office.folder, 'none')]);
    expect(absent).toMatchObject({ exit: 'exit 1', json: { error: { code: 'backup.absent' } } });
    expect(await run(['yardam', 'verify'])).toMatchObject({ exit: 'exit 2', json: null });
    expect(await run(['yardam', 'audit', 'verify', '--data', office.dataFolder])).toMatchObject({
      exit: 'exit 0',
      json: { ok: true },
    });
  });

  it.each([
    ['--help', []],
    ['-h', []],
    ['help', []],
    ['list', ['--data', '.']],
  ])('opens no window for %s, whatever options stand before it', async (word, before) => {
    const { exit } = await run(['/opt/Yardam/yardam', ...before, word]);
    expect(exit).toBe(word === 'list' ? 'exit 2' : 'exit 0');
  });

  it.each([
    [[], false],
    [['--data', 'restore'], false],
    [['--data=restore'], false],
    [['yardam://app/'], false],
    [['--data', 'x', 'restore'], true],
    [['audit', 'verify'], true],
    [['--data', 'x', '--help'], true],
  ])('knows whether %j asks for a command', (words, asks) => {
    expect(asksForCommand(words)).toBe(asks);
  });

  it.each([
    [true, ['yardam', '--data', 'restore'], ['--data', 'restore']],
    [true, ['yardam', '--no-sandbox'], []],
    [true, ['yardam'], []],
    [true, ['yardam', '--help'], ['--help']],
    [true, ['yardam', '-h'], ['-h']],
    [true, ['yardam', '--no-sandbox', '--user=admin', 'list'], ['--user=admin', 'list']],
    [true, ['yardam', '--no-sandbox', 'restore', 'x'], ['restore', 'x']],
    [false, ['electron', '--no-sandbox', '.', '--data', 'verify'], ['--data', 'verify']],
    [false, ['electron', '.'], []],
  ])('knows what was typed (installed: %s) in %j', async (packaged, argv, typed) => {
    vi.resetModules();
    vi.doMock('electron', () => createElectronStandIn({ packaged }).module);
    const { programWords } = await import('../../electron/shell/programWords');
    expect(programWords(argv, isOption)).toEqual(typed);
  });
});

/** A stream's `write` that keeps what is written. */
function written(out: string[]): typeof process.stdout.write {
  return (text: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    out.push(String(text));
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
}
