import { z } from 'zod';
import type { CallSpec } from '../../domain/contract/call';
import { contract, type CallName } from '../../domain/contract';
import { holdsOver, isAllowed, type Permission } from '../../domain/access/permissions';
import { roles, type Role } from '../../domain/access/roles';
import { createRegistries, type Registries } from '../../domain/registry';
import { shippedRegistries } from '../../domain/registry/shipped';
import { recordRights } from '../../domain/registry/traits/rights';
import type { Registry } from '../../domain/registry/defineRegistry';

/**
 * `docs/roles.md`: which role holds which right over which registry, and may make which call, made from the declarations
 * and the contract by `npm run roles`.
 */
export interface RoleLine {
  readonly call: CallName;
  /** The registry the line speaks of, where the call names one and wants a right over its records. */
  readonly registry: Registry | undefined;
  readonly cells: Readonly<Record<Role, boolean>>;
  readonly open: boolean;
}

/** Every call, for each of these registries where it depends on one. */
export function roleLines(registries: Registries): readonly RoleLine[] {
  return (Object.keys(contract) as CallName[]).flatMap((call) => {
    const { allow, input }: CallSpec = contract[call];
    const dependsOnIt =
      typeof allow !== 'string' && input instanceof z.ZodObject && 'registry' in input.shape;
    return (dependsOnIt ? registries.roots : [undefined]).map((registry) => ({
      call,
      registry,
      cells: cellsOf((role) => isAllowed(allow, role, registries, registry)),
      open: isAllowed(allow, null, registries, registry),
    }));
  });
}

/** Every right over the records of each registry, whoever holds it. */
export const rightLines = ({ roots }: Registries) =>
  roots.flatMap((registry) =>
    recordRights.map((right) => ({
      registry,
      right,
      cells: cellsOf((role) => holdsOver(registry, role, right)),
    })),
  );

export function rolesTable(): string {
  const registries = createRegistries(shippedRegistries);
  const rightRows = rightLines(registries).map(({ registry, right, cells }) => [
    registry.code,
    `\`${right}\``,
    ...marks(cells),
  ]);
  const callRows = roleLines(registries).map(({ call, registry, cells, open }) => [
    `\`${call}\``,
    wanted(contract[call].allow),
    registry?.code ?? '',
    open ? 'yes' : '',
    ...marks(cells),
  ]);
  return [
    '# Roles, rights and calls',
    '',
    'Made from the declarations and the contract by `npm run roles`; `tests/access/roles.test.ts` compares it and tries',
    'every cell. What a role may do with persons is narrowed further by territory (`domain/access/sight.ts`).',
    '',
    '## Rights over records',
    '',
    'Declared by each registry (`rights`); what they mean is said in `domain/registry/traits/rights.ts`.',
    '',
    ...table(['registry', 'right', ...roles], rightRows),
    '',
    '## Calls',
    '',
    '`nobody` is who has not signed in. A right over records is asked of the registry that the call names; where it names',
    'none, of any registry of the office. An account with a first password may only change it.',
    '',
    ...table(['call', 'wants', 'of', 'nobody', ...roles], callRows),
    '',
  ].join('\n');
}

type Cells = RoleLine['cells'];
const cellsOf = (may: (role: Role) => boolean): Cells =>
  Object.fromEntries(roles.map((role) => [role, may(role)])) as Cells;
const marks = (cells: Cells): readonly string[] => roles.map((role) => (cells[role] ? 'yes' : ''));
const wanted = (allow: Permission): string => (typeof allow === 'string' ? allow : `record ${allow.record}`);

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
