import type { OfficeKind } from '../../exchange/officeKind';

/**
 * Which other offices are told of a record: declared with the noun, evaluated in `exchange/audience.ts` by whoever tells
 * and by whoever is told. An office sees what any row shows it; whoever keeps or decides a record sees all of it always.
 */
export type Audience = readonly AudienceRow[];

/** All of its conditions must hold; a row without one is of every office. */
export interface AudienceRow {
  /** The office is of one of these kinds. */
  readonly kinds?: readonly OfficeKind[];
  /** The record stands in one of these statuses. */
  readonly statuses?: readonly string[];
  /** The municipality (ОКТМО) in this field lies in the territory that `office.json` gives the office. */
  readonly territory?: string;
  /** This field, or `list.field`, names the office by its code. */
  readonly offices?: string;
  /** What is shown. Absent: the whole record. */
  readonly part?: AudiencePart;
}

/**
 * Fields and lists that are shown of a record, whole lists only. With them go its status, who decides on it and keeps it,
 * whether it is withdrawn, and what the row's conditions read: or the addressee could not tell that it may see it.
 */
export interface AudiencePart {
  readonly fields: readonly string[];
  readonly lists?: readonly string[];
}
