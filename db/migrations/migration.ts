/**
 * A step of the schema: forward only, in one transaction, frozen once shipped (its hash stands in
 * `schemaSnapshot.json`). Steps only ever add; a retired table or column stays and its name is not used again.
 */
export interface Migration {
  /** In tens: 10, 20, 30 … becomes `user_version`. */
  readonly number: number;
  readonly summary: string;
  readonly sql: string;
}
