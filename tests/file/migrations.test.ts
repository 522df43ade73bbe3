import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestVersionOf, migrate } from '../../db/file/migrate';
import { createDatabaseFile, databaseFile, openDatabase } from '../../db/file/openDatabase';
import { organisationNameKey } from '../../domain/values/organisationName';
import { connect, type Connection } from '../../db/file/sqliteConnection';
import { ok } from '../../domain/values/result';
import { rebuilds } from '../support/offices/databaseSchema';
import { at, dataBefore, stamp } from '../support/offices/dataBefore';
import { dumpTables } from '../support/offices/soundDatabase';
import { shipped } from '../../electron/app/shipped';

/**
 * Every step starts from the step before with data in it, keeps all of it, and is preceded by a backup that can be
 * opened. What lies in an office at each step is written here as that version's own SQL.
 */

describe('the steps of the schema', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'yardam-steps-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

  /** An office as the version before a step left it. */
  async function makeBefore(step: number, folder: string): Promise<Record<string, unknown[]>> {
    await createDatabaseFile(folder, shipped, 0);
    return inside(folder, async (connection) => {
      let made = 0;
      for (const { number } of shipped.migrations.filter((one) => one.number <= step)) {
        await connection.script(dataBefore[number] ?? '');
        if (number < step) await migrate(connection, shipped.migrations, made, number);
        made = number;
      }
      return dumpTables(connection);
    });
  }

  it('each have data to start from', () => {
    expect(Object.keys(dataBefore).map(Number)).toEqual(shipped.migrations.map(({ number }) => number));
  });

  it.each(shipped.migrations)(
    '$number ($summary) keeps what was there and backs it up first',
    async ({ number }) => {
      const folder = join(root, `step-${number}`);
      const before = await makeBefore(number, folder);
      const opened = await openDatabase(folder, () => new Date(at), shipped);
      if (!opened.ok) throw new Error(JSON.stringify(opened.error));
      const after = await dumpTables(opened.value.read);
      await opened.value.close();
      expect(kept(before, after)).toEqual(before);
      expect(await inside(folder, versionOf)).toBe(latestVersionOf(shipped.migrations));

      const from = shipped.migrations.filter((step) => step.number < number).at(-1)?.number ?? 0;
      const name = `before-migration-from-${from}-2026-11-23T09-00-00-000Z.sqlite`;
      expect(await readdir(join(folder, 'backups'))).toEqual([name]);
      const restored = join(root, `restored-${number}`);
      await mkdir(restored);
      await rename(join(folder, 'backups', name), join(restored, databaseFile));
      expect(await inside(restored, versionOf)).toBe(from);
      expect(await inside(restored, dumpTables)).toEqual(before);
      const reopened = await openDatabase(restored, () => new Date(at), shipped);
      if (!reopened.ok) throw new Error(JSON.stringify(reopened.error));
      expect(await dumpTables(reopened.value.read)).toEqual(after);
      await reopened.value.close();
    },
  );

  it('keeps what is withheld by the record, and owes all that was withheld once more', async () => {
    const folder = join(root, 'withheld');
    await makeBefore(170, folder);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const { read } = opened.value;
    // The first word of one was withheld; of the other the peer was told something before.
    expect(await read.all('SELECT * FROM withheld_record')).toEqual([
      { peer: 'almet', registry: 'provider', root_id: 'p3', told: null, due: null },
    ]);
    const owed = await read.all<{ root: string }>(
      'SELECT root_id AS root FROM owed_event JOIN change_event USING (seq) WHERE peer = ? ORDER BY seq',
      ['almet'],
    );
    expect(owed.map((row) => row.root)).toEqual(['p1', 'p3']);
    await opened.value.close();
  });

  it('a backup finds the same words in the same records', async () => {
    const folder = join(root, 'words');
    await makeBefore(30, folder);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    await opened.value.close();
    const [name = ''] = await readdir(join(folder, 'backups'));
    const backup = await connect(join(folder, 'backups', name), 'read');
    const hits = await backup.all(
      "SELECT id FROM provider_search JOIN provider ON seq = provider_search.rowid WHERE words MATCH 'дом'",
    );
    expect(hits).toEqual([{ id: 'p1' }]);
    await backup.close();
  });

  it('providers that are here get the keys of their names', async () => {
    const folder = join(root, 'names');
    await makeBefore(30, folder);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const rows = await opened.value.read.all<{ name: string; key: string }>(
      'SELECT full_name AS name, name_key AS "key" FROM provider WHERE full_name IS NOT NULL',
    );
    await opened.value.close();
    expect(rows.map(({ key }) => key)).toEqual(rows.map(({ name }) => organisationNameKey(name)));
    expect(rows.length).toBeGreaterThan(0);
  });

  it('heads of other offices that came before they were kept are taken over from the journal', async () => {
    const folder = join(root, 'heads');
    await makeBefore(70, folder);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const held = await opened.value.read.all('SELECT peer, uid, seq, hash, at, went_back FROM witness');
    await opened.value.close();
    const head = { peer: 'almet', seq: null, at, went_back: 0 };
    expect(held).toEqual([
      { ...head, uid: 'm1', hash: 'h3' },
      { ...head, uid: 'm2', hash: 'h7' },
    ]);
  });

  it('changes become events under their numbers: words, losses and former ones', async () => {
    const folder = join(root, 'events');
    await makeBefore(90, folder);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const { read } = opened.value;
    const events = await read.all(
      'SELECT seq, kind, stamp, word_key, over, settles, against, reason FROM change_event ORDER BY seq',
    );
    const former = { over: null, settles: null, against: null, reason: null };
    const word = (seq: number, named: string) => ({
      ...{ seq, kind: 'word', stamp: named, word_key: ` 000000000000000${seq} ${named}`, ...former },
    });
    expect(events).toEqual([
      word(1, stamp),
      word(2, `${at}-0001-mintrud`),
      {
        ...{ seq: 3, kind: 'lost', stamp: `${at}-0000-almet`, word_key: null, ...former },
        ...{ against: `${at}-0001-mintrud`, reason: 'concurrent' },
      },
      word(4, `${at}-0002-mintrud`),
      { seq: 5, kind: 'former', stamp: `${at}-0001-almet`, word_key: null, ...former },
      { seq: 6, kind: 'lost', stamp: `${at}-0002-almet`, word_key: null, ...former, reason: 'concurrent' },
    ]);
    await opened.value.write({ login: 'admin', operator: 'admin', office: 'mintrud' }, async (tx) => {
      await tx.run(
        `INSERT INTO change_event (kind, stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
         SELECT kind, 'next', registry, record_id, root_id, field, before, after, office, operator, at, version, outcome
           FROM change_event WHERE seq = 5`,
      );
      return ok(null);
    });
    expect(await read.get("SELECT seq FROM change_event WHERE stamp = 'next'")).toEqual({ seq: 7 });
    await opened.value.close();
  });

  it('a backup that a killed start left half is taken away by the next one', async () => {
    const folder = join(root, 'killed');
    await makeBefore(30, folder);
    const half = join(folder, 'backups', 'before-migration.sqlite.new');
    await mkdir(join(folder, 'backups'));
    for (const end of ['', '-journal']) await writeFile(half + end, 'half a page');
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    await opened.value.close();
    expect(await readdir(join(folder, 'backups'))).toEqual([
      'before-migration-from-20-2026-11-23T09-00-00-000Z.sqlite',
    ]);
  });

  it('none is made, and nothing is backed up, when the file is up to date', async () => {
    const folder = join(root, 'fresh');
    await createDatabaseFile(folder, shipped);
    const opened = await openDatabase(folder, () => new Date(at), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    await opened.value.close();
    expect(await readdir(folder)).not.toContain('backups');
  });

  it('one that fails is undone wholly, frees the folder and can be made later', async () => {
    const folder = join(root, 'failing');
    await makeBefore(30, folder);
    // The last table of the step is in the way, so everything before it has been made when it fails.
    const before = await inside(folder, async (connection) => {
      await connection.script('CREATE TABLE exchange_round (stray TEXT) STRICT');
      return schemaOf(connection);
    });
    const open = () => openDatabase(folder, () => new Date(at), shipped);
    await expect(open()).rejects.toThrow('exchange_round already exists');
    expect(await inside(folder, schemaOf)).toEqual(before);
    expect(await inside(folder, versionOf)).toBe(20);
    await rm(join(folder, 'backups'), { recursive: true });
    await expect(open()).rejects.toThrow('exchange_round already exists');
    await rm(join(folder, 'backups'), { recursive: true });

    await inside(folder, (connection) => connection.script('DROP TABLE exchange_round'));
    const opened = await open();
    if (!opened.ok) throw new Error(opened.error.code);
    expect(await opened.value.read.get("SELECT full_name FROM provider WHERE id = 'p1'")).toEqual({
      full_name: 'Дом',
    });
    await opened.value.close();
  });
});

/** The rows after a step, cut to the tables and columns that were there before it; of a rebuilt table its successor's. */
function kept(
  before: Readonly<Record<string, unknown[]>>,
  after: Readonly<Record<string, unknown[]>>,
): Record<string, unknown[]> {
  const cut = (row: unknown, model: unknown): unknown =>
    Object.fromEntries(
      Object.entries(row as object).filter(([column]) => Object.hasOwn(model as object, column)),
    );
  return Object.fromEntries(
    Object.entries(before).map(([table, rows]) => [
      table,
      (after[rebuilds[table] ?? table] ?? []).map((row, index) => cut(row, rows[index] ?? {})),
    ]),
  );
}

async function inside<T>(folder: string, look: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(join(folder, databaseFile), 'write');
  try {
    return await look(connection);
  } finally {
    await connection.close();
  }
}

async function versionOf(connection: Connection): Promise<number | undefined> {
  return (await connection.get<{ user_version: number }>('PRAGMA user_version'))?.user_version;
}

const schemaOf = (connection: Connection): Promise<unknown[]> =>
  connection.all('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name');
