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
import { dumpTables } from '../support/offices/soundDatabase';
import { shipped } from '../../electron/app/shipped';

/**
 * Every step starts from the step before with data in it, keeps all of it, and is preceded by a backup that can be
 * opened. What lies in an office at each step is written here as that version's own SQL.
 */
const at = '2026-11-23T09:00:00.000Z';
const stamp = `${at}-0000-mintrud`;

/** What an office may have when a step is made: rows that came with the steps before it. */
const dataBefore: Readonly<Record<number, string>> = {
  10: '',
  20: `
    INSERT INTO operator (login, name, role, password_hash, created_at) VALUES ('admin', 'Проверкина А. А.', 'administrator', 'scrypt$1', '${at}');
    INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
      VALUES ('${stamp}', 'provider', 'p1', 'p1', 'status', 'null', '"draft"', 'mintrud', 'admin', '${at}', 1, 'applied');
    INSERT INTO deferred_change VALUES ('${stamp}', 'almet', '{}', '${at}');
    INSERT INTO audit VALUES (1, '${at}', 'mintrud', 'admin', 'record.create', 'provider/p1', '{}', '', 'h1');
    INSERT INTO draft VALUES ('admin', 'provider', '', 0, '{"fullName":"Дом"}', '${at}');
    INSERT INTO import_batch VALUES ('b1', 'provider', 'list.csv', '${at}', 'admin', 1, 0, NULL);
    INSERT INTO number_series VALUES ('provider', 41);`,
  30: `
    INSERT INTO provider (seq, id, created_at, changed_at, title_key, status, registration_number, full_name, phones)
      VALUES (7, 'p1', '${at}', '${at}', 'дом', 'included', '16-000041', 'Дом', '["+78559271234"]');
    INSERT INTO provider (id, created_at, changed_at, removed) VALUES ('p2', '${at}', '${at}', 1);
    INSERT INTO provider_place (id, parent_id, position, address) VALUES ('w1', 'p1', 0, 'ул. Тихая, 1');
    INSERT INTO provider_search (rowid, words) SELECT seq, 'дом' FROM provider WHERE id = 'p1';`,
  40: `
    INSERT INTO peer_state (peer, sent_number, scanned_seq) VALUES ('almet', 3, 1);
    INSERT INTO exchange_round (at, taken, applied, quarantined, waiting, laid) VALUES ('${at}', 1, 1, 0, 0, 2);`,
  50: `
    UPDATE operator SET territory = '["92602000"]', must_change = 1, last_sign_in_at = '${at}' WHERE login = 'admin';
    INSERT INTO emergency_access (login, record_id, reason, taken_at, until) VALUES ('admin', 'c1', '1.AA', '${at}', '${at}');`,
  60: `
    INSERT INTO data_key (generation, state, made_at, backup_public, backup_private) VALUES (1, 'current', '${at}', 'AA', 'BB');
    INSERT INTO key_slot (owner, generation, secret, wrapped, made_at) VALUES ('recovery', 1, 'scrypt$1', 'CC', '${at}');
    INSERT INTO record_key VALUES ('c1', 1, 1, 'DD');
    INSERT INTO sealed_read VALUES ('2026-11-23', 'admin', 'c1');`,
  70: `
    UPDATE peer_state SET sent_number = 2, received_number = 2, received_head = 'h7' WHERE peer = 'almet';
    INSERT INTO incoming_message VALUES ('m1', 'almet', 1, 's1', 'applied', '${at}');
    INSERT INTO incoming_message VALUES ('m2', 'almet', 2, 's2', 'applied', '${at}');
    INSERT INTO incoming_message VALUES ('n1', 'almet', NULL, 's3', 'applied', '${at}');
    INSERT INTO audit VALUES (2, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m1', '{"peerHead":"h3"}', 'h1', 'h2');
    INSERT INTO audit VALUES (3, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m2', '{"peerHead":"h7"}', 'h2', 'h3');
    INSERT INTO audit VALUES (4, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m3', 'no JSON', 'h3', 'h4');`,
  80: `
    INSERT INTO person (id, created_at, changed_at, surname, territory) VALUES ('c1', '${at}', '${at}', '1.AA', '92701000');`,
  90: `
    INSERT INTO backup_run (kind, file_name, folder, bytes, started_at, took_ms, ok, error, audit_seq)
      VALUES ('daily', 'b.yardam-backup', 'D', 1, '${at}', 2, 1, NULL, 4);
    INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, replaces, office, operator, at, version, outcome, via, batch)
      VALUES ('${at}-0001-mintrud', 'provider', 'p1', 'p1', 'note', 'null', '"а"', NULL, 'mintrud', 'admin', '${at}', 2, 'applied', NULL, 'b1'),
             ('${at}-0000-almet', 'provider', 'p1', 'p1', 'note', 'null', '"б"', NULL, 'almet', 'А', '${at}', 2, 'conflict', 'almet', NULL),
             ('${at}-0002-mintrud', 'provider', 'p1', 'p1', 'note', '"а"', '"в"', '${at}-0001-mintrud', 'mintrud', 'admin', '${at}', 3, 'applied', NULL, NULL),
             ('${at}-0001-almet', 'provider', 'p1', 'p1', 'note', 'null', '"г"', NULL, 'almet', 'А', '${at}', 3, 'stale', 'almet', NULL),
             ('${at}-0002-almet', 'provider', 'p1', 'p1', 'inn', 'null', '"1"', 'x', 'almet', 'А', '${at}', 3, 'conflict', 'almet', NULL);
    INSERT INTO withheld_change (peer, seq) VALUES ('almet', 3);`,
  100: `
    INSERT INTO outgoing_packet VALUES ('o1', 'message', 'almet', 3, 'f1', 'laid', 0, '[]', '${at}', '${at}');`,
  110: `
    INSERT INTO backup_run (kind, file_name, folder, bytes, started_at, took_ms, ok, audit_seq)
    VALUES ('command', 'b', 'f', 1, '${at}', 1, 1, 1);`,
  120: `
    INSERT INTO identity_kept VALUES ('p1', 'p2', 'филиал', 'admin', '${at}');
    INSERT INTO identity_finding VALUES ('provider', 'p1', 'p2', 'inn', 'almet', '${at}');`,
  130: `
    UPDATE provider SET keeper = 'almet', decider = 'mintrud' WHERE id = 'p1';`,
  140: `
    UPDATE peer_state SET clock_days = 3 WHERE peer = 'almet';`,
  150: `
    INSERT INTO record_reference (registry, row_id, field, root_id, target_registry, target_id) VALUES ('pact', 'a1', 'provider', 'a1', 'provider', 'p1');`,
  160: `
    UPDATE peer_state SET clock_days = 400;`,
  200: `
    UPDATE provider SET legal_form = '75201', places_free = 3 WHERE id = 'p1';`,
};

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
