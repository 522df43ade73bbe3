import type { FieldValue } from '../registry/fieldKinds';

/**
 * One field of one record became another value. Rows, log, audit and search index follow from changes alone; nothing
 * else may alter a registry. A change keeps its stamp and office wherever it travels, so nothing echoes back.
 */
export interface Change {
  /** Hybrid logical time + office: names the change everywhere and orders all changes (`hybridClock.ts`). */
  readonly stamp: string;
  readonly registry: string;
  readonly recordId: string;
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  /** Stamp of the change whose value the operator saw and replaced; null for the first value of a field. */
  readonly replaces: string | null;
  /** Code of the office where it was made. */
  readonly office: string;
  /** Who made it, by name. */
  readonly operator: string;
  /** The office's calendar time of the edit, ISO 8601 with offset or Z. */
  readonly at: string;
}
