/**
 * A term that runs for the records of a registry. It is counted by working days (`domain/term/`), and lies open in one
 * table for all registries: so nothing of it may be personal.
 */
export interface DeclaredTerm {
  /** Code of an entry of `resources/registry/terms.json`. A record has one of each. */
  readonly term: string;
  readonly starts: TermEvent;
  /** What comes first ends it. A move back that is no end undoes the end. */
  readonly ends: readonly TermEvent[];
  /** The first that fits decides. */
  readonly exceptions?: readonly TermException[];
}

/** The day in a field of the record, or the day of the last move with one of these events. */
export type TermEvent = { readonly field: string } | { readonly events: readonly string[] };

/** With this value in the field the term does not run, or runs as another one. */
export interface TermException {
  readonly field: string;
  readonly is: string | number | boolean;
  readonly runsAs?: string;
}

/** The fields of the record that its terms look at. */
export function termFields(declared: readonly DeclaredTerm[]): readonly string[] {
  const fields = declared.flatMap(({ starts, ends, exceptions = [] }) =>
    [starts, ...ends, ...exceptions].flatMap((one) => ('field' in one ? [one.field] : [])),
  );
  return [...new Set(fields)];
}
