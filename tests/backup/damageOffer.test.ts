import { cp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damageOffer } from '../../domain/backup/loss';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { backUpOffice, verifyBackup } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import type { BackupSecret } from '../../electron/backup/backupKeys';
import { runCli } from '../../electron/cli/main';
import { createWords } from '../../renderer/locale/createWords';
import { holder, makeBackupOffice, type BackupOffice } from '../support/backup/backupOffice';
import { asFirstVersion } from '../support/backup/firstBackup';
import { spoilPages } from '../support/backup/spoilBackup';

/**
 * A damaged database is offered the newest good backup together with what will be missing: a number where it can be
 * known, and that it is not known where it cannot. In words, with the time of the office.
 */
const work = ['Первый после копии', 'Второй после копии'];
const time = /\d\d\.\d\d\.\d{4}, \d\d:\d\d/;

describe('the offer of a backup', () => {
  let office: BackupOffice;
  let secret: BackupSecret;
  let fileName: string;
  let lost: number;
  let folders = 0;

  beforeAll(async () => {
    office = await makeBackupOffice();
    secret = { kind: 'recovery', code: office.recoveryCode };
    const made = await backUpOffice(shipped, office.dataFolder);
    if (!made.ok) throw new Error(made.error.code);
    fileName = made.value.fileName;
    const before = await changesOf(office.dataFolder);
    const desk = await office.open();
    for (const fullName of work)
      await desk.must('record.create', { registry: 'provider', fields: { fullName } });
    await desk.app.close();
    lost = (await changesOf(office.dataFolder)) - before;
  });
  afterAll(() => office.remove());

  /** The office in another folder, spoiled. */
  async function spoiled(spoil: (database: string, folder: string) => Promise<void>): Promise<string> {
    const folder = join(office.folder, `spoiled-${(folders += 1)}`);
    await cp(office.dataFolder, folder, { recursive: true });
    await spoil(join(folder, databaseFile), folder);
    return folder;
  }

  async function said(dataFolder: string) {
    const [out, err]: [string[], string[]] = [[], []];
    await runCli(['call', 'system.hello', '--data', dataFolder, '--user', holder.login], {
      env: { YARDAM_PASSWORD: holder.password },
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
      stdout: (text) => out.push(text),
      stderr: (text) => err.push(text),
      serve: () => Promise.reject(new Error('nothing is served here')),
    });
    const { error } = JSON.parse(out.join('')) as { error: { code: string; params: Record<string, string> } };
    expect(error.code).toBe('data.damaged');
    return { params: error.params, words: err.join('') };
  }

  it('counts what will be missing where the damage lies in the middle', async () => {
    const folder = await spoiled(spoilPages);
    const { params, words } = await said(folder);
    expect(lost).toBeGreaterThan(1);
    expect(params).toMatchObject({ backup: fileName, changes: lost });
    const sentence = words.split(' (detail=')[0] ?? '';
    expect(sentence).toContain(
      `Пропадёт изменений: ${lost}, последнее внесено ${time.exec(sentence)?.[0] ?? '?'}`,
    );
    expect(sentence).toContain(`yardam restore --latest --data "${folder}"`);
    expect(sentence.replace(fileName, '')).not.toMatch(/\dZ|SQLITE|[{}]/);
    const restored = await restoreOffice({ ...shipped, dataFolder: folder, from: 'latest', secret });
    expect(restored).toMatchObject({ value: { file: fileName, missing: { changes: lost } } });
  });

  it('counts it even where the newest change itself cannot be read', async () => {
    const folder = await spoiled((database) => blank(database, ['change_event', 'audit']));
    const { params, words } = await said(folder);
    expect(params).toMatchObject({ changes: lost });
    expect(params).not.toHaveProperty('lastChangeAt');
    expect(words).toContain(`Пропадёт изменений: ${lost}. `);
    const restored = await restoreOffice({ ...shipped, dataFolder: folder, from: 'latest', secret });
    expect(restored).toMatchObject({ value: { missing: { changes: lost, auditLines: null } } });
  });

  it('says that it is not known where nothing can be read, and changes nothing there', async () => {
    const text = 'этого файла больше нет\n'.repeat(100);
    const folder = await spoiled((database) => writeFile(database, text));
    const { params, words } = await said(folder);
    expect(params).not.toHaveProperty('changes');
    expect(words).toMatch(/по повреждённой базе узнать нельзя/);
    expect(await readFile(join(folder, databaseFile), 'utf8')).toBe(text);
    const restored = await restoreOffice({ ...shipped, dataFolder: folder, from: 'latest', secret });
    expect(restored).toMatchObject({ value: { file: fileName, missing: null } });
  });

  it('says that nothing will be missing where nothing was done since', async () => {
    const folder = await spoiled(async (database, where) => {
      expect(await backUpOffice(shipped, where)).toMatchObject({ ok: true });
      await spoilPages(database);
    });
    const { params, words } = await said(folder);
    expect(params).toMatchObject({ changes: 0 });
    expect(words).toContain('ничего не пропадёт');
  });

  it('says that there is none where none is found', async () => {
    const folder = await spoiled(async (database, where) => {
      await rm(join(where, 'backups'), { recursive: true });
      await spoilPages(database);
    });
    expect((await said(folder)).words).toContain('копии в известных папках не нашлось');
  });

  it('takes a backup of the first version, which tells no ends, as ever', async () => {
    const folder = await spoiled(async (database, where) => {
      await asFirstVersion(join(where, 'backups', fileName), secret);
      await spoilPages(database);
    });
    const file = join(folder, 'backups', fileName);
    expect(await verifyBackup(shipped, { file }, secret)).toMatchObject({ value: { opened: true } });
    expect((await said(folder)).words).toMatch(/узнать нельзя/);
    const restored = await restoreOffice({ ...shipped, dataFolder: folder, from: 'latest', secret });
    expect(restored).toMatchObject({ value: { missing: { changes: lost } } });
  });

  it('is said in both languages with no gap left', () => {
    const known = { backup: 'x', madeAt: '2026-11-21T22:30:00.000Z' };
    const since = { changes: 3, lastChangeAt: '2026-11-22T06:05:00.000Z' };
    const cases = [
      {},
      { backup: '' },
      known,
      { ...known, changes: 0 },
      { ...known, changes: 3 },
      { ...known, ...since },
    ];
    for (const language of ['ru', 'tt'] as const) {
      const { t } = createWords(language).global;
      const words = cases.map((params) => {
        const offer = damageOffer(params);
        return t(`damage.${offer.kind}`, offer.params);
      });
      expect(new Set(words).size).toBe(cases.length);
      expect(words.join(' ')).not.toMatch(/[{}]|damage\./);
      expect(words.at(-1)).toContain('22.11.2026, 01:30');
      expect(words.at(-1)).toContain('22.11.2026, 09:05');
    }
  });
});

async function changesOf(dataFolder: string): Promise<number> {
  const connection = await connect(join(dataFolder, databaseFile), 'read');
  const row = await connection.get<{ n: number }>('SELECT max(seq) AS n FROM change_event');
  await connection.close();
  return row?.n ?? 0;
}

/** Zeroes over the first page of tables, as a failing disk leaves them. */
async function blank(database: string, tables: readonly string[]): Promise<void> {
  const connection = await connect(database, 'read');
  const roots = await connection.all<{ rootpage: number }>(
    'SELECT rootpage FROM sqlite_schema WHERE name IN (SELECT value FROM json_each(?))',
    [JSON.stringify(tables)],
  );
  await connection.close();
  expect(roots).toHaveLength(tables.length);
  const handle = await open(database, 'r+');
  for (const { rootpage } of roots) await handle.write(Buffer.alloc(4096), 0, 4096, (rootpage - 1) * 4096);
  await handle.close();
}
