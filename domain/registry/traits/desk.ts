import type { Words } from '../words';

/** Sections of the window that keep registries; the others (today, exchange, administration …) are its own. */
export const deskSections = [
  'registry',
  'directory',
  'persons',
  'requests',
  'interaction',
  'reports',
  'administration',
] as const;
export type DeskSection = (typeof deskSections)[number];

/** Where the window keeps a registry, and what of it asks for somebody. Absent: it has no place of its own there. */
export interface Desk {
  readonly section: DeskSection;
  /** What one record is called, in the journal. */
  readonly one: Words;
  /** Fields that tell records of one name apart, the surest first. */
  readonly tellsApart?: readonly string[];
  /** Statuses in which records wait for somebody at this desk, the most urgent first. */
  readonly awaits?: readonly Awaits[];
}

export interface Awaits {
  readonly status: string;
  /** Of those in this status, only where all of this holds. */
  readonly when?: readonly AwaitedWhen[];
  /** Counted by who keeps them: the ministry is told of every keeper, any other office of what it keeps itself. */
  readonly byKeeper?: true;
  /** How many wait for what, in the forms that numbers ask for: `{n} запись ждёт | {n} записи ждут | {n} записей ждут`. */
  readonly words: Words;
  /** Said of a record that lacks nothing to go on; where absent, what it lacks is not told. */
  readonly ready?: Words;
  /** They stand beside the section as a count: somebody else waits for this office. */
  readonly counts?: true;
}

/** A day that is not there, or as many days ago as this setting says, or more. */
export interface AwaitedWhen {
  readonly field: string;
  /** Code of the setting. Absent: there is no day. */
  readonly olderThan?: string;
}
