import type { Role } from '../../access/roles';

/**
 * Who may do what with the records of one registry: a root declares for each right the roles that hold it. A right that
 * is not named is nobody's. What a role may do with persons is narrowed further by territory (`domain/access/sight.ts`).
 */
export const recordRights = [
  /** Is shown lists and records; sealed values masked, unless `read` too. */
  'see',
  /** Sees every value, and the history. */
  'read',
  /** Has what is typed judged and compared with what is here. */
  'check',
  /** Creates, saves, withdraws, keeps drafts. */
  'write',
  /** Moves between statuses, where a move does not say that it needs another right. */
  'move',
  /** Decides on what other offices ask for. */
  'review',
  /** Is told where records came from: imports made here, twins that packages brought. */
  'trace',
  /** Imports and undoes imports. */
  'import',
  /** Takes what is public out as a file. */
  'export',
  /** Destroys personal data. */
  'destroy',
] as const;
export type RecordRight = (typeof recordRights)[number];

export type RightsTable = Readonly<Partial<Record<RecordRight, readonly Role[]>>>;
