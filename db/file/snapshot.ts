import { auditTail } from '../journal/auditLog';
import { verifyContents, type ContentsReport } from '../journal/verifyContents';
import type { AuditTail } from './handles';
import { listAllSlots, listDataKeys, type DataKeyRow, type SlotRow } from '../sealing/keyRepository';
import { logTable } from '../record/logTable';
import { connect, hasCode, type Connection } from './sqliteConnection';

/**
 * A copy of the database at one moment, and what a copy holds. The copy is made by a reader: in WAL mode that holds no
 * writer up, and what is committed meanwhile is simply not in it. A copy is never opened for writing here.
 */
export interface Snapshot {
  readonly schema: number;
  /** Rows of every table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly audit: AuditTail;
  readonly lastChange: number;
}

/** Keys in use as they lie in a copy, and the slots that open them with what their secrets are stretched by. */
export interface SnapshotKeys {
  readonly keys: readonly DataKeyRow[];
  readonly slots: readonly SlotRow[];
}

/** Writes a consistent copy to a path where nothing lies. */
export async function copyDatabase(path: string, to: string): Promise<void> {
  const reader = await connect(path, 'read');
  try {
    // The copy lives for minutes and is checked before it counts; forcing it to the disk would make saving wait for it.
    await reader.script('PRAGMA synchronous = OFF');
    await reader.run('VACUUM INTO ?', [to]);
  } finally {
    await reader.close();
  }
}

/** What a copy holds; undefined when SQLite finds it damaged. */
export async function describeCopy(path: string): Promise<Snapshot | undefined> {
  return reading(path, async (copy) => {
    const check = await copy.get<{ quick_check: string }>('PRAGMA quick_check(1)');
    if (check?.quick_check !== 'ok') return undefined;
    const tables = await copy.all<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY name`,
    );
    const rows: Record<string, number> = {};
    for (const { name } of tables) {
      // The name comes from the schema; a quote in it is doubled, as SQL wants.
      const row = await copy.get<{ n: number }>(`SELECT count(*) AS n FROM "${name.replaceAll('"', '""')}"`);
      rows[name] = row?.n ?? 0;
    }
    return { schema: await schemaOf(copy), rows, ...(await endsOf(copy)) };
  });
}

/** Are the bytes of its files those that were attached? Undefined where it cannot be read. */
export const verifyContentsOf = (path: string): Promise<ContentsReport | undefined> =>
  reading(path, (copy) => verifyContents(copy));

/** Nothing where the schema is older than keys are. */
export async function readKeys(path: string): Promise<SnapshotKeys> {
  const found = await reading(path, async (copy) => {
    const table = await copy.get("SELECT 1 FROM sqlite_schema WHERE name = 'data_key'");
    if (table === undefined) return undefined;
    return { keys: await listDataKeys(copy), slots: await listAllSlots(copy) };
  });
  return found ?? { keys: [], slots: [] };
}

async function reading<T>(path: string, look: (copy: Connection) => Promise<T>): Promise<T | undefined> {
  let copy: Connection | undefined;
  try {
    copy = await connect(path, 'read');
    return await look(copy);
  } catch (error) {
    if (hasCode(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_ERROR'))
      return undefined;
    throw error;
  } finally {
    await copy?.close();
  }
}

async function endsOf(copy: Connection): Promise<Pick<Snapshot, 'audit' | 'lastChange'>> {
  const last = await copy.get<{ seq: number | null }>(`SELECT max(seq) AS seq FROM ${await logTable(copy)}`);
  return { audit: await auditTail(copy), lastChange: last?.seq ?? 0 };
}

async function schemaOf(copy: Connection): Promise<number> {
  return (await copy.get<{ user_version: number }>('PRAGMA user_version'))?.user_version ?? 0;
}
