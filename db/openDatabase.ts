import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../domain/values/result';
import { createDatabase, type Database } from './database';
import { lockDataFolder } from './dataLock';
import { latestVersion, migrate } from './migrate';
import { connect, type Connection } from './sqliteConnection';

/**
 * Opens the office's database. It refuses rather than repairs: a newer, damaged or foreign file is named and left as it
 * is, a second program on the same folder is turned away. Never delete, replace or create a database here.
 */
export type OpenError = 'data.locked' | 'data.newer' | 'data.damaged' | 'data.foreign' | 'data.absent';

export const databaseFile = 'yardam.sqlite';
/** `application_id` of the file header: "YRDM". Tells our databases from those of other programs. */
const applicationId = 0x5952444d;
const pragmas =
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;';

export async function openDatabase(folder: string, now: () => Date): Promise<Result<Database, OpenError>> {
  const path = join(folder, databaseFile);
  const header = await readHeader(path);
  if (header === 'absent') return fail('data.absent', { params: { folder } });
  const lock = await lockDataFolder(join(folder, 'lock.sqlite'));
  if (lock === undefined) return fail('data.locked', { params: { folder } });
  const refuse = async (
    code: Exclude<OpenError, 'data.locked'>,
    params: Record<string, string | number> = {},
  ) => {
    await lock.close();
    return fail(code, { params: { folder, ...params } });
  };
  if (header === 'damaged')
    return refuse('data.damaged', { detail: 'the file header is not that of a database' });

  let writer: Connection | undefined;
  try {
    writer = await connect(path, 'write');
    const id = await pragma(writer, 'application_id');
    if (id !== applicationId) return await closeAnd(writer, () => refuse('data.foreign'));
    const version = await pragma(writer, 'user_version');
    if (version > latestVersion)
      return await closeAnd(writer, () => refuse('data.newer', { found: version, known: latestVersion }));
    const damage = await findDamage(writer);
    if (damage !== undefined) return await closeAnd(writer, () => refuse('data.damaged', { detail: damage }));
    await writer.script(pragmas);
    if (version < latestVersion) {
      await backUpBefore(writer, folder, version, now());
      await migrate(writer, version);
    }
    return ok(await createDatabase(path, writer, lock, now));
  } catch (error) {
    if (!isDamage(error)) throw error;
    return await closeAnd(writer, () => refuse('data.damaged', { detail: String(error) }));
  }
}

/** Makes a new, empty database of the latest version. Refuses when a file is there. */
export async function createDatabaseFile(
  folder: string,
  to: number = latestVersion,
): Promise<Result<null, 'data.present'>> {
  const path = join(folder, databaseFile);
  if ((await readHeader(path)) !== 'absent') return fail('data.present', { params: { folder } });
  await mkdir(folder, { recursive: true });
  const connection = await connect(path, 'create');
  await connection.script(`PRAGMA application_id = ${applicationId}; ${pragmas}`);
  await migrate(connection, 0, to);
  await connection.close();
  return ok(null);
}

async function backUpBefore(writer: Connection, folder: string, version: number, at: Date): Promise<void> {
  const backups = join(folder, 'backups');
  await mkdir(backups, { recursive: true });
  const name = `before-migration-from-${version}-${at.toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
  await writer.run('VACUUM INTO ?', [join(backups, name)]);
}

async function readHeader(path: string): Promise<'absent' | 'damaged' | 'sound'> {
  const size = await stat(path).then(
    (it) => it.size,
    () => -1,
  );
  if (size < 0) return 'absent';
  if (size < 512) return 'damaged';
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1') === 'SQLite format 3\0' ? 'sound' : 'damaged';
  } finally {
    await file.close();
  }
}

async function findDamage(connection: Connection): Promise<string | undefined> {
  const rows = await connection.all<{ quick_check: string }>('PRAGMA quick_check(1)');
  const finding = rows[0]?.quick_check;
  return finding === 'ok' ? undefined : (finding ?? 'no answer');
}

async function pragma(connection: Connection, name: string): Promise<number> {
  const row = await connection.get<Record<string, number>>(`PRAGMA ${name}`);
  return row?.[name] ?? 0;
}

async function closeAnd<T>(connection: Connection | undefined, then: () => Promise<T>): Promise<T> {
  await connection?.close();
  return then();
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB';
}
