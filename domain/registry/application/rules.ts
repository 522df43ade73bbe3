import { error, textOf, type RuleInput } from '../../record/recordContent';
import type { Issue } from '../../values/result';

/** What must hold in an application: nobody is told of an end before it came. */
export function applicationRules({ record: { fields } }: RuleInput): readonly Issue[] {
  const [received, notified] = [textOf(fields, 'receivedOn'), textOf(fields, 'notifiedOn')];
  return received !== null && notified !== null && notified < received
    ? [error('notifiedOn', 'period.reversed')]
    : [];
}
