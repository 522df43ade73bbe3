import { contract, type CallName } from '../../domain/contract';
import { isAllowed, roles, type Permission, type Role } from '../../domain/access/permissions';
import { person } from '../../domain/registry/person/declaration';
import { provider } from '../../domain/registry/provider/declaration';
import type { Registry } from '../../domain/registry/defineRegistry';

/** `docs/roles.md`: which role may make which call, made from the contract by `npm run roles`. */
export interface RoleLine {
  readonly call: CallName;
  /** The registry the line speaks of, where the call wants different rights for persons. */
  readonly registry: Registry | undefined;
  readonly cells: Readonly<Record<Role, boolean>>;
  readonly open: boolean;
}

export function roleLines(): readonly RoleLine[] {
  return (Object.keys(contract) as CallName[]).flatMap((call) => {
    const allow: Permission = contract[call].allow;
    const registries = typeof allow === 'string' ? [undefined] : [provider, person];
    return registries.map((registry) => ({
      call,
      registry,
      cells: Object.fromEntries(roles.map((role) => [role, isAllowed(allow, role, registry)])) as Record<
        Role,
        boolean
      >,
      open: isAllowed(allow, null, registry),
    }));
  });
}

export function rolesTable(): string {
  const header = ['call', 'of', 'nobody', ...roles];
  const rows = roleLines().map(({ call, registry, cells, open }) => [
    `\`${call}\``,
    registry?.code ?? '',
    open ? 'yes' : '',
    ...roles.map((role) => (cells[role] ? 'yes' : '')),
  ]);
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [
    '# Roles and calls',
    '',
    'Made from the contract by `npm run roles`; `tests/access/roles.test.ts` compares it and tries every cell.',
    '`nobody` is who has not signed in. What a role may do with persons is narrowed further by territory',
    '(`domain/access/sight.ts`). An account with a first password may only change it.',
    '',
    line(header),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
    '',
  ].join('\n');
}
