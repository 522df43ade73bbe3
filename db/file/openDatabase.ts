import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/values/result';
import { createDatabase, type Database } from './database';
import { lockDataFolder, type DataLock } from './dataLock';
import { isAbsent, refusalOfOwnFile } from './fileFault';
import { readFileHeader, type FileHeader } from './fileHeader';
import { latestVersionOf, migrate, type Declared } from './migrate';
import { closeToOthers, makeOwnFolder } from './ownFolder';
import { finishRestoration, restorationIn } from './restoration';
import { connect, hasCode, type Connection } from './sqliteConnection';
import { steadyFiles } from './steadyFiles';
import { makeFolders } from './makeFolders';

/**
 * Opens the office's database. It refuses rather than repairs: a newer, damaged or foreign file is named and left as it
 * is, a second program on the same folder is turned away. Never delete, replace or create a database here.
 */
export type OpenError =
  | 'data.locked'
  | 'data.newer'
  | 'data.damaged'
  | 'data.foreign'
  | 'data.absent'
  | 'restore.unfinished'
  | 'file.unwritable'
  | 'disk.full'
  | 'backup.unverified'
  | 'config.invalid';

/**
 * Makes a sealed backup of a file that is about to be brought up to date. `keyless`: the office has no key to seal it to
 * yet, and a plain copy beside the plain database tells nobody more.
 */
export type BackUpSealed = () => Promise<
  Result<'made' | 'keyless', 'file.unwritable' | 'disk.full' | 'backup.unverified' | 'config.invalid'>
>;

export const databaseFile = 'yardam.sqlite';
/** `application_id` of the file header: "YRDM". Tells our databases from those of other programs. */
const applicationId = 0x5952444d;
/**
 * `recursive_triggers` makes REPLACE fire the triggers that keep the log and the journal append-only; `secure_delete`
 * overwrites what is deleted, so that a key that was destroyed is not found in a free page. `wal_autocheckpoint`: whoever
 * commits empties the log of writes; four megabytes at once, as SQLite does unasked, keep a save waiting beside a file.
 */
const pragmas = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
  PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 200;`;

export async function openDatabase(
  folder: string,
  now: () => Date,
  declared: Declared,
  backUpSealed: BackUpSealed = () => Promise.resolve(ok('keyless')),
): Promise<Result<Database, OpenError>> {
  const path = join(folder, databaseFile);
  let lock: DataLock | undefined;
  let writer: Connection | undefined;
  const close = async (): Promise<void> => {
    await writer?.close();
    await lock?.close();
  };
  try {
    const finished = await finishCutOff(folder);
    if (!finished.ok) return finished;
    const unopened = refuseUnopened(await readFileHeader(path), folder, declared);
    if (!unopened.ok) return unopened;
    lock = await lockDataFolder(path);
    if (lock === undefined) return fail('data.locked', { params: { folder } });
    const hadLog = (await readFileHeader(`${path}-wal`)).kind !== 'absent';
    writer = await connect(path, 'write');
    // From its first reading on it is seen by whoever asks who has the file open.
    await pragma(writer, 'user_version');
    const prepared = (await lock.isOfFolder())
      ? await prepare(writer, folder, now, declared, backUpSealed)
      : fail('data.locked', { params: { folder } });
    if (prepared.ok && hadLog) await emptyLog(writer);
    if (prepared.ok) return ok(await createDatabase(path, writer, lock, now, declared));
    await close();
    return prepared;
  } catch (error) {
    await close();
    return await refuseThrown(error, folder);
  }
}

/** A restoration that was cut off comes first: until it is carried out no database here is whole. */
async function finishCutOff(folder: string): Promise<Result<null, 'restore.unfinished' | 'data.locked'>> {
  if ((await restorationIn(folder)) === 'none') return ok(null);
  const lock = await lockDataFolder(join(folder, databaseFile));
  if (lock === undefined) return fail('data.locked', { params: { folder } });
  try {
    return await finishRestoration(folder);
  } finally {
    await lock.close();
  }
}

/** What the system or SQLite threw at opening, by name; what has none is thrown on. */
export async function refuseThrown(error: unknown, folder: string): Promise<Result<never, OpenError>> {
  if (hasCode(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB')) return damaged(folder, String(error));
  const cause = hasCode(error, 'SQLITE_CANTOPEN') ? ((await whyClosed(folder)) ?? error) : error;
  const refusal = refusalOfOwnFile(cause, join(folder, databaseFile));
  if (refusal !== undefined) return refusal;
  throw error;
}

/** SQLite does not say why a file cannot be opened; the system does, when it is asked for each that SQLite wants. */
async function whyClosed(folder: string): Promise<unknown> {
  for (const name of [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`, 'lock.sqlite']) {
    const file = await open(join(folder, name), 'r+').catch((error: unknown) => error);
    if (file instanceof Error) {
      if (!isAbsent(file)) return file;
    } else await (file as FileHandle).close();
  }
  return undefined;
}

/** What the bytes alone tell; nothing is opened, so nothing changes. */
export function refuseUnopened(
  header: FileHeader,
  folder: string,
  { migrations }: Pick<Declared, 'migrations'>,
): Result<null, OpenError> {
  if (header.kind === 'absent') return fail('data.absent', { params: { folder } });
  if (header.kind === 'damaged') return damaged(folder, 'the file header is not that of a database');
  if (header.applicationId !== applicationId) return fail('data.foreign', { params: { folder } });
  return refuseNewer(header.userVersion, latestVersionOf(migrations), folder);
}

function refuseNewer(version: number, known: number, folder: string): Result<null, 'data.newer'> {
  if (version <= known) return ok(null);
  return fail('data.newer', { params: { folder, found: version, known } });
}

/** What it could be restored from is put in by whoever knows of backups. */
export const damaged = (folder: string, detail: string) =>
  fail('data.damaged', { params: { folder, detail } });

/** Looks the opened file over, and brings it up to date after a backup. */
async function prepare(
  writer: Connection,
  folder: string,
  now: () => Date,
  { migrations }: Declared,
  backUpSealed: BackUpSealed,
): Promise<Result<null, OpenError>> {
  // Asked again: after a crash the newest version number may lie in the write-ahead log alone.
  const version = await pragma(writer, 'user_version');
  const latest = latestVersionOf(migrations);
  const known = refuseNewer(version, latest, folder);
  if (!known.ok) return known;
  const damage = await findDamage(writer);
  if (damage !== undefined) return damaged(folder, damage);
  await writer.script(pragmas);
  if (version < latest) {
    const sealed = await backUpSealed();
    if (!sealed.ok) return sealed;
    if (sealed.value === 'keyless') await backUpBefore(writer, folder, version, now());
    await migrate(writer, migrations, version);
  }
  return ok(null);
}

/**
 * What a killed program left in its write-ahead log goes into the file: a key that it destroyed must not live on there.
 * On a full disk the log waits; the office opens, and closing it empties the log as always.
 */
async function emptyLog(writer: Connection): Promise<void> {
  try {
    await writer.script('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!hasCode(error, 'SQLITE_FULL')) throw error;
  }
}

/** Makes a new, empty database of the latest version. Refuses when a file is there. */
export async function createDatabaseFile(
  folder: string,
  { migrations }: Pick<Declared, 'migrations'>,
  to: number = latestVersionOf(migrations),
): Promise<Result<null, 'data.present'>> {
  const path = join(folder, databaseFile);
  if ((await restorationIn(folder)) === 'undone') return fail('data.present', { params: { folder } });
  // A write-ahead log that outlived its database would be played into the new one.
  for (const file of [path, `${path}-wal`]) {
    if ((await readFileHeader(file)).kind !== 'absent') return fail('data.present', { params: { folder } });
  }
  await makeOwnFolder(folder);
  // Under another name until it is whole: what is cut off in the middle never looks like an office's database.
  const draft = join(folder, `${databaseFile}.new`);
  await removeDatabase(draft);
  const connection = await connect(draft, 'create');
  try {
    await connection.script(`PRAGMA application_id = ${applicationId}; ${pragmas}`);
    await migrate(connection, migrations, 0, to);
  } catch (error) {
    await connection.close();
    await removeDatabase(draft);
    throw error;
  }
  await connection.close();
  // SQLite gives its log the mode of the database.
  await closeToOthers(draft, 0o600);
  await steadyFiles.rename(draft, path);
  return ok(null);
}

async function removeDatabase(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await steadyFiles.remove(path + end);
}

async function backUpBefore(writer: Connection, folder: string, version: number, at: Date): Promise<void> {
  const backups = join(folder, 'backups');
  await makeFolders(backups);
  const name = `before-migration-from-${version}-${at.toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
  // One name for every attempt: what a killed start left half is taken away by the next one.
  const draft = join(backups, 'before-migration.sqlite.new');
  try {
    await removeDatabase(draft);
    await writer.run('VACUUM INTO ?', [draft]);
  } catch (error) {
    await removeDatabase(draft);
    throw error;
  }
  await steadyFiles.rename(draft, join(backups, name));
}

export async function findDamage(connection: Connection): Promise<string | undefined> {
  const rows = await connection.all<{ quick_check: string }>('PRAGMA quick_check(1)');
  const finding = rows[0]?.quick_check;
  return finding === 'ok' ? undefined : (finding ?? 'no answer');
}

async function pragma(connection: Connection, name: string): Promise<number> {
  const row = await connection.get<Record<string, number>>(`PRAGMA ${name}`);
  return row?.[name] ?? 0;
}
