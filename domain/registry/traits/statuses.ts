import type { OfficeKind } from '../../exchange/officeKind';
import type { FieldValue } from '../fieldKinds';
import type { Words } from '../words';
import type { RecordRight } from './rights';

/**
 * The statuses of a record and the moves between them, as a graph. What a move asks, sets and needs is declared here and
 * judged by the gate for every door; the window draws its buttons from it.
 */
export interface StatusPlan {
  /** The first one is given at creation. The order is that of the way to the register; branches stand in it too. */
  readonly order: readonly string[];
  readonly words: Readonly<Record<string, Words>>;
  readonly moves: readonly StatusMove[];
  /** From this status on every save is a numbered version that readers outside may have seen. */
  readonly versionedFrom: string;
}

/** What can be said with a move: cells of the row that it adds to the list `decisions`. */
export const decisionParts = ['act', 'number', 'decidedOn', 'ground', 'decidedBy', 'reason'] as const;
export type DecisionPart = (typeof decisionParts)[number];

export interface StatusMove {
  readonly from: string;
  readonly to: string;
  readonly words: Words;
  /** What the row of the list `decisions` says was done. */
  readonly event: string;
  /** Must a decision (number, date, ground, who) come with it? Then only the decider may make the move. */
  readonly decision: boolean;
  /** What must be said with it beside that. */
  readonly asks?: readonly DecisionPart[];
  /** It takes the record back: the reason is asked, and kept where the other office reads it. */
  readonly back?: true;
  /** Fields that it sets, to the day on which it is made or to a value. */
  readonly sets?: Readonly<Record<string, { readonly today: true } | { readonly value: FieldValue }>>;
  /** The right over records that whoever makes it holds; `move` where nothing is said. */
  readonly right?: RecordRight;
  /** Kinds of office that make it; any where nothing is said. */
  readonly by?: readonly OfficeKind[];
  /** Code of the paper that is offered once it is made. */
  readonly offers?: string;
  /** Is a record that looks like another one stopped here until somebody says why both are kept? */
  readonly asksIdentity?: true;
}

const ofDecision: readonly DecisionPart[] = ['number', 'decidedOn', 'ground', 'decidedBy'];

/** What must be said with this move, in the order in which it is asked. */
export function askedBy({ decision, asks = [], back }: StatusMove): readonly DecisionPart[] {
  const asked = new Set([...(decision ? ofDecision : []), ...asks, ...(back === true ? ['reason'] : [])]);
  return decisionParts.filter((part) => asked.has(part));
}

/** In this status only the decider changes these fields and lists directly, or all where none are named. */
export type FrozenStatus = string | { readonly status: string; readonly fields: readonly string[] };

/** Is this field or list of a record frozen in this status? Without a path: is any? */
export const isFrozenIn = (
  frozen: readonly FrozenStatus[] | undefined,
  status: string,
  path?: string,
): boolean =>
  frozen?.some((one) =>
    typeof one === 'string'
      ? one === status
      : one.status === status && (path === undefined || one.fields.includes(path)),
  ) === true;
