import { z } from 'zod';
import { ok, type Result } from '../values/result';
import { dayAfter, dayBefore, dayOfMonthAfter } from './days';
import type { CalendarDay, DayReason, WorkingCalendar } from './workingCalendar';

/**
 * A term as `resources/registry/terms.json` declares it. `from` and `to` name its two events in words. It is data with
 * its clause and source, because texts of norms change and some were not read.
 */
const told = {
  code: z.string().regex(/^[a-z][A-Za-z]*$/),
  /** What is shown beside its number. */
  ru: z.string().min(1),
  tt: z.string().min(1),
  clause: z.string().min(1),
  from: z.string().min(1),
  to: z.string().min(1),
  sure: z.boolean(),
  source: z.string().min(1),
};
export const termShape = z.discriminatedUnion('unit', [
  /** So many working days after the day of the event; none: at once, on that very day. */
  z.strictObject({ ...told, unit: z.literal('workingDays'), count: z.int().min(0).max(365) }),
  /** Before a day of the month, so many months after the month of the event. */
  z.strictObject({
    ...told,
    unit: z.literal('beforeDay'),
    months: z.int().min(0).max(12),
    day: z.int().min(1).max(28),
  }),
]);
export type Term = z.infer<typeof termShape>;

export interface TermStep {
  readonly day: string;
  readonly counted: boolean;
  readonly why?: DayReason;
}

/** The last day of a term, and every day that it was counted over. */
export interface CountedTerm {
  readonly due: string;
  readonly steps: readonly TermStep[];
  /** A day on the way is not decreed yet: the term may move. */
  readonly provisional: boolean;
}

/** A term that ends before a day of the calendar; what arrives on `border` is shown as neither in time nor late. */
export interface BoundedTerm extends CountedTerm {
  /** The last day, or the working day before it. */
  readonly plan: string;
  readonly border: string;
  readonly lateFrom: string;
}

/**
 * Counts a term from the day of its event (ст. 191 ГК РФ by analogy: that day is not counted, the last one is).
 * `calendar.unknown` where the way leads through a year without a calendar: a term is never guessed.
 */
export function countTerm(
  calendar: WorkingCalendar,
  term: Term,
  from: string,
): Result<CountedTerm | BoundedTerm, 'calendar.unknown'> {
  return term.unit === 'workingDays'
    ? countWorkingDays(calendar, from, term.count)
    : countBeforeDay(calendar, dayOfMonthAfter(from, term.months, term.day));
}

function countWorkingDays(
  calendar: WorkingCalendar,
  from: string,
  count: number,
): Result<CountedTerm, 'calendar.unknown'> {
  const seen: CalendarDay[] = [];
  for (let day = dayAfter(from), left = count; left > 0; day = dayAfter(day)) {
    const looked = calendar.look(day);
    if (!looked.ok) return looked;
    seen.push(looked.value);
    if (looked.value.isWorking) left -= 1;
  }
  return ok(counted(seen, seen.at(-1)?.day ?? from));
}

/** «до 15 числа»: the last day is the 14th; planned for the working day before where it is off, late after ст. 193 ГК РФ. */
function countBeforeDay(calendar: WorkingCalendar, border: string): Result<BoundedTerm, 'calendar.unknown'> {
  const last = dayBefore(border);
  const back = walkToWorkingDay(calendar, last, dayBefore);
  if (!back.ok) return back;
  const forth = walkToWorkingDay(calendar, last, dayAfter);
  if (!forth.ok) return forth;
  const plan = back.value.at(-1)?.day ?? last;
  const moved = forth.value.at(-1)?.day ?? last;
  const seen = [...new Map([...back.value, ...forth.value].map((one) => [one.day, one])).values()];
  const { steps, provisional } = counted(seen, plan);
  return ok({
    ...{ due: plan, plan, border, steps, provisional },
    lateFrom: dayAfter(moved > border ? moved : border),
  });
}

/** Every day from the first to the nearest working one, that included. */
function walkToWorkingDay(
  calendar: WorkingCalendar,
  first: string,
  next: (day: string) => string,
): Result<readonly CalendarDay[], 'calendar.unknown'> {
  const seen: CalendarDay[] = [];
  for (let day = first; ; day = next(day)) {
    const looked = calendar.look(day);
    if (!looked.ok) return looked;
    seen.push(looked.value);
    if (looked.value.isWorking) return ok(seen);
  }
}

function counted(seen: readonly CalendarDay[], due: string): CountedTerm {
  return {
    due,
    steps: seen
      .map(({ day, isWorking, why }) => ({ day, counted: isWorking, ...(why === null ? {} : { why }) }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    provisional: seen.some((one) => one.provisional),
  };
}
