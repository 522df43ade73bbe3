import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanFolder, whileHeld } from '../heldOpen';
import { createProvider, importList } from '../steps';
import {
  backupsOf,
  countProviders,
  makeOffice,
  removeFolders,
  runYardam,
  serve,
  type WindowsOffice,
} from '../windowsOffice';

/** Files of the data folder that another program has open: a scanner, an archiver, an editor. */
describe('something in the data folder is open in another program', () => {
  const made: WindowsOffice[] = [];
  let first: WindowsOffice;
  const anOffice = async (): Promise<WindowsOffice> => {
    const office = await first.copy();
    made.push(office);
    return office;
  };
  beforeAll(async () => {
    first = await makeOffice();
    made.push(first);
    await importList(first);
    await first.yardam('backup');
  });
  afterAll(() => removeFolders(made));

  it('W1: a restoration where the database is held is refused, and what was committed is there', async () => {
    const office = await anOffice();
    await leaveLog(office);
    const secret = { YARDAM_RECOVERY_CODE: office.recoveryCode };
    const refused = await whileHeld(join(office.dataFolder, 'yardam.sqlite'), 'rw', () =>
      runYardam(['restore', '--latest', '--data', office.dataFolder], secret),
    );
    expect(refused.code).toBe(1);
    expect(refused.told['error']).toMatchObject({ code: expect.stringMatching(/^(?!system)/) as string });
    expect(await countProviders(office)).toBe(16);
    expect((await office.yardam('audit', 'verify')).told).toMatchObject({ ok: true });
  });

  it('W1: the same restoration goes on when the database is let go, with the former one whole beside it', async () => {
    const office = await anOffice();
    await leaveLog(office);
    const secret = { YARDAM_RECOVERY_CODE: office.recoveryCode };
    const restore = () => runYardam(['restore', '--latest', '--data', office.dataFolder], secret);
    await whileHeld(join(office.dataFolder, 'yardam.sqlite'), 'rw', restore);
    const restored = await restore();
    expect(restored.told).toMatchObject({ missing: { changes: expect.any(Number) as number } });
    expect(await countProviders(office)).toBe(15);
    const aside = String(restored.told['setAside']);
    expect((await runYardam(['audit', 'verify', '--data', aside])).told).toMatchObject({ ok: true });
  });

  it('W2: an expired backup that is held spoils no new one, and goes when it is let go', async () => {
    const office = await anOffice();
    await writeFile(
      join(office.dataFolder, 'backup.json'),
      JSON.stringify({ folders: ['../копии'], keep: { daily: 1, weekly: 1, monthly: 1, others: 1 } }),
    );
    const [oldest = ''] = (await backupsOf(office)).filter((name) => name.includes('-command.'));
    const answer = await whileHeld(join(office.dataFolder, 'backups', oldest), 'r', () =>
      office.yardam('backup'),
    );
    expect(answer).toMatchObject({ code: 0, told: { folders: [{ error: null }, { error: null }] } });
    expect(await backupsOf(office)).toContain(oldest);
    expect(await office.yardam('backup')).toMatchObject({ code: 0 });
    expect(await backupsOf(office)).not.toContain(oldest);
  });

  it.each([
    ['a leftover in files/', ['files', 'остаток.pdf']],
    ['a leftover in backup-work/', ['backup-work', 'x', 'yardam.sqlite']],
    ['the log', ['logs', 'yardam.log']],
  ])('W3: %s that is held stops no start', async (_what, names) => {
    const office = await anOffice();
    const path = join(office.dataFolder, ...names);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, await readFile(path).catch(() => 'остаток'));
    await whileHeld(path, '-', async () => {
      await (await serve(office)).kill();
      expect(await office.yardam('call', 'office.describe', '--user', 'admin')).toMatchObject({ code: 0 });
    });
    await createProvider(office, 'После остатка');
  });

  it.each(['yardam.sqlite', 'office.json', 'backup.json'])(
    'W3, W11: %s that is held is told as held by another program, and opens when it is let go',
    async (name) => {
      const office = await anOffice();
      await writeFile(join(office.dataFolder, 'backup.json'), '{ "hour": 13 }');
      const refused = await whileHeld(join(office.dataFolder, name), '-', () =>
        office.yardam('call', 'office.describe', '--user', 'admin'),
      );
      // Backups stop no start: what is told of their settings is told elsewhere.
      if (name !== 'backup.json') {
        expect(refused).toMatchObject({
          code: 1,
          words: expect.stringMatching(/друг[ао].*программ/) as string,
        });
        expect(refused.words).not.toContain('составлено неверно');
      }
      expect(await office.yardam('backup')).toMatchObject({ code: 0 });
      expect(await countProviders(office)).toBe(15);
    },
  );

  it('W4: a scanner that looks at every new file for 300 ms stops no backup, paper or restoration', async () => {
    const office = await anOffice();
    const scanner = await scanFolder(office.folder, 300);
    try {
      expect(await office.yardam('backup')).toMatchObject({ code: 0 });
      expect(
        await office.done('print', 'provider-list', '--out', join(office.folder, 'список.pdf')),
      ).toHaveProperty('pages');
      const [newest = ''] = (await backupsOf(office)).reverse();
      const again = join(office.folder, 'новая папка');
      const file = join(office.dataFolder, 'backups', newest);
      const restored = await runYardam(['restore', file, '--data', again], {
        YARDAM_RECOVERY_CODE: office.recoveryCode,
      });
      expect(restored).toMatchObject({ code: 0, told: { office: 'mintrud' } });
    } finally {
      await scanner.release();
    }
    expect(await backupsOf(office)).toHaveLength(2 + 1);
  });

  it('W18: a paper, a list and a backup that are open elsewhere are told as such', async () => {
    const office = await anOffice();
    const held = /друг[ао].*программ/;
    const out = join(office.folder, 'список.pdf');
    await writeFile(out, 'прежний');
    const print = () => office.yardam('print', 'provider-list', '--out', out, '--user', 'admin');
    expect(await whileHeld(out, 'r', print)).toMatchObject({
      code: 1,
      words: expect.stringMatching(held) as string,
    });
    expect(await readFile(out, 'utf8')).toBe('прежний');
    const list = join(office.folder, 'список.csv');
    await writeFile(list, 'Полное наименование\nПример\n');
    const load = () => office.yardam('import', 'providers', list, '--user', 'admin');
    expect(await whileHeld(list, '-', load)).toMatchObject({
      code: 1,
      words: expect.stringMatching(held) as string,
    });
    const [backup = ''] = await backupsOf(office);
    const verify = () => runYardam(['verify', join(office.dataFolder, 'backups', backup)]);
    expect(await whileHeld(join(office.dataFolder, 'backups', backup), '-', verify)).toMatchObject({
      ...{ code: 1, words: expect.stringMatching(held) as string },
    });
    expect((await readdir(office.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  /** Commits one provider more, in a program that then ends without closing: its log lies beside the database. */
  async function leaveLog(office: WindowsOffice): Promise<void> {
    const { must, kill } = await serve(office);
    await must('record.create', { registry: 'provider', fields: { fullName: 'Записано после копии' } });
    await kill();
    expect(await readdir(office.dataFolder)).toContain('yardam.sqlite-wal');
  }
});
