import { connect, hasCode, type Connection } from './sqliteConnection';

/**
 * One program per data folder. The lock is an exclusive transaction on a database of its own, so the operating system
 * frees it even when the program is killed: a stale lock file cannot exist.
 */
export async function lockDataFolder(path: string): Promise<Connection | undefined> {
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
