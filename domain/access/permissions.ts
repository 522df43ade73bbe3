import type { Registry } from '../registry/defineRegistry';
import { isPersonal } from '../registry/personal';

/**
 * Who may do what. The dispatcher is the only place that asks. A role is a set of rights, a call names the right it
 * wants; docs/roles.md is made from these tables and a test walks every cell of it. The administrator keeps accounts
 * and sees no citizen; the auditor reads all about the work and nothing about persons (907 п. 5.5, 152-ФЗ ст. 19).
 */
export const roles = [
  'administrator',
  'registryOperator',
  'territorialSpecialist',
  'reportCompiler',
  'head',
  'auditor',
  'observer',
] as const;
export type Role = (typeof roles)[number];

/** The role that an account's row or a call names; undefined for one that this version does not know. */
export const roleNamed = (code: string | undefined): Role | undefined => roles.find((role) => role === code);

export const rights = [
  'record.read',
  'record.write',
  'record.move',
  'person.readMasked',
  'person.read',
  'person.write',
  'person.destroy',
  'registry.exchange',
  'registry.export',
  'journal.read',
  'audit.read',
  'account.read',
  'account.manage',
  'key.grant',
  'emergency.take',
  'emergency.watch',
  'backup.manage',
] as const;
export type Right = (typeof rights)[number];

/**
 * Who may make a call. `open`: everybody, before sign-in too. `signedIn`: every operator. A right: whose role holds it. A
 * pair of rights: which one is asked depends on the registry that the call is about.
 */
export type Permission = 'open' | 'signedIn' | Right | ByRegistry;

/** `persons` is asked where the registry is personal, `organisations` where it is not. Null: nobody may. */
export interface ByRegistry {
  readonly organisations: Right;
  readonly persons: Right | null;
}

const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  administrator: [
    ...(['record.read', 'record.write', 'record.move', 'registry.exchange', 'registry.export'] as const),
    ...(['journal.read', 'audit.read', 'account.read', 'account.manage', 'backup.manage'] as const),
  ],
  registryOperator: [
    ...(['record.read', 'record.write', 'record.move', 'registry.exchange', 'registry.export'] as const),
    ...(['person.readMasked', 'person.read', 'person.write', 'journal.read', 'backup.manage'] as const),
  ],
  territorialSpecialist: [
    ...(['record.read', 'record.write', 'record.move', 'registry.exchange', 'registry.export'] as const),
    ...(['person.readMasked', 'person.read', 'person.write', 'journal.read', 'emergency.take'] as const),
    'backup.manage',
  ],
  reportCompiler: ['record.read', 'registry.export'],
  head: [
    ...(['record.read', 'record.move', 'registry.export', 'journal.read', 'audit.read'] as const),
    ...(['person.readMasked', 'person.read', 'person.destroy', 'account.read', 'key.grant'] as const),
    ...(['emergency.watch', 'backup.manage'] as const),
  ],
  auditor: ['record.read', 'journal.read', 'audit.read', 'account.read'],
  observer: ['record.read', 'person.readMasked'],
};

export const rightsOf = (role: Role): readonly Right[] => rightsByRole[role];
export const holds = (role: Role, right: Right): boolean => rightsByRole[role].includes(right);

/** Roles that open personal data and so hold a key slot. */
export const holdsKey = (role: Role): boolean => holds(role, 'person.readMasked');

/** Do these rights (null: nobody signed in) grant a call with this permission about this registry? */
export function grants(
  rights: readonly string[] | null,
  permission: Permission,
  registry?: Registry,
): boolean {
  if (permission === 'open') return true;
  if (rights === null) return false;
  if (permission === 'signedIn') return true;
  if (typeof permission === 'string') return rights.includes(permission);
  const { organisations, persons } = permission;
  // A registry that does not exist is refused by the call itself, for those who may make it at all.
  if (registry === undefined || !isPersonal(registry)) return rights.includes(organisations);
  return persons !== null && rights.includes(persons);
}

/** May an operator of this role (null: nobody signed in) make a call with this permission about this registry? */
export const isAllowed = (permission: Permission, role: Role | null, registry?: Registry): boolean =>
  grants(role === null ? null : rightsOf(role), permission, registry);

const rightsOverPersons: readonly Permission[] = ['key.grant', 'emergency.take', 'emergency.watch'];

/** Does the call open or hand on personal data, so that the operator's own slot must have opened the key? */
export const wantsKey = (permission: Permission, registry?: Registry): boolean =>
  typeof permission === 'string'
    ? rightsOverPersons.includes(permission)
    : registry !== undefined && isPersonal(registry);
