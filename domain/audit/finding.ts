/**
 * What a check of the audit journal can find. The journal proves itself: each line holds the hash of the line before,
 * lines of changes hold a digest of the change log, and other offices hold heads of it.
 */
export const findingKinds = [
  /** The hash of the line is not that of its contents. */
  'changed',
  /** Lines `seq` to `to` are not there. */
  'missing',
  /** The line is sound by itself and does not follow the one before: replaced, inserted or added by hand. */
  'unchained',
  /** The line stands where another one was. */
  'moved',
  /** The changes that the line stands for are no longer those of the change log. */
  'unlogged',
  /** The change log holds changes from `seq` of the log on that no line stands for. */
  'unbound',
  /** The journal ends before a line that was seen in it. */
  'cut',
  /** A line that was seen in the journal is not there any more, or is another one. */
  'rewritten',
  /** The file that change `seq` of the log attached is not there, or is other bytes. */
  'file',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Finding {
  /** Number of the line; 0 when only the hash of a line is known. */
  readonly seq: number;
  readonly kind: FindingKind;
  /** Last line of a run that is missing. */
  readonly to?: number;
}

/** One line of the journal known from elsewhere; offices with an older program do not say its number. */
export interface Head {
  readonly seq: number | null;
  readonly hash: string;
}

export interface AuditReport {
  /** Lines that were looked at. */
  readonly lines: number;
  /** Changes of the log that were held against the journal. */
  readonly changes: number;
  /** Files of records whose bytes were held against what was attached. */
  readonly files: number;
  readonly ok: boolean;
  /** The first hundred. */
  readonly findings: readonly Finding[];
  /** How many there are in all. */
  readonly found: number;
  /** The last line. */
  readonly head: { readonly seq: number; readonly hash: string };
}
