import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { termShape } from '../../domain/term/countTerm';
import type { TermGround } from '../../domain/term/termGround';
import { calendarYearShape, createCalendar, type CalendarYear } from '../../domain/term/workingCalendar';
import type { ReadDb } from '../../db/file/handles';
import { broughtYears } from '../../db/term/calendarRepository';

const termsShape = z.strictObject({ source: z.string(), entries: z.array(termShape) });

/** The terms and the calendar that ship in `resources/`, checked whole: a wrong file stops the start. */
export async function loadTerms(resourcesFolder: string): Promise<TermGround> {
  const folder = join(resourcesFolder, 'calendar');
  const names = (await readdir(folder)).filter((name) => /^\d{4}\.json$/.test(name)).sort();
  const years = await Promise.all(
    names.map(async (name) =>
      calendarYearShape.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))),
    ),
  );
  const text = await readFile(join(resourcesFolder, 'registry', 'terms.json'), 'utf8');
  return { calendar: createCalendar(years), terms: termsShape.parse(JSON.parse(text)).entries };
}

/** The same for one office: the years that it brought in stand before those that ship. */
export async function groundOf(read: ReadDb, shipped: TermGround): Promise<TermGround> {
  const own = (await broughtYears(read)).map(({ content }) => calendarYearShape.parse(JSON.parse(content)));
  return withYears(shipped, own);
}

export const withYears = (ground: TermGround, years: readonly CalendarYear[]): TermGround => ({
  ...ground,
  calendar: createCalendar([...ground.calendar.years, ...years]),
});
