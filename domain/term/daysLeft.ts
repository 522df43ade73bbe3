import { dayAfter } from './days';
import type { WorkingCalendar } from './workingCalendar';

/**
 * How many working days are left after today until this day is over; less than nothing: so many have gone by since it.
 * Undefined where a year on the way has no calendar.
 */
export function workingDaysLeft(calendar: WorkingCalendar, today: string, due: string): number | undefined {
  const [first, last] = due < today ? [due, today] : [today, due];
  let count = 0;
  for (let day = dayAfter(first); day <= last; day = dayAfter(day)) {
    const looked = calendar.look(day);
    if (!looked.ok) return undefined;
    if (looked.value.isWorking) count += 1;
  }
  return due < today ? -count : count;
}

/** The last of so many working days after today. */
export function workingDayAhead(calendar: WorkingCalendar, today: string, count: number): string | undefined {
  let day = today;
  for (let left = count; left > 0;) {
    day = dayAfter(day);
    const looked = calendar.look(day);
    if (!looked.ok) return undefined;
    if (looked.value.isWorking) left -= 1;
  }
  return day;
}
