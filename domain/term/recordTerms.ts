import type { DeclaredTerm, TermEvent } from '../registry/traits/terms';
import type { FieldValues } from '../registry/fieldKinds';
import { countTerm } from './countTerm';
import { dayAfter } from './days';
import type { TermGround } from './termGround';

/** A move of a record on the way to the status that it has now. */
export interface Moved {
  readonly event: string;
  readonly day: string;
  /** Does it lead to an earlier status? */
  readonly back: boolean;
}

/** What the terms of a record look at; a record that is withdrawn has none. */
export interface TermSubject {
  readonly fields: FieldValues;
  readonly moves: readonly Moved[];
}

/** A term that a record has, from the day of one event to the day of the other. */
export interface StartedTerm {
  /** As it is declared. */
  readonly term: string;
  /** As an exception has it counted. */
  readonly countedAs: string;
  readonly startedOn: string;
  readonly endedOn: string | null;
}

/** And counted. Without a calendar for a year on its way it has no day, and nobody guesses one. */
export interface KeptTerm extends StartedTerm {
  readonly dueOn: string | null;
  /** The first day that is late; some terms are neither in time nor late on the days between. */
  readonly lateFrom: string | null;
  /** A day on the way is not decreed yet. */
  readonly provisional: boolean;
}

/** The terms of a record as it stands, open and ended. */
export const startedTerms = (
  declared: readonly DeclaredTerm[],
  subject: TermSubject,
): readonly StartedTerm[] =>
  declared.flatMap((one) => {
    const started = startOf(one.starts, subject);
    if (started === undefined) return [];
    const exception = one.exceptions?.find(({ field, is }) => subject.fields[field] === is);
    if (exception !== undefined && exception.runsAs === undefined) return [];
    const { term } = one;
    const ends = one.ends.flatMap((end) => endOf(end, subject, started) ?? []);
    const endedOn = ends.sort()[0] ?? null;
    return [{ term, countedAs: exception?.runsAs ?? term, startedOn: started.day, endedOn }];
  });

interface Start {
  readonly day: string;
  /** The moves that came after it. */
  readonly later: readonly Moved[];
}

function startOf(starts: TermEvent, { fields, moves }: TermSubject): Start | undefined {
  if ('field' in starts) {
    const day = dayIn(fields, starts.field);
    return day === undefined ? undefined : { day, later: moves };
  }
  const at = moves.findLastIndex(({ event }) => starts.events.includes(event));
  const move = moves[at];
  return move === undefined ? undefined : { day: move.day, later: moves.slice(at + 1) };
}

/** The day of its first end after the start, where nothing has undone it since. */
function endOf(end: TermEvent, { fields }: TermSubject, start: Start): string | undefined {
  if ('field' in end) {
    const day = dayIn(fields, end.field);
    return day !== undefined && day >= start.day ? day : undefined;
  }
  return start.later.reduce<string | undefined>((ended, { event, day, back }) => {
    if (end.events.includes(event)) return ended ?? day;
    return back ? undefined : ended;
  }, undefined);
}

function dayIn(fields: FieldValues, field: string): string | undefined {
  const value = fields[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Counts a term of a record. */
export function keepTerm({ calendar, terms }: TermGround, started: StartedTerm): KeptTerm {
  const term = terms.find(({ code }) => code === started.countedAs);
  const counted = term === undefined ? undefined : countTerm(calendar, term, started.startedOn);
  if (counted?.ok !== true) return { ...started, dueOn: null, lateFrom: null, provisional: false };
  const { due, provisional } = counted.value;
  const lateFrom = 'lateFrom' in counted.value ? counted.value.lateFrom : dayAfter(due);
  return { ...started, dueOn: due, lateFrom, provisional };
}
