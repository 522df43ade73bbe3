import type { ReadDb } from '../../../db/file/handles';
import type { Connection, SqlValue } from '../../../db/file/sqliteConnection';

/** Statements that were sent, each with what it was last sent with: the driver plans none without. */
export type Asked = Map<string, readonly SqlValue[]>;

export interface Plan {
  readonly sql: string;
  readonly plan: string;
}

export const noting =
  <R>(asked: Asked, send: (sql: string, values?: readonly SqlValue[]) => R) =>
  (sql: string, values: readonly SqlValue[] = []): R => {
    asked.set(sql, values);
    return send(sql, values);
  };

/** The handle, telling which statements it is sent. */
export const listening = <T extends ReadDb>(handle: T, asked: Asked): T => ({
  ...handle,
  all: noting(asked, handle.all),
  get: noting(asked, handle.get),
});

/** The statements that some work sends, each with its plan. */
export async function plansOfAll(
  plans: Connection,
  asked: Asked,
  work: () => Promise<unknown>,
): Promise<readonly Plan[]> {
  asked.clear();
  await work();
  const found: Plan[] = [];
  for (const [sql, values] of asked) {
    const lines = await plans.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
    found.push({ sql: sql.replace(/\s+/g, ' '), plan: lines.map(({ detail }) => detail).join(' | ') });
  }
  if (found.length === 0) throw new Error('nothing was asked');
  return found;
}

export const sorts = (plan: string): boolean => plan.includes('TEMP B-TREE');
