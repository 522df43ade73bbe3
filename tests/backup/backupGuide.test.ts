import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  holder,
  makeBackupOffice,
  openDesk,
  titlesAt,
  type BackupOffice,
} from '../support/backup/backupOffice';
import { blocksOf, readBackupPage, type Section } from '../support/backup/backupPage';
import { testProgram } from '../support/testRun';

/**
 * The operator's page on backups, followed word by word: every command in it is run as it stands there, in its order, by
 * one shell that knows nothing but what the page sets. What the page asks the reader for is typed.
 */
describe('docs/operator/backup.md', () => {
  let office: BackupOffice;
  let dataFolder: string;
  let page: string;
  let sections: readonly Section[];
  beforeAll(async () => {
    office = await makeBackupOffice();
    dataFolder = join(office.folder, '.local', 'share', 'yardam');
    await mkdir(join(dataFolder, '..'), { recursive: true });
    await rename(office.dataFolder, dataFolder);
    ({ page, sections } = await readBackupPage());
  });
  afterAll(() => office.remove());

  it('rebuilds a district office on a new machine from a backup and the recovery code', async () => {
    await writeFile(join(dataFolder, 'backup.json'), blocksOf(page, 'json').join(''));
    const edms = { outgoing: join(office.folder, 'ToSend'), incoming: join(office.folder, 'In') };
    const config = join(dataFolder, 'office.json');
    const known = JSON.parse(await readFile(config, 'utf8')) as object;
    await writeFile(config, JSON.stringify({ ...known, edms }));

    const left = join(office.folder, 'left', 'yardam-mintrud.yardam-backup');
    const start = sections.find(({ number }) => number === '0')?.blocks ?? [];
    // What happens to the machine meanwhile. After the last all that is left is a file, a code, a login and a password.
    const events: Readonly<Record<string, readonly string[]>> = {
      '4': [`printf 'этого файла больше нет' > "$DATA/yardam.sqlite"; unset YARDAM_RECOVERY_CODE`],
      '5': [
        `mkdir "$HOME/left"; mv "$(ls "$HOME"/.local/share/copies/yardam-* | tail -n 1)" '${left}'`,
        'ls -d "$DATA"/damaged-* >&2; rm -r "$HOME/.local"; unset DATA YARDAM_RECOVERY_CODE',
        ...start,
      ],
      '6': ['unset USER_LOGIN YARDAM_PASSWORD'],
    };
    const script = sections.flatMap(({ number, blocks }) => [...(events[number] ?? []), ...blocks]);
    const code = office.recoveryCode;
    const typed = [code, code, code, left, holder.login, holder.password, holder.login, holder.password];
    expect(await run(script.join('\n'), typed)).toMatchObject([
      { folders: [{ error: null }, { error: null }] },
      { opened: false },
      { opened: true, rows: { provider: 1, person: 1 } },
      { kind: 'command', missing: null },
      { office: 'mintrud', unreachable: [], setAside: null, missing: null },
      { folders: [{ error: null }, { error: null }] },
      { opened: true },
      { pages: 1 },
      { quarantined: 0 },
    ]);
    const desk = await openDesk(dataFolder, holder);
    expect(await titlesAt(desk)).toEqual(['Секретный поставщик', 'Тайнова']);
    await desk.app.close();
  });

  it('sets in each part, or at its start, whatever a command of that part uses', () => {
    const start = sections.find(({ number }) => number === '0')?.blocks.join('\n') ?? '';
    for (const { number, blocks } of sections) {
      const lines = [start, ...blocks].join('\n').split('\n');
      for (const [at, line] of lines.entries()) {
        const needs = [...line.matchAll(/\$([A-Z_]+)/g)].map(([, name = '']) => name);
        if (line.includes('--user')) needs.push('YARDAM_PASSWORD');
        if (line.includes('restore')) needs.push('YARDAM_RECOVERY_CODE');
        const before = ` ${lines.slice(0, at).join(' \n ')} `;
        const unset = needs.filter((name) => name !== 'HOME' && !setting(name).test(before));
        expect([number, unset]).toEqual([number, []]);
      }
    }
  });

  it('sets the same for Windows as for Linux', () => {
    const names = (lines: readonly string[], pattern: RegExp): string[] =>
      [...lines.join('\n').matchAll(pattern)].map(([, name = '']) => name);
    const linux = names(blocksOf(page, 'sh'), /^(?:read .* )?([A-Z_]+)(?:$|=)/gm);
    const windows = names(blocksOf(page, 'powershell'), /^\$(?:env:)?([A-Z_]+) = /gm);
    expect(linux.length).toBeGreaterThan(5);
    expect(windows).toEqual(linux);
  });

  it('hides on Windows what it hides on Linux', () => {
    const hidden = [
      ...blocksOf(page, 'sh')
        .join('\n')
        .matchAll(/^read .*-s .* ([A-Z_]+)$/gm),
    ];
    const masked = [
      ...blocksOf(page, 'powershell')
        .join('\n')
        .matchAll(/^\$env:([A-Z_]+) = Read-Hidden /gm),
    ];
    const names = (matches: readonly RegExpExecArray[]) => matches.map(([, name]) => name);
    expect(hidden.length).toBeGreaterThan(4);
    expect(names(masked)).toEqual(names(hidden));
    const start = blocksOf(page, 'powershell')[0] ?? '';
    expect(/^function Read-Hidden[^]*?^}/m.exec(start)?.[0]).toMatch(/Read-Host \$what -AsSecureString/);
  });

  it('asks on Windows where the program and the data are, and hands over no path that ends in a backslash', () => {
    const start = blocksOf(page, 'powershell')[0] ?? '';
    expect(start).toMatch(/^\$program = Read-Path .*Yardam\.exe"$/m);
    // Before a quotation mark a backslash at the end would take the mark into the path.
    expect(start).toMatch(/^\$DATA = Join-Path \(Read-Path .*\) '\.'$/m);
    expect(start).not.toMatch(/& "/);
  });

  /** Runs the script in one bash; answers what each command printed. */
  async function run(script: string, typed: readonly string[]): Promise<unknown[]> {
    const program = testProgram();
    const yardam = `yardam() { "${process.execPath}" "${program}" "$@"; }`;
    const env = { PATH: process.env['PATH'] ?? '', HOME: office.folder };
    const said = await new Promise<string>((resolve, reject) => {
      const args = ['-ec', `${yardam}\n${script}`];
      const child = execFile('bash', args, { env, cwd: office.folder }, (error, stdout, stderr) =>
        error === null ? resolve(stdout) : reject(new Error(`${stdout}\n${stderr}`)),
      );
      child.stdin?.end(typed.map((line) => `${line}\n`).join(''));
    });
    return said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }
});

/** Given a value, or typed in, and where programs are to see it exported too. */
const setting = (name: string): RegExp =>
  name.startsWith('YARDAM_') ? new RegExp(`\\sexport ${name}\\s`) : new RegExp(`(^|\\s)${name}(=|\\s)`, 'm');
