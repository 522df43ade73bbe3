import { z } from 'zod';
import { isPlainDate, yearOf } from '../values/plainDate';
import { fail, ok, type Result } from '../values/result';
import { dayAfter, isWeekend } from './days';

/**
 * One year of the production calendar of the Republic: the days that differ from a five-day week. Days off of the
 * federation are named by its government each September, those of the Republic by a decree that may come as late as the
 * spring of the year itself: until then they are provisional.
 */
const plainDay = z.string().refine(isPlainDate);
export const calendarYearShape = z
  .strictObject({
    year: z.int().min(2015).max(2100),
    /** The acts that name the days. */
    act: z.string().min(1).max(1000),
    source: z.string().max(1000),
    /** How many working days the acts make: a sum that a mistyped day breaks. */
    workingDays: z.int(),
    days: z.array(
      z.strictObject({
        day: plainDay,
        is: z.enum(['off', 'working']),
        of: z.enum(['federation', 'republic']),
        why: z.string().min(1).max(200),
        provisional: z.literal(true).optional(),
      }),
    ),
  })
  .superRefine((read, context) => {
    const days = read.days.map(({ day }) => day);
    const foreign = days.find((day) => yearOf(day) !== read.year);
    if (foreign !== undefined)
      context.addIssue({ code: 'custom', path: [foreign], message: `${foreign} is of another year` });
    const twice = days.find((day, at) => days.indexOf(day) !== at);
    if (twice !== undefined)
      context.addIssue({ code: 'custom', path: [twice], message: `${twice} stands twice` });
    const counted = countWorkingDays(read);
    if (counted !== read.workingDays)
      context.addIssue({
        ...{ code: 'custom', params: { counted, told: read.workingDays } },
        message: `${counted} working days, not ${read.workingDays}`,
      });
  });
export type CalendarYear = z.infer<typeof calendarYearShape>;

/** What a day is and why; `why` is null on an ordinary working day. */
export interface CalendarDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly why: DayReason | null;
  readonly provisional: boolean;
}

/** `weekend`, or the words of the calendar: a holiday, a moved day off, a working Saturday. */
export type DayReason = { readonly kind: 'weekend' } | { readonly kind: 'named'; readonly words: string };

export interface WorkingCalendar {
  /** Refuses a day of a year that nobody has named yet: `calendar.unknown`. */
  look(day: string): Result<CalendarDay, 'calendar.unknown'>;
  readonly years: readonly CalendarYear[];
}

/** Of two files of one year the later one stands. */
export function createCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  const known = new Map(years.map((one) => [one.year, one]));
  const named = new Map(
    [...known.values()].flatMap(({ days }) => days.map((one) => [one.day, one] as const)),
  );
  return {
    years: [...known.values()].sort((a, b) => a.year - b.year),
    look(day) {
      const year = yearOf(day);
      if (!known.has(year)) return fail('calendar.unknown', { params: { year } });
      const found = named.get(day);
      if (found === undefined) {
        const off = isWeekend(day);
        return ok({ day, isWorking: !off, why: off ? { kind: 'weekend' } : null, provisional: false });
      }
      return ok({
        ...{ day, isWorking: found.is === 'working', why: { kind: 'named', words: found.why } },
        provisional: found.provisional === true,
      });
    },
  };
}

function countWorkingDays({ year, days }: Pick<CalendarYear, 'year' | 'days'>): number {
  const named = new Map(days.map(({ day, is }) => [day, is]));
  let count = 0;
  for (let day = `${year}-01-01`; yearOf(day) === year; day = dayAfter(day))
    if ((named.get(day) ?? (isWeekend(day) ? 'off' : 'working')) === 'working') count += 1;
  return count;
}
