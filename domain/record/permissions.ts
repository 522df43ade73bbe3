/**
 * Who may do what. The dispatcher is the only place that asks. Roles are data of the operator's account.
 * Full accounts (seven roles, territory) come with their own issue; until then `init` makes one administrator.
 */
export const roles = ['administrator', 'registryOperator', 'observer'] as const;
export type Role = (typeof roles)[number];

/** `open`: before sign-in. `signedIn`: any operator. Otherwise a right that the role must hold. */
export type Permission = 'open' | 'signedIn' | Right;

export const rights = [
  'record.read',
  'record.write',
  'registry.exchange',
  'registry.export',
  'journal.read',
] as const;
export type Right = (typeof rights)[number];

const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  administrator: rights,
  registryOperator: rights,
  observer: ['record.read'],
};

/** May an operator of this role (null: nobody signed in) make a call with this permission? */
export function isAllowed(permission: Permission, role: Role | null): boolean {
  if (permission === 'open') return true;
  if (role === null) return false;
  return permission === 'signedIn' || rightsByRole[role].includes(permission);
}
