import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, readBackupPage, type Section } from '../../support/backup/backupPage';
import {
  administrator,
  countProviders,
  makeOffice,
  removeFolders,
  runYardam,
  type Answer,
  type WindowsOffice,
} from '../windowsOffice';
import { importList } from '../steps';

/**
 * The operator's page on backups, word by word: every command of it in its order. There is no PowerShell under Wine, so
 * what a block asks the reader for is set here; that both blocks set the same `tests/backup/backupGuide.test.ts` checks.
 */
describe('docs/operator/backup.md on Windows', () => {
  let office: WindowsOffice;
  let page: string;
  let sections: readonly Section[];
  beforeAll(async () => {
    office = await makeOffice();
    await importList(office);
    ({ page, sections } = await readBackupPage());
  });
  afterAll(() => removeFolders([office]));

  it('rebuilds the office on a new machine from a backup and the recovery code', async () => {
    const { dataFolder, recoveryCode } = office;
    const left = join(office.folder, 'унесённая копия.yardam-backup');
    await writeFile(join(dataFolder, 'backup.json'), blocksOf(page, 'json').join(''));
    const events: Readonly<Record<string, () => Promise<void>>> = {
      '4': () => writeFile(join(dataFolder, 'yardam.sqlite'), 'этого файла больше нет'),
      async '5'() {
        const copies = join(dataFolder, '..', 'copies');
        const newest = (await readdir(copies)).sort().at(-1) ?? '';
        await rename(join(copies, newest), left);
        await rm(dataFolder, { recursive: true, maxRetries: 3 });
        await mkdir(join(dataFolder, '..'), { recursive: true });
      },
    };
    const typed: Readonly<Record<string, string>> = {
      ...{ DATA: dataFolder, BACKUP: left, USER_LOGIN: administrator.login },
      ...{ YARDAM_RECOVERY_CODE: recoveryCode, YARDAM_PASSWORD: administrator.password },
    };
    const answers: Answer[] = [];
    for (const { number, blocks } of sections) {
      await events[number]?.();
      // Without what a section asks for itself nothing is set: each begins in a new terminal.
      const set = new Map([['DATA', dataFolder]]);
      for (const line of blocks.join('\n').split('\n')) {
        const [, asked] = /^read .* ([A-Z_]+)$/.exec(line) ?? [];
        if (asked !== undefined) set.set(asked, typed[asked] ?? '');
        if (!line.startsWith('yardam ')) continue;
        const env = {
          YARDAM_PASSWORD: '',
          ...Object.fromEntries([...set].filter(([name]) => name.startsWith('YARDAM_'))),
        };
        answers.push(await runYardam(wordsOf(line, set), env, office.folder));
      }
    }
    expect(answers.map(({ code, told, words }) => (code === 0 ? told : { code, told, words }))).toMatchObject(
      [
        { folders: [{ error: null }, { error: null }] },
        { opened: false },
        { opened: true, rows: { provider: 15 } },
        { kind: 'command', missing: null },
        { office: 'mintrud', unreachable: [], setAside: null, missing: null },
        { folders: [{ error: null }, { error: null }] },
        { opened: true },
        { pages: expect.any(Number) as number },
        { quarantined: 0 },
      ],
    );
    expect(await countProviders(office)).toBe(15);
  });
});

/** The words of a command line after `yardam`, with what was set. */
const wordsOf = (line: string, set: ReadonlyMap<string, string>): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)]
    .slice(1)
    .map(([, quoted, plain]) =>
      (quoted ?? plain ?? '').replace(/\$([A-Z_]+)/g, (_, name: string) => set.get(name) ?? ''),
    );
