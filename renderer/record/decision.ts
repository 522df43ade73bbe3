import type { Input } from '../../domain/contract';
import {
  askedBy,
  decisionParts,
  type DecisionPart,
  type StatusMove,
} from '../../domain/registry/traits/statuses';

/** What is said with a move: act, number, date, ground, who, reason. */
export type Decision = NonNullable<Input<'record.move'>['decision']>;

/** What is asked for with a move: with an act everything that an act has. */
export function partsAsked(move: StatusMove): readonly DecisionPart[] {
  const asked = askedBy(move);
  return decisionParts.filter((part) => asked.includes(part) || (move.decision && part === 'act'));
}
