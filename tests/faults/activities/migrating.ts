import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { latestVersionOf } from '../../../db/file/migrate';
import { connect, type Connection } from '../../../db/file/sqliteConnection';
import { databaseFile } from '../../../db/file/openDatabase';
import { sha256Of } from '../../../electron/exchange/packet/sha256Of';
import { dumpTables } from '../../support/offices/soundDatabase';
import type { Activity, Ground } from '../activity';
import { olderProviders, olderVersion } from '../olderFolder';
import { reopen } from '../reopen';
import { shipped } from '../../../electron/app/shipped';

/**
 * A folder of an older version is opened and the opening killed: afterwards it opens with everything that was there,
 * and a backup is whole wherever there is one. Half-way folders are opened and killed again.
 */
export const migrating: Activity = {
  name: 'migrating',
  share: 16,
  killsPerFolder: 8,
  range: { lines: 1, reach: 1.1 },
  async begin(ground) {
    const dataFolder = await ground.makeFolder();
    const before = await inDatabase(join(ground.older, databaseFile), dumpTables);
    let isLeftHalf = false;
    return {
      watched: [
        { folders: [dataFolder], changes: 24 },
        { folders: [join(dataFolder, 'backups')], changes: 8 },
      ],
      async order() {
        if (!isLeftHalf) await layAgain(ground, dataFolder);
        isLeftHalf = true;
        return { dataFolder, records: [] };
      },
      heard: () => undefined,
      async look() {
        await expectBackupsWhole(dataFolder, before);
        const startMs = await reopen(ground, dataFolder, {
          async office(office) {
            const admin = await office.at('admin');
            const { total } = await admin.must('record.list', { registry: 'provider' });
            expect(total).toBe(olderProviders);
          },
          async file(read) {
            expect(await read.all('PRAGMA user_version')).toEqual([
              { user_version: latestVersionOf(shipped.migrations) },
            ]);
            const successors = successorsAt(latestVersionOf(shipped.migrations));
            for (const [table, rows] of Object.entries(before))
              await expectKept(read, successors.get(table) ?? table, rows);
          },
        });
        // There was a step to make, so there is a backup from before it.
        expect((await expectBackupsWhole(dataFolder, before)).length).toBeGreaterThan(0);
        isLeftHalf = false;
        return startMs;
      },
      finish: () => Promise.resolve(),
    };
  },
};

/** Tables that a step up to this version built anew, by the name they had. */
const successorsAt = (reached: number): ReadonlyMap<string, string> =>
  new Map(
    shipped.migrations
      .filter(({ number }) => number <= reached)
      .flatMap(({ rebuilds }) => Object.entries(rebuilds ?? {})),
  );

/** The older folder once more in the place of what was made of it. */
async function layAgain({ older, emptyFolder }: Ground, dataFolder: string): Promise<void> {
  await emptyFolder(dataFolder);
  await cp(older, dataFolder, { recursive: true });
  // As after an earlier step: so that what happens in it can be the moment to kill.
  await mkdir(join(dataFolder, 'backups'));
}

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** Every backup that goes by its name is a whole database of a version before, with all of its rows. */
async function expectBackupsWhole(dataFolder: string, before: Rows): Promise<readonly string[]> {
  const folder = join(dataFolder, 'backups');
  const names = await readdir(folder).catch(() => []);
  const backups = names.filter((name) => name.endsWith('.sqlite'));
  for (const name of backups)
    await inDatabase(join(folder, name), async (connection) => {
      expect(await connection.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      const version = await connection.get<{ user_version: number }>('PRAGMA user_version');
      expect(version?.user_version).toBeGreaterThanOrEqual(olderVersion);
      expect(version?.user_version).toBeLessThan(latestVersionOf(shipped.migrations));
      const successors = successorsAt(Number(version?.user_version));
      for (const [table, rows] of Object.entries(before))
        await expectKept(connection, successors.get(table) ?? table, rows);
    });
  return backups;
}

/** The rows that were there are there, cut to the columns there were; the journal may have grown. */
async function expectKept(
  read: Pick<Connection, 'all'>,
  table: string,
  rows: readonly unknown[],
): Promise<void> {
  const [first] = rows as readonly object[];
  if (first === undefined) return;
  const columns = Object.keys(first).map((column) => `"${column}"`);
  const found = await read.all(`SELECT ${columns.join(', ')} FROM "${table}" ORDER BY 1, 2`);
  // As text: comparing thousands of rows cell by cell takes seconds.
  const [held, wanted] = [found.slice(0, rows.length), rows].map((some) => sha256Of(JSON.stringify(some)));
  expect(`${table} ${held}`).toBe(`${table} ${wanted}`);
}

async function inDatabase<T>(path: string, look: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(path, 'read');
  try {
    return await look(connection);
  } finally {
    await connection.close();
  }
}
