import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarYear } from '../../../domain/term/workingCalendar';

/** The file of a year that ships, or as it would be with these changes. */
export async function shippedYear(
  year: number,
  change: (read: CalendarYear) => object = (read) => read,
): Promise<string> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'calendar');
  const read = JSON.parse(await readFile(join(folder, `${year}.json`), 'utf8')) as CalendarYear;
  return JSON.stringify(change(read), null, 2);
}

/** With one more day off. */
export const withDayOff =
  (day: string, why: string) =>
  (read: CalendarYear): CalendarYear => ({
    ...read,
    workingDays: read.workingDays - 1,
    days: [...read.days, { day, is: 'off', of: 'republic', why }],
  });
