import type { OpenOffice } from './offices';
import { carryPost } from './postman';

/** Rounds of every office and the post between them, until nothing is under way. `wait` moves the clock of the test before each turn. */
export async function comeToRest(
  offices: readonly Pick<OpenOffice, 'must' | 'mailbox' | 'outgoing' | 'incoming'>[],
  wait: () => void = () => undefined,
): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    wait();
    for (const { must } of offices) await must('exchange.run', {});
    if ((await carryPost(offices)).length === 0) return;
  }
  throw new Error('the exchange does not come to rest');
}
