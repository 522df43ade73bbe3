import type { Registry } from '../../domain/registry/defineRegistry';
import type { StatusMove, StatusPlan } from '../../domain/registry/traits/statuses';

/** The moves a record may make from where it stands, the one that takes it further along the plan first. */
export function movesFrom(
  registry: Registry,
  status: string,
  possible: readonly { readonly to: string; readonly allowed: boolean }[],
): readonly StatusMove[] {
  const { moves, order } = planOf(registry);
  const allowed = new Set(possible.filter((move) => move.allowed).map(({ to }) => to));
  return moves
    .filter(({ from, to }) => from === status && allowed.has(to))
    .toSorted((a, b) => order.indexOf(b.to) - order.indexOf(a.to));
}

const planOf = (registry: Registry): Pick<StatusPlan, 'moves' | 'order'> =>
  registry.root?.statuses ?? { moves: [], order: [] };
