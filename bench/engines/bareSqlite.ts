import { Database, type BindValue, type Statement } from 'sqlite3';

/**
 * The rival: node's sqlite3 with prepared statements and nothing around it. It knows nothing of this program, so that
 * no change of ours makes it faster or slower.
 */
export interface BareSqlite {
  prepare(sql: string): Promise<BareStatement>;
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface BareStatement {
  run(values?: readonly BindValue[]): Promise<void>;
  all<T>(values?: readonly BindValue[]): Promise<T[]>;
}

export async function openBare(path: string): Promise<BareSqlite> {
  const raw = await new Promise<Database>((resolve, reject) => {
    const opening: Database = new Database(path, (error) =>
      error === null ? resolve(opening) : reject(error),
    );
  });
  const statements: Statement[] = [];
  return {
    async prepare(sql) {
      const statement = await new Promise<Statement>((resolve, reject) => {
        const prepared = raw.prepare(sql, (error: Error | null) =>
          error === null ? resolve(prepared) : reject(error),
        );
      });
      statements.push(statement);
      return bareStatement(statement);
    },
    script: (sql) => settle((done) => raw.exec(sql, done)),
    async close() {
      for (const statement of statements) await settle((done) => statement.finalize(done));
      await settle((done) => raw.close(done));
    },
  };
}

function bareStatement(statement: Statement): BareStatement {
  return {
    run: (values = []) => settle((done) => statement.run([...values], done)),
    all: <T>(values: readonly BindValue[] = []) =>
      new Promise<T[]>((resolve, reject) => {
        statement.all([...values], (error, rows) => (error === null ? resolve(rows as T[]) : reject(error)));
      }),
  };
}

const settle = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
