import { link, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { connect, hasCode, type Connection } from './sqliteConnection';
import { steadyFiles } from './steadyFiles';

/**
 * One program per data folder. The lock is an exclusive transaction on a database of its own, so the operating system
 * frees it even when the program is killed: a stale lock file cannot exist. On Linux a file that is open can be taken
 * away and made anew, and two programs would hold two locks; so the office's database is asked as well whether anybody
 * has it open, and who has opened it asks again whether his lock is still the one of the folder. Of two that start at
 * once over a lock that was taken away, the one who opened first is seen by the other, and otherwise both draw back.
 */
export interface DataLock {
  /** Is the file that was locked still the one that the next program would lock? */
  isOfFolder(): Promise<boolean>;
  close(): Promise<void>;
}

/** Locks the folder of this database. Undefined where another program has it. */
export async function lockDataFolder(database: string): Promise<DataLock | undefined> {
  const path = join(dirname(database), 'lock.sqlite');
  await makeEmpty(path);
  const inode = await inodeOf(path);
  const connection = await lockFile(path);
  if (connection === undefined) return undefined;
  const lock: DataLock = {
    isOfFolder: async () => inode !== undefined && (await inodeOf(path)) === inode,
    close: () => connection.close(),
  };
  if ((await lock.isOfFolder()) && !(await isOpenElsewhere(database))) return lock;
  await lock.close();
  return undefined;
}

async function lockFile(path: string): Promise<Connection | undefined> {
  const connection = await connect(path, 'create');
  try {
    await connection.script('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return connection;
  } catch (error) {
    await connection.close();
    if (hasCode(error, 'SQLITE_BUSY', 'SQLITE_LOCKED')) return undefined;
    throw error;
  }
}

/**
 * Whoever has the database open holds a lock of the file itself, whatever became of other files. It is asked for under a
 * second name, where no write-ahead log lies: nothing of the log is played in, and not a byte of the database changes.
 */
async function isOpenElsewhere(database: string): Promise<boolean> {
  const name = join(dirname(database), 'lock-probe.sqlite');
  await removeProbe(name);
  try {
    await link(database, name);
  } catch {
    // No database yet, or a disk without second names: the lock alone has to do.
    return false;
  }
  try {
    const probe = await lockFile(name);
    await probe?.close();
    return probe === undefined;
  } catch {
    // Damaged or foreign: whoever opens it says so.
    return false;
  } finally {
    await removeProbe(name);
  }
}

async function removeProbe(name: string): Promise<void> {
  // Windows keeps a name while somebody looks at the file; the next start takes it away.
  for (const end of ['', '-wal', '-shm', '-journal']) await steadyFiles.removeIfFree(name + end);
}

/** Only what is not there is opened: closing a file frees every lock that this process has on it. */
async function makeEmpty(path: string): Promise<void> {
  // What stands in the way SQLite names when it comes to lock.
  const made = await open(path, 'wx', 0o600).catch(() => undefined);
  await made?.close();
}

const inodeOf = async (path: string): Promise<bigint | undefined> =>
  (await stat(path, { bigint: true }).catch(() => undefined))?.ino;
