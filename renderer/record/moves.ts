import type { Registry } from '../../domain/registry/defineRegistry';
import type { StatusMove, StatusPlan } from '../../domain/registry/traits/statuses';

/** The moves a record may make from where it stands, as they are declared; those that lead on before those that lead back. */
export function movesFrom(
  registry: Registry,
  status: string,
  possible: readonly { readonly to: string; readonly allowed: boolean }[],
): readonly StatusMove[] {
  const { moves, order } = planOf(registry);
  const allowed = new Set(possible.filter((move) => move.allowed).map(({ to }) => to));
  const leadsBack = ({ to }: StatusMove): number => Number(order.indexOf(to) < order.indexOf(status));
  return moves
    .filter(({ from, to }) => from === status && allowed.has(to))
    .toSorted((a, b) => leadsBack(a) - leadsBack(b));
}

const planOf = (registry: Registry): Pick<StatusPlan, 'moves' | 'order'> =>
  registry.root?.statuses ?? { moves: [], order: [] };
