import { isPlainDate } from '../../domain/values/plainDate';
import type { CalendarOrder, TermOrder } from './order';
import { WrongUsage, type Words } from './words';

/** Orders that count days. */
export const termOrder = (words: Words): TermOrder => ({
  ...{ verb: 'term', kind: words.needed('kind'), from: dayOf(words, 'from') },
  ...officeOf(words),
});

export const calendarOrder = (words: Words): CalendarOrder => ({
  ...{ verb: 'calendarShow', year: yearNamed(words.take('YEAR')) },
  ...officeOf(words),
});

function dayOf(words: Words, option: 'from'): string {
  const day = words.needed(option);
  if (!isPlainDate(day)) throw new WrongUsage(`--${option} wants a day: 2026-11-30`);
  return day;
}

/** The office whose calendar is meant; none where no folder is named, because days can be counted without one. */
function officeOf(words: Words): { readonly office?: string } {
  const office = words.text('data');
  return office === undefined ? {} : { office };
}

function yearNamed(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new WrongUsage('YEAR wants four digits');
  return Number(text);
}
