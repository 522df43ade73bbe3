import type { ReadDb } from '../file/handles';

/** How far a question may reach; a test lowers them, so that few records are many. */
export interface Limits {
  /** Records that are looked through where an index does not answer: some twenty milliseconds. */
  readonly lookedThrough: number;
  /** Records that are gathered and sorted where indexes find them but hold no such order: half a second, once. */
  readonly gathered: number;
  /** Rows from one signpost of a walked index to the next. */
  readonly stride: number;
  /** Cells of an answer: more is no table that anybody reads. */
  readonly cells: number;
}

export const limits: Limits = { lookedThrough: 20_000, gathered: 250_000, stride: 400, cells: 20_000 };

/** The database, and how far a question may reach in it. */
export interface Reach {
  readonly db: ReadDb;
  readonly limits: Limits;
}
