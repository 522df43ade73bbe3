import type { Registry } from '../registry/defineRegistry';
import type { StatusMove } from '../registry/traits/statuses';

/** Which moves between statuses there are and who may make them. The moves themselves are declared with the registry. */

export function findMove(root: Registry, from: string, to: string): StatusMove | undefined {
  return root.root?.statuses.moves.find((move) => move.from === from && move.to === to);
}

export interface PossibleMove {
  readonly to: string;
  readonly decision: boolean;
  readonly allowed: boolean;
}

/** `may` says what the gate would say of the move: a move that becomes a proposal is allowed. */
export function listMoves(
  root: Registry,
  status: string,
  may: (move: StatusMove) => boolean,
): readonly PossibleMove[] {
  const moves = root.root?.statuses.moves.filter(({ from }) => from === status) ?? [];
  return moves.map((move) => ({ to: move.to, decision: move.decision, allowed: may(move) }));
}

/** The status a record would go on to along the plan, or the one it has when the plan ends there. Going back is no aim. */
export function nextStatus(root: Registry, status: string): string {
  const { order = [], moves = [] } = root.root?.statuses ?? {};
  const onward = moves.filter(({ from, to }) => from === status && order.indexOf(to) > order.indexOf(status));
  return onward[0]?.to ?? status;
}

/** Has a record of this status entered the register, now or in the past? */
export function hasEntered({ root }: Registry, status: string): boolean {
  const { order = [], versionedFrom = '' } = root?.statuses ?? {};
  return order.indexOf(status) >= order.indexOf(versionedFrom);
}
