import type { Output } from '../../domain/contract';
import { formatPlainDate } from '../../domain/values/plainDate';
import { useWords } from '../locale/useWords';

type Running = Pick<Output<'term.list'>['rows'][number], 'dueOn' | 'lateFrom' | 'left'>;
type OfRecord = Output<'term.ofRecord'>['terms'][number];

/** How a term stands, in words: never by colour alone. */
export function useTermWords() {
  const { say, count } = useWords();

  const isLate = ({ dueOn }: Running, today: string): boolean => dueOn !== null && dueOn < today;

  function standing(term: Running, today: string): string {
    const { dueOn, lateFrom, left } = term;
    if (dueOn === null) return say('terms.uncounted');
    if (isLate(term, today)) {
      if (lateFrom !== null && lateFrom > today) return say('terms.border');
      return left === null || left === 0 ? say('terms.lateSome') : count('terms.late', -left);
    }
    if (dueOn === today) return say('terms.today');
    return left === null ? say('terms.until', { day: formatPlainDate(dueOn) }) : count('terms.left', left);
  }

  function standingOf(term: OfRecord, today: string): string {
    const { endedOn, dueOn, lateFrom, unknownYear } = term;
    if (endedOn !== null) {
      const day = formatPlainDate(endedOn);
      if (dueOn === null || lateFrom === null || endedOn < lateFrom) return say('terms.ended', { day });
      return say('terms.endedLate', { day, due: formatPlainDate(dueOn) });
    }
    if (dueOn === null && unknownYear !== null)
      return say('terms.uncountedYear', { year: String(unknownYear) });
    return standing(term, today);
  }

  return { isLate, standing, standingOf };
}
