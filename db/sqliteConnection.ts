import sqlite3 from 'sqlite3';

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
  const raw = await openRaw(path, access);
  const statements = new Map<string, Promise<sqlite3.Statement>>();

  const prepare = (sql: string): Promise<sqlite3.Statement> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= statementsKept) forgetOldest(statements);
    const prepared = prepareRaw(raw, sql);
    statements.set(sql, prepared);
    prepared.catch(() => statements.delete(sql));
    return prepared;
  };

  const all = async <T>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> => {
    const statement = await prepare(sql);
    return new Promise((resolve, reject) => {
      statement.all<T>(values, (error, rows) => (error === null ? resolve(rows) : reject(error)));
    });
  };

  return {
    all,
    async get<T>(sql: string, values: readonly SqlValue[] = []) {
      // Not the driver's own `get`: it leaves the statement half way, and the next reader of it would go on from there.
      const [row] = await all<T>(sql, values);
      return row;
    },
    async run(sql, values = []) {
      const statement = await prepare(sql);
      return new Promise<number>((resolve, reject) => {
        statement.run(values, function (this: sqlite3.RunResult, error: Error | null) {
          if (error === null) resolve(this.changes);
          else reject(error);
        });
      });
    },
    script: (sql) =>
      new Promise((resolve, reject) => {
        raw.exec(sql, (error) => (error === null ? resolve() : reject(error)));
      }),
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

/** Did SQLite name one of these as the cause? */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function openRaw(path: string, access: 'read' | 'write' | 'create'): Promise<sqlite3.Database> {
  const modes = {
    read: sqlite3.OPEN_READONLY,
    write: sqlite3.OPEN_READWRITE,
    create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
  };
  return new Promise((resolve, reject) => {
    const raw = new sqlite3.Database(path, modes[access], (error) => {
      if (error !== null) {
        reject(error);
        return;
      }
      raw.serialize();
      resolve(raw);
    });
  });
}

function prepareRaw(raw: sqlite3.Database, sql: string): Promise<sqlite3.Statement> {
  return new Promise((resolve, reject) => {
    const statement = raw.prepare(sql, (error: Error | null) =>
      error === null ? resolve(statement) : reject(error),
    );
  });
}

function forgetOldest(statements: Map<string, Promise<sqlite3.Statement>>): void {
  for (const [sql, statement] of statements) {
    statements.delete(sql);
    statement.then((prepared) => prepared.finalize()).catch(() => undefined);
    return;
  }
}
