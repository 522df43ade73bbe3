import type { Input } from '../../domain/contract';

/** The decision behind a move: act, number, date, ground, who. */
export type Decision = NonNullable<Input<'record.move'>['decision']>;

export const decisionParts = [
  'act',
  'number',
  'decidedOn',
  'ground',
  'decidedBy',
] as const satisfies readonly (keyof Decision)[];
