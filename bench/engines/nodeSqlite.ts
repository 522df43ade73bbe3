import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

/**
 * Node's own SQLite behind the few words of the package `sqlite3` that the program uses, so that the whole program can
 * be measured on it (`npm run bench -- --engine node`). It works in the thread of the program: nothing else of it runs
 * meanwhile.
 */
type Done = (this: Statement, error: Error | null) => void;
type Rows = (error: Error | null, rows: unknown[]) => void;

export const OPEN_READONLY = 1;
export const OPEN_READWRITE = 2;
export const OPEN_CREATE = 4;

export class Database {
  readonly #raw: DatabaseSync | undefined;

  constructor(
    path: string,
    ...rest: [number, (error: Error | null) => void] | [(error: Error | null) => void]
  ) {
    const [mode, opened] = rest.length === 2 ? rest : [OPEN_READWRITE | OPEN_CREATE, rest[0]];
    const { error, value } = attempt(() => new DatabaseSync(path, { readOnly: mode === OPEN_READONLY }));
    this.#raw = value;
    setImmediate(() => opened(error));
  }
  serialize(): void {
    // One thread has no other order.
  }
  prepare(sql: string, prepared: (error: Error | null) => void): Statement {
    const { error, value } = attempt(() => this.#raw?.prepare(sql));
    const statement = new Statement(value);
    queueMicrotask(() => prepared(error));
    return statement;
  }
  exec(sql: string, done: (error: Error | null) => void): void {
    const { error } = attempt(() => this.#raw?.exec(sql));
    queueMicrotask(() => done(error));
  }
  close(done: (error: Error | null) => void): void {
    const { error } = attempt(() => this.#raw?.close());
    queueMicrotask(() => done(error));
  }
}

export class Statement {
  readonly #raw: StatementSync | undefined;
  changes = 0;

  constructor(raw: StatementSync | undefined) {
    this.#raw = raw;
  }
  all(values: SQLInputValue[], done: Rows): void {
    const { error, value } = attempt(() => this.#raw?.all(...this.#bound(values)));
    queueMicrotask(() => done(error, (value ?? []).map(plain)));
  }
  run(values: SQLInputValue[], done: Done): void {
    const { error, value } = attempt(() => this.#raw?.run(...this.#bound(values)));
    this.changes = Number(value?.changes ?? 0);
    queueMicrotask(() => done.call(this, error));
  }
  /** Numbered values are named ones to Node. */
  #bound(values: SQLInputValue[]): SQLInputValue[] {
    const sql = this.#raw?.sourceSQL ?? '';
    if (!/\?\d/.test(sql)) return values;
    const named = values.map((value, at) => [`?${at + 1}`, value] as const);
    const asked = named.filter(([name]) => new RegExp(`\\${name}(?!\\d)`).test(sql));
    return [Object.fromEntries(asked)] as unknown as SQLInputValue[];
  }
  finalize(done?: () => void): void {
    if (done !== undefined) queueMicrotask(done);
  }
}

export default { OPEN_READONLY, OPEN_READWRITE, OPEN_CREATE };

/** A row as the package gives it: an object like others, with buffers. */
const plain = (row: Record<string, SQLOutputValue>): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value) : value,
    ]),
  );

/** An error of Node's is named as that of the package: by SQLite's own number. */
function attempt<T>(work: () => T): { error: Error | null; value?: T } {
  try {
    return { error: null, value: work() };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { errcode } = error as { errcode?: number };
    const name = names[(errcode ?? 0) & 0xff];
    if (name !== undefined) Object.assign(error, { code: name, primaryCode: name });
    return { error };
  }
}

const names: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
};
