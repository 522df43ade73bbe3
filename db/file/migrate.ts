import type { Registries } from '../../domain/registry';
import type { Migration } from '../migrations/migration';
import type { Connection } from './sqliteConnection';

/** What an office keeps, and the steps that make the tables for it. Who opens or makes a database is given both. */
export interface Declared {
  readonly registries: Registries;
  /** In order of their numbers. */
  readonly migrations: readonly Migration[];
}

/** `user_version` of a file that has every step. */
export const latestVersionOf = (migrations: readonly Migration[]): number =>
  migrations.reduce((latest, { number }) => Math.max(latest, number), 0);

/** Applies the steps above `from` up to `to`, each in a transaction of its own that also sets `user_version`. */
export async function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  from: number,
  to: number = latestVersionOf(migrations),
): Promise<void> {
  for (const { number, sql, fill } of migrations) {
    if (number <= from || number > to) continue;
    try {
      await connection.script(`BEGIN IMMEDIATE;${sql};`);
      await fill?.(connection);
      await connection.script(`PRAGMA user_version = ${number};COMMIT;`);
    } catch (error) {
      await connection.script('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
