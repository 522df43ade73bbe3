import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import sqlite3, { Database, type Statement } from 'sqlite3';

/**
 * One SQLite connection with prepared statements kept by their text. This file, `openDatabase.ts` and the search index
 * in `searchIndex.ts` are all that knows it is SQLite; the rest speaks SQL through the handles.
 */
export type SqlValue = string | number | null | Uint8Array;

export interface Connection {
  all<T>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
  /** The first row, or undefined: for statements that answer one row at most. */
  get<T>(sql: string, values?: readonly SqlValue[]): Promise<T | undefined>;
  /** Number of rows changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** Several statements without values: pragmas, schema. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** More distinct statements than this program has; a bound against leaks, not a tuning knob. */
const statementsKept = 400;

export async function connect(path: string, access: 'read' | 'write' | 'create'): Promise<Connection> {
  const folder = dirname(path);
  const raw = await openRaw(path, access).catch((error: unknown) => withoutRoom(error, folder));
  const traced = <T>(sql: string, work: () => Promise<T>): Promise<T> => tracedIn(folder, sql, work);
  const statements = new Map<string, Promise<Statement>>();

  const prepare = (sql: string): Promise<Statement> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= statementsKept) forgetOldest(statements);
    const prepared = prepareRaw(raw, sql);
    statements.set(sql, prepared);
    prepared.catch(() => statements.delete(sql));
    return prepared;
  };

  const all = <T>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> =>
    traced(sql, async () => {
      const statement = await prepare(sql);
      return new Promise<T[]>((resolve, reject) => {
        statement.all([...values], (error, rows) => (error === null ? resolve(rows as T[]) : reject(error)));
      });
    });

  return {
    all,
    async get<T>(sql: string, values: readonly SqlValue[] = []) {
      // Not the driver's own `get`: it leaves the statement half way, and the next reader of it would go on from there.
      const [row] = await all<T>(sql, values);
      return row;
    },
    run: (sql, values = []) =>
      traced(sql, async () => {
        const statement = await prepare(sql);
        return new Promise<number>((resolve, reject) => {
          statement.run([...values], function (error) {
            if (error === null) resolve(this.changes ?? 0);
            else reject(error);
          });
        });
      }),
    script: (sql) =>
      traced(
        sql,
        () =>
          new Promise((resolve, reject) => {
            raw.exec(sql, (error) => (error === null ? resolve() : reject(error)));
          }),
      ),
    async close() {
      for (const statement of statements.values()) {
        const prepared = await statement.catch(() => undefined);
        if (prepared !== undefined) await new Promise<void>((done) => prepared.finalize(() => done()));
      }
      statements.clear();
      await new Promise<void>((resolve, reject) => {
        raw.close((error) => (error === null ? resolve() : reject(error)));
      });
    },
  };
}

/**
 * What SQLite refuses it says from a thread of its own, where nobody of ours stands: the statement and who asked for it
 * are put beside. The text of a statement holds no value, its parameters do and go nowhere.
 */
async function tracedIn<T>(folder: string, sql: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Those who wait for this function are still known here, and looking at them costs nothing until then.
    const asked: { stack?: string } = {};
    Error.captureStackTrace(asked, tracedIn);
    if (error instanceof Error) Object.assign(error, { statement: sql, stack: asked.stack ?? '' });
    return await withoutRoom(error, folder);
  }
}

/**
 * Where the last kilobytes are not enough for a file that SQLite keeps beside the database, it says no more than that
 * reading or opening failed. The disk is asked then, and the error says `SQLITE_FULL` as everywhere else.
 */
async function withoutRoom(error: unknown, folder: string): Promise<never> {
  if (hasCode(error, 'SQLITE_IOERR', 'SQLITE_CANTOPEN')) {
    const disk = await statfs(folder).catch(() => undefined);
    if (disk !== undefined && disk.bavail * disk.bsize < leastRoom)
      Object.assign(error, { code: 'SQLITE_FULL', primaryCode: 'SQLITE_FULL' });
  }
  throw error;
}

/** The index of the write-ahead log grows by half of it. */
const leastRoom = 64 * 1024;

/** The text of the statement that failed; undefined for what is no failure of SQLite. */
export const failedStatement = (error: unknown): string | undefined =>
  error instanceof Error && 'statement' in error ? String(error.statement) : undefined;

/** Did SQLite name one of these as the cause? It says more exactly which (`SQLITE_IOERR_SHMSIZE`) and of what kind. */
export function hasCode(error: unknown, ...codes: readonly string[]): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, primaryCode } = error as { code?: unknown; primaryCode?: unknown };
  return codes.some((one) => one === code || one === primaryCode);
}

function openRaw(path: string, access: 'read' | 'write' | 'create'): Promise<Database> {
  const modes = {
    read: sqlite3.OPEN_READONLY,
    write: sqlite3.OPEN_READWRITE,
    create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
  };
  return new Promise((resolve, reject) => {
    const raw = new Database(path, modes[access], (error) => {
      if (error !== null) {
        reject(error);
        return;
      }
      raw.serialize();
      resolve(raw);
    });
  });
}

function prepareRaw(raw: Database, sql: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement = raw.prepare(sql, (error: Error | null) =>
      error === null ? resolve(statement) : reject(error),
    );
  });
}

function forgetOldest(statements: Map<string, Promise<Statement>>): void {
  for (const [sql, statement] of statements) {
    statements.delete(sql);
    statement.then((prepared) => prepared.finalize()).catch(() => undefined);
    return;
  }
}
