import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../db/openDatabase';
import { holder, makeBackupOffice, type BackupOffice } from './support/backupOffice';

/**
 * The operator's page on backups, followed word by word: every command in it is run by a shell as it stands there, in
 * its order. What the page tells the reader to fill in are the shell's variables.
 */
const root = join(import.meta.dirname, '..');

describe('docs/operator/backup.md', () => {
  let office: BackupOffice;
  let commands: string[];
  beforeAll(async () => {
    office = await makeBackupOffice();
    const page = await readFile(join(root, 'docs', 'operator', 'backup.md'), 'utf8');
    commands = [...page.matchAll(/```sh\n([^`]+)```/g)].map(([, block = '']) => block);
    const settings = /```json\n([^`]+)```/.exec(page)?.[1] ?? '';
    await writeFile(join(office.dataFolder, 'backup.json'), settings);
  });
  afterAll(() => office.remove());

  it('rebuilds a district office on a new machine from a backup and the recovery code', async () => {
    const edms = { outgoing: join(office.folder, 'ToSend'), incoming: join(office.folder, 'In') };
    const config = join(office.dataFolder, 'office.json');
    const known = JSON.parse(await readFile(config, 'utf8')) as object;
    await writeFile(config, JSON.stringify({ ...known, edms }));
    const [make = '', look = '', open = '', latest = '', restore = '', check = '', list = '', exchange = ''] =
      commands;
    expect(commands).toHaveLength(8);

    expect(await run(make)).toMatchObject([{ folders: [{ error: null }, { error: null }] }]);
    const copies = join(office.folder, 'copies');
    const [fileName = ''] = await readdir(copies);
    expect(await run(look)).toMatchObject([{ opened: false }]);
    expect(await run(open)).toMatchObject([{ opened: true, rows: { provider: 1, person: 1 } }]);

    const database = join(office.dataFolder, databaseFile);
    await writeFile(database, 'этого файла больше нет');
    expect(await run(latest)).toMatchObject([{ file: fileName, missing: null }]);
    expect(await readdir(office.dataFolder)).toContainEqual(expect.stringMatching(/^damaged-/));

    // The machine is gone: what is left is the file on the share, the code and a password.
    const left = join(office.folder, 'left');
    await mkdir(left);
    await writeFile(join(left, fileName), await readFile(join(copies, fileName)));
    await rm(office.dataFolder, { recursive: true });
    const variables = { BACKUP: join(left, fileName) };
    expect(await run(restore, variables)).toMatchObject([
      { office: 'mintrud', unreachable: [], setAside: null },
    ]);
    expect(await run(check, variables)).toMatchObject([{ folders: [{}, {}] }, { opened: true }]);
    expect(await run(list, variables)).toMatchObject([{ total: 1 }]);
    expect(await run(exchange, variables)).toMatchObject([{ quarantined: 0 }]);
  });

  /** Runs a block as it stands in the page; answers what each command printed. */
  async function run(block: string, variables: Readonly<Record<string, string>> = {}): Promise<unknown[]> {
    const program = join(root, 'dist', 'node', 'cliMain.js');
    const yardam = `yardam() { "${process.execPath}" "${program}" "$@"; }`;
    const env = {
      ...process.env,
      DATA: office.dataFolder,
      NEW: join(office.folder, 'new machine'),
      CODE: office.recoveryCode,
      YARDAM_RECOVERY_CODE: block.includes('--json') || block === commands[1] ? '' : office.recoveryCode,
      YARDAM_PASSWORD: holder.password,
      USER_LOGIN: holder.login,
      ...variables,
    };
    const said = await new Promise<string>((resolve, reject) => {
      execFile('bash', ['-ec', `${yardam}\n${block}`], { env }, (error, stdout, stderr) =>
        error === null ? resolve(stdout) : reject(new Error(`${block}\n${stdout}\n${stderr}`)),
      );
    });
    return said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }
});
