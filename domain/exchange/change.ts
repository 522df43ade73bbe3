import type { FieldValue } from '../registry/fieldKinds';

/**
 * One field of one record became another value. Rows, log, audit and search index follow from changes alone; nothing
 * else may alter a registry. A change keeps its stamp and office wherever it travels, so nothing echoes back.
 *
 * Where the field's owner has accepted it, it is a **word** and bears `accepted`; until then it is an **ask**. What the
 * owner did not accept, or accepted in ignorance of a later word, is told as `lost`.
 */
export interface Change {
  /** Hybrid logical time + office (`hybridClock.ts`). The first values of a record bear one, so see `nameOfChange`. */
  readonly stamp: string;
  readonly registry: string;
  readonly recordId: string;
  readonly field: string;
  /** What the author saw: history, never judged. */
  readonly before: FieldValue;
  readonly after: FieldValue;
  /** Stamp of the change whose value the author saw and replaced; null for the first value of a field. */
  readonly replaces: string | null;
  /** Code of the office where it was made. */
  readonly office: string;
  /** Who made it, by name. */
  readonly operator: string;
  /** The office's calendar time of the edit, ISO 8601 with offset or Z. */
  readonly at: string;
  /** Stamp of the owner's acceptance; its office is the owner's. Present in words only. */
  readonly accepted?: string;
  /** Since when its owner is the owner (`register.ts · tenureFrom`); absent where the owner is fixed. */
  readonly tenure?: string;
  /** Key of the word that the owner held when it accepted; absent for the first. */
  readonly over?: string;
  /** Stamps of asks and losses that this decision closes. */
  readonly settles?: readonly string[];
  /** It stands no more, or never did: which change stands against it, and why. */
  readonly lost?: Loss;
}

/** Names a change everywhere. */
export const nameOfChange = ({
  stamp,
  recordId,
  field,
}: Pick<Change, 'stamp' | 'recordId' | 'field'>): string => JSON.stringify([stamp, recordId, field]);

export interface Loss {
  /** Stamp of the change that stands instead, null when nothing does. */
  readonly against: string | null;
  readonly reason: LossReason | typeof seen;
  /** What the person who declined it says. */
  readonly words?: string;
}

/** Why a change is not the word that holds. */
export const lossReasons = [
  /** Somebody else's change was accepted in the meantime. */
  'concurrent',
  /** Not this office's to change, or not in this status. */
  'forbidden',
  /** No such move between statuses. */
  'move',
  /** A value that the rules do not take, or a record that would not be sound. */
  'unsound',
  /** A person decided against it. */
  'declined',
] as const;
export type LossReason = (typeof lossReasons)[number];
/** Whoever lost it has read that: it is closed in his office, and nobody else is told. */
export const seen = 'seen';
