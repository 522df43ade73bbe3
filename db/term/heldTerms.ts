import { createCalendar } from '../../domain/term/workingCalendar';
import type { TermGround } from '../../domain/term/termGround';

/**
 * What an open office counts terms by. Until somebody has set it there is no calendar, and a term that is written has no
 * day; the office's start counts it (`recountTerms.ts`).
 */
export interface HeldTerms {
  ground(): TermGround;
  set(ground: TermGround): void;
}

export function createHeldTerms(): HeldTerms {
  let held: TermGround = { calendar: createCalendar([]), terms: [] };
  return {
    ground: () => held,
    set(ground) {
      held = ground;
    },
  };
}
