import type { Connection } from './sqliteConnection';
import type { Migration } from './migrations/migration';
import { m0010Ground } from './migrations/m0010Ground';
import { m0020Provider } from './migrations/m0020Provider';
import { m0030Exchange } from './migrations/m0030Exchange';
import { m0040Accounts } from './migrations/m0040Accounts';
import { m0050Sealing } from './migrations/m0050Sealing';
import { m0060Person } from './migrations/m0060Person';
import { m0070Witness } from './migrations/m0070Witness';
import { m0080Backup } from './migrations/m0080Backup';

/** Every step there is, in order: a static list, so that a bundler or a stray file cannot change it. */
export const migrations: readonly Migration[] = [
  m0010Ground,
  m0020Provider,
  m0030Exchange,
  m0040Accounts,
  m0050Sealing,
  m0060Person,
  m0070Witness,
  m0080Backup,
];

/** `user_version` of a file that has every step. */
export const latestVersion = migrations.reduce((latest, { number }) => Math.max(latest, number), 0);

/** Applies the steps above `from` up to `to`, each in a transaction of its own that also sets `user_version`. */
export async function migrate(
  connection: Connection,
  from: number,
  to: number = latestVersion,
): Promise<void> {
  for (const { number, sql } of migrations) {
    if (number <= from || number > to) continue;
    try {
      await connection.script(`BEGIN IMMEDIATE;${sql};PRAGMA user_version = ${number};COMMIT;`);
    } catch (error) {
      await connection.script('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
