/**
 * The order of a list, kept so that a page of it is a short step whatever its place. Either an index is walked and every
 * `stride`-th place marked, or the numbers of its rows are gathered, sorted once and kept. What no index answers is
 * looked for among a few thousand records and refused by name where they are more (0038).
 */
export interface Order {
  readonly total: number;
  /** Rows from this place on: as many of the limit as there are, with the columns asked for. */
  page(columns: readonly string[], from: number, limit: number): Promise<readonly Row[]>;
  /** The ids of all. */
  ids(): Promise<readonly string[]>;
}

export type Row = Readonly<Record<string, unknown>>;
