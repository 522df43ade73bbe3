import { countTerm } from '../../domain/term/countTerm';
import { fail, ok, type Result } from '../../domain/values/result';
import { loadTerms } from '../term/loadTerms';
import type { CalendarOrder, TermOrder } from './order';
import { WrongUsage } from './words';

/** Counts a term of the norms, with the reason for every day that was passed over. */
export async function runTerm(order: TermOrder, resourcesFolder: string): Promise<Result<unknown>> {
  const { calendar, terms } = await loadTerms(resourcesFolder);
  const term = terms.find(({ code }) => code === order.kind);
  if (term === undefined)
    throw new WrongUsage(`${order.kind} is none of ${terms.map(({ code }) => code).join(', ')}`);
  const counted = countTerm(calendar, term, order.from);
  if (!counted.ok) return counted;
  const { steps, ...answer } = counted.value;
  return ok({
    ...answer,
    steps: steps.map(({ day, counted: isCounted, why }) => ({
      ...{ day, counted: isCounted },
      ...(why === undefined ? {} : { why: why.kind === 'named' ? why.words : why.kind }),
    })),
  });
}

/** One year of the working calendar, as its file tells it. */
export async function showCalendar(
  { year }: CalendarOrder,
  resourcesFolder: string,
): Promise<Result<unknown>> {
  const { calendar } = await loadTerms(resourcesFolder);
  const found = calendar.years.find((one) => one.year === year);
  return found === undefined ? fail('calendar.unknown', { params: { year } }) : ok(found);
}
