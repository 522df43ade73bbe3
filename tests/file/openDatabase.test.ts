import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../db/file/dataLock';
import { createDatabaseFile, databaseFile, openDatabase } from '../../db/file/openDatabase';
import { openToRead } from '../../db/file/openToRead';
import { connect } from '../../db/file/sqliteConnection';
import { shipped } from '../../electron/app/shipped';

/**
 * What cannot be opened is named and left exactly as it is: not repaired, not replaced by an empty file, not upgraded.
 * Nothing appears beside it but the lock.
 */
const now = () => new Date('2026-11-23T09:00:00Z');

describe('opening a database', () => {
  let root: string;
  let sound: string;
  let folders = 0;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'yardam-open-'));
    sound = join(root, 'sound');
    await createDatabaseFile(sound, shipped);
    await script(
      sound,
      `
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO provider (id, created_at, changed_at, title_key, full_name)
      SELECT 'p' || i, '2026', '2026', 'дом ' || i, 'Дом ' || i FROM n`,
    );
  });
  afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

  /** A copy of the sound folder, spoiled. */
  async function spoiled(spoil: (file: string, folder: string) => Promise<void>): Promise<string> {
    const folder = join(root, String((folders += 1)));
    await cp(sound, folder, { recursive: true });
    await spoil(join(folder, databaseFile), folder);
    return folder;
  }

  const cases: readonly [
    name: string,
    code: string,
    spoil: (file: string, folder: string) => Promise<void>,
  ][] = [
    ['a newer version', 'data.newer', (_file, folder) => script(folder, 'PRAGMA user_version = 99990')],
    [
      "another program's database",
      'data.foreign',
      (_file, folder) => script(folder, 'PRAGMA application_id = 7'),
    ],
    [
      'a database of no program',
      'data.foreign',
      (_file, folder) => script(folder, 'PRAGMA application_id = 0'),
    ],
    ['random bytes', 'data.damaged', (file) => writeFile(file, randomBytes(100_000))],
    ['a text', 'data.damaged', (file) => writeFile(file, 'Реестр поставщиков\n'.repeat(100))],
    ['a short text', 'data.damaged', (file) => writeFile(file, 'SQLite format 3')],
    ['an empty file', 'data.damaged', (file) => writeFile(file, '')],
    [
      'a folder in its place',
      'data.damaged',
      async (file) => {
        await rm(file);
        await mkdir(file);
      },
    ],
    ['a file cut in the middle of a page', 'data.damaged', (file) => truncate(file, 50_001)],
    ['a file cut between two pages', 'data.damaged', (file) => truncate(file, 4096 * 20)],
    ['a file cut after its first page', 'data.damaged', (file) => truncate(file, 4096)],
    ['a damaged page in the middle', 'data.damaged', (file, folder) => spoilIndex(file, folder)],
  ];

  it.each(cases)('refuses %s by name (%s) and leaves it as it is', async (_name, code, spoil) => {
    const folder = await spoiled(spoil);
    const before = await everyByte(folder);
    const opened = await openDatabase(folder, now, shipped);
    expect(opened).toMatchObject({ ok: false, error: { code, params: { folder } } });
    // Asked again, it gives the same answer: the first attempt left nothing open or locked.
    expect(await openDatabase(folder, now, shipped)).toMatchObject({ error: { code } });
    const { 'lock.sqlite': _lock, ...after } = await everyByte(folder);
    expect(after).toEqual(before);
  });

  it('does not touch a newer or foreign file even to finish what a crash left in its log', async () => {
    for (const sql of ['PRAGMA user_version = 99990', 'PRAGMA application_id = 7']) {
      const folder = await crashedAfter(sql, "UPDATE provider SET note = 'в журнале'");
      const before = await everyByte(folder);
      expect((await openDatabase(folder, now, shipped)).ok).toBe(false);
      expect(await everyByte(folder)).toEqual(before);
    }
  });

  it('knows a newer version that a crash left in the write-ahead log alone', async () => {
    const folder = await crashedAfter('', 'PRAGMA user_version = 99990');
    expect(await openDatabase(folder, now, shipped)).toMatchObject({
      error: { code: 'data.newer', params: { found: 99990 } },
    });
    expect(await openDatabase(folder, now, shipped)).toMatchObject({ error: { code: 'data.newer' } });
  });

  it('lets no second program in when the lock file of the first was taken away', async () => {
    const folder = await spoiled(() => Promise.resolve());
    const first = await openDatabase(folder, now, shipped);
    if (!first.ok) throw new Error(first.error.code);
    await rm(join(folder, 'lock.sqlite'));
    const locked = { ok: false, error: { code: 'data.locked', params: { folder } } };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await openDatabase(folder, now, shipped)).toMatchObject(locked);
      expect(await openToRead(folder, shipped)).toMatchObject(locked);
      await rm(join(folder, 'lock.sqlite'));
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('lock-probe'))).toEqual([]);
    await first.value.close();
    const second = await openDatabase(folder, now, shipped);
    expect(second.ok).toBe(true);
    if (second.ok) await second.value.close();
  });

  it('draws back when its own lock file is taken away while it opens', async () => {
    const folder = await spoiled(() => Promise.resolve());
    const lock = await lockDataFolder(join(folder, databaseFile));
    expect(await lock?.isOfFolder()).toBe(true);
    await rm(join(folder, 'lock.sqlite'));
    expect(await lock?.isOfFolder()).toBe(false);
    const other = await lockDataFolder(join(folder, databaseFile));
    expect([await lock?.isOfFolder(), await other?.isOfFolder()]).toEqual([false, true]);
    await lock?.close();
    await other?.close();
  });

  it('keeps nothing in its log of what a killed program had deleted', async () => {
    const secret = 'the wrapped key of somebody destroyed';
    const folder = await crashedAfter(
      '',
      `PRAGMA secure_delete = ON; INSERT INTO record_key (record_id, generation, data_key, wrapped)
        VALUES ('r1', 1, 1, '${secret}'); DELETE FROM record_key;`,
    );
    const files = [databaseFile, `${databaseFile}-wal`].map((name) => join(folder, name));
    const holding = async (): Promise<readonly boolean[]> =>
      Promise.all(files.map(async (file) => (await readFile(file)).includes(secret)));
    expect(await holding()).toEqual([false, true]);
    const opened = await openDatabase(folder, now, shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    expect(await holding()).toEqual([false, false]);
    await opened.value.close();
  });

  it('refuses an absent folder and does not make it; creating refuses a file that is there', async () => {
    const absent = join(root, 'absent');
    expect(await openDatabase(absent, now, shipped)).toMatchObject({ error: { code: 'data.absent' } });
    await expect(readdir(absent)).rejects.toThrow('ENOENT');
    const before = await everyByte(sound);
    expect(await createDatabaseFile(sound, shipped)).toMatchObject({ error: { code: 'data.present' } });
    expect(await everyByte(sound)).toEqual(before);
    const orphaned = await spoiled(async (file) => {
      await writeFile(`${file}-wal`, 'left by another database');
      await rm(file);
    });
    expect(await createDatabaseFile(orphaned, shipped)).toMatchObject({ error: { code: 'data.present' } });
  });

  it('makes the folder for its owner only', async () => {
    const folder = join(root, 'own', 'office');
    await createDatabaseFile(folder, shipped);
    expect((await stat(folder)).mode & 0o077).toBe(0);
  });

  it('says that the folder cannot be written when it cannot be locked', async () => {
    const folder = await spoiled((_file, where) => mkdir(join(where, 'lock.sqlite')));
    expect(await openDatabase(folder, now, shipped)).toMatchObject({ error: { code: 'file.unwritable' } });
  });

  it('turns a second program away, and lets it in when the first was killed, losing nothing', async () => {
    const folder = await spoiled(() => Promise.resolve());
    const script = fileURLToPath(new URL('../support/backup/holdFolder.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(await openDatabase(folder, now, shipped)).toMatchObject({
        error: { code: 'data.locked', params: { folder } },
      });
      await rm(join(folder, 'lock.sqlite'));
      expect(await openDatabase(folder, now, shipped)).toMatchObject({ error: { code: 'data.locked' } });
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    const opened = await openDatabase(folder, now, shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    expect(await opened.value.read.get("SELECT last FROM number_series WHERE name = 'held'")).toEqual({
      last: 7,
    });
    expect(await openDatabase(folder, now, shipped)).toMatchObject({ error: { code: 'data.locked' } });
    await opened.value.close();
    const again = await openDatabase(folder, now, shipped);
    if (!again.ok) throw new Error(again.error.code);
    await again.value.close();
  });

  it('answers two readers of one statement alike', async () => {
    const folder = await spoiled(() => Promise.resolve());
    const opened = await openDatabase(folder, now, shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const counts = [1, 2, 3].map(() => opened.value.read.get('SELECT count(*) AS n FROM provider'));
    expect(await Promise.all(counts)).toEqual([{ n: 2000 }, { n: 2000 }, { n: 2000 }]);
    await opened.value.close();
  });

  /** A folder as a crash leaves it: `settled` is in the file, `pending` in the write-ahead log only. */
  async function crashedAfter(settled: string, pending: string): Promise<string> {
    const folder = await spoiled((_file, where) => script(where, settled));
    const copy = `${folder}-crashed`;
    const connection = await connect(join(folder, databaseFile), 'write');
    await connection.script(`PRAGMA wal_autocheckpoint = 0; ${pending}`);
    await cp(folder, copy, { recursive: true });
    await connection.close();
    expect((await readFile(join(copy, `${databaseFile}-wal`))).byteLength).toBeGreaterThan(0);
    return copy;
  }
});

async function script(folder: string, sql: string): Promise<void> {
  const connection = await connect(join(folder, databaseFile), 'write');
  await connection.script(sql);
  await connection.close();
}

/** Random bytes over a page of an index, as a failing disk leaves them. */
async function spoilIndex(file: string, folder: string): Promise<void> {
  const connection = await connect(join(folder, databaseFile), 'read');
  const index = await connection.get<{ rootpage: number }>(
    "SELECT rootpage FROM sqlite_schema WHERE name = 'provider_by_title'",
  );
  await connection.close();
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
  const bytes = await readFile(file);
  randomBytes(4096).copy(bytes, ((index?.rootpage ?? 0) - 1) * 4096);
  await writeFile(file, bytes);
}

async function everyByte(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, name)).catch(() => Buffer.from('a folder'));
    files[name] = bytes.toString('base64');
  }
  return files;
}
