import type { ReadDb, WriteTx } from '../handles';

export interface OperatorRow {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
}

export function findOperator(db: ReadDb, login: string): Promise<OperatorRow | undefined> {
  return db.get<OperatorRow>(
    'SELECT login, name, role, password_hash AS passwordHash FROM operator WHERE login = ?',
    [login],
  );
}

export async function addOperator(tx: WriteTx, operator: OperatorRow, at: string): Promise<void> {
  const { login, name, role, passwordHash } = operator;
  await tx.run('INSERT INTO operator (login, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)', [
    login,
    name,
    role,
    passwordHash,
    at,
  ]);
}

export async function hasOperators(db: ReadDb): Promise<boolean> {
  return (await db.get('SELECT 1 FROM operator LIMIT 1', [])) !== undefined;
}
