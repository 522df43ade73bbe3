import type { FieldValue } from '../registry/fieldKinds';

/**
 * A question over the records of one registry, as data: which of them, in which order. It never holds SQL, and whoever
 * asks it is shown no more than without it (docs/decisions/0038).
 */
export interface Question {
  /** All must hold; conditions on one list must hold for one and the same row of it. */
  readonly where: readonly Condition[];
  /** The first field first. What is equal in all of them lies in order of title, then of ids. */
  readonly sort: readonly SortBy[];
}

export type Asked = string | number | boolean;

export interface Condition {
  /** A field, a system field, `list.field`, or a list. */
  readonly field: string;
  readonly is?: Asked;
  readonly in?: readonly Asked[];
  /** Days, numbers; both ends belong to it. */
  readonly from?: string | number;
  readonly to?: string | number;
  readonly empty?: boolean;
  /** Part of the text, whatever its case; ё is е. */
  readonly contains?: string;
}

export interface SortBy {
  /** `title`, a system field, or a field of the record. */
  readonly field: string;
  readonly descending: boolean;
}

/** What `record.ask` answers: how many records, or the sum of a field over them, for each value of what was grouped by. */
export interface Cell {
  readonly key: Readonly<Record<string, FieldValue>>;
  readonly value: number;
}
