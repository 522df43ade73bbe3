import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { termShape, type Term } from '../../domain/term/countTerm';
import { calendarYearShape, createCalendar, type WorkingCalendar } from '../../domain/term/workingCalendar';

/** The terms and the calendar that ship in `resources/`, read once and checked whole: a wrong file stops the start. */
export interface Terms {
  readonly calendar: WorkingCalendar;
  readonly terms: readonly Term[];
}

const termsShape = z.strictObject({ source: z.string(), entries: z.array(termShape) });

export async function loadTerms(resourcesFolder: string): Promise<Terms> {
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
