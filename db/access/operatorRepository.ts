import type { ReadDb, WriteTx } from '../file/handles';
import type { SqlValue } from '../file/sqliteConnection';

/** Accounts. A login is given once: accounts are blocked and stay (a trigger holds it). */
export interface OperatorRow {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  /** A stretched password with its parameters: `keySlots.ts`. */
  readonly passwordHash: string;
  readonly territory: readonly string[];
  readonly blockedAt: string | null;
  readonly mustChange: boolean;
  readonly failedCount: number;
  readonly lockedUntil: string | null;
  readonly lastSignInAt: string | null;
}

interface Stored extends Omit<OperatorRow, 'territory' | 'mustChange'> {
  readonly territory: string;
  readonly mustChange: number;
}

const select = `SELECT login, name, role, password_hash AS passwordHash, territory, blocked_at AS blockedAt,
  must_change AS mustChange, failed_count AS failedCount, locked_until AS lockedUntil,
  last_sign_in_at AS lastSignInAt FROM operator`;

const toRow = (stored: Stored): OperatorRow => ({
  ...stored,
  territory: JSON.parse(stored.territory) as readonly string[],
  mustChange: stored.mustChange === 1,
});

export async function findOperator(db: ReadDb, login: string): Promise<OperatorRow | undefined> {
  const row = await db.get<Stored>(`${select} WHERE login = ?`, [login]);
  return row === undefined ? undefined : toRow(row);
}

export async function listOperators(db: ReadDb): Promise<OperatorRow[]> {
  return (await db.all<Stored>(`${select} ORDER BY login`)).map(toRow);
}

export async function hasOperators(db: ReadDb): Promise<boolean> {
  return (await db.get('SELECT 1 FROM operator LIMIT 1')) !== undefined;
}

export interface NewOperator extends Pick<OperatorRow, 'login' | 'name' | 'role' | 'passwordHash'> {
  readonly territory?: readonly string[];
  readonly mustChange?: boolean;
}

export async function addOperator(tx: WriteTx, operator: NewOperator, at: string): Promise<void> {
  const { login, name, role, passwordHash, territory = [], mustChange = false } = operator;
  await tx.run(
    `INSERT INTO operator (login, name, role, password_hash, created_at, territory, must_change)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [login, name, role, passwordHash, at, JSON.stringify(territory), mustChange ? 1 : 0],
  );
}

type Changes = Partial<Omit<OperatorRow, 'login'>>;

const columns = {
  name: 'name',
  role: 'role',
  passwordHash: 'password_hash',
  territory: 'territory',
  blockedAt: 'blocked_at',
  mustChange: 'must_change',
  failedCount: 'failed_count',
  lockedUntil: 'locked_until',
  lastSignInAt: 'last_sign_in_at',
} as const satisfies Record<keyof Changes, string>;

export async function changeOperator(tx: WriteTx, login: string, changes: Changes): Promise<void> {
  const cells = Object.entries(columns).flatMap(([field, column]): [string, SqlValue][] => {
    const value = changes[field as keyof Changes];
    return value === undefined ? [] : [[column, toSql(value)]];
  });
  if (cells.length === 0) return;
  await tx.run(`UPDATE operator SET ${cells.map(([column]) => `${column} = ?`).join(', ')} WHERE login = ?`, [
    ...cells.map(([, value]) => value),
    login,
  ]);
}

function toSql(value: string | number | boolean | null | readonly string[]): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
