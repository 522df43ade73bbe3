import type { Term } from './countTerm';
import type { WorkingCalendar } from './workingCalendar';

/** What terms are counted by: the working days of an office, and the terms of the norms. */
export interface TermGround {
  readonly calendar: WorkingCalendar;
  readonly terms: readonly Term[];
}
