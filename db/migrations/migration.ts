import type { Connection } from '../file/sqliteConnection';

/**
 * A step of the schema: forward only, in one transaction, frozen once shipped (its hash stands in
 * `schemaSnapshot.json`). Steps add; a retired table or column stays and its name is not used again. What a table is
 * rebuilt into must be said, and holds every row and value of it.
 */
export interface Migration {
  /** In tens: 10, 20, 30 … becomes `user_version`. */
  readonly number: number;
  readonly summary: string;
  /** Tables that this step drops, each with the one that has its rows from then on. */
  readonly rebuilds?: Readonly<Record<string, string>>;
  readonly sql: string;
  /** What no SQL can work out of the rows that are there; in the same transaction, after `sql`. */
  readonly fill?: (connection: Connection) => Promise<void>;
}
