import { fail, ok, type Result } from '../values/result';
import { calendarYearShape, type CalendarYear } from './workingCalendar';

/** A year from the text of its file, checked whole: its form, its days, and the sum of its working days. */
export function readCalendarYear(
  text: string,
): Result<CalendarYear, 'calendar.malformed' | 'calendar.miscounted'> {
  const read = calendarYearShape.safeParse(parsed(text));
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const sums = issue?.code === 'custom' ? issue.params : undefined;
  if (sums !== undefined) return fail('calendar.miscounted', { params: sums as Record<string, number> });
  const place = issue?.path.map(String).join('.') ?? '';
  return fail('calendar.malformed', { params: { place: place === '' ? '-' : place } });
}

/** What is no JSON has no form either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
