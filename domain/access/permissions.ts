import type { Registry } from '../registry/defineRegistry';
import type { Registries } from '../registry/index';
import { isPersonal } from '../registry/personal';
import type { RecordRight } from '../registry/traits/rights';
import type { Role } from './roles';

/**
 * Who may do what. The dispatcher is the only place that asks. A role is a set of rights over the office, below, and of
 * rights over records, which each root registry declares (`registry/traits/rights.ts`); a call names the right it wants.
 * docs/roles.md is made from both and a test walks every cell of it. The administrator keeps accounts and sees no citizen;
 * the auditor reads all about the work and nothing about persons (907 п. 5.5, 152-ФЗ ст. 19).
 */
export const rights = [
  'registry.exchange',
  'journal.read',
  'audit.read',
  'account.read',
  'account.manage',
  'key.grant',
  'emergency.take',
  'emergency.watch',
  'backup.manage',
  'reference.manage',
] as const;
export type Right = (typeof rights)[number];

/** `open`: everybody, before sign-in too. `signedIn`: every operator. A right: whose role holds it. */
export type OfficePermission = 'open' | 'signedIn' | Right;

/**
 * Who may make a call. `keyHolder`: whose role opens personal data. A right over records: whose role holds it in the
 * registry that the call names; where it names none that is here, in any registry of the office.
 */
export type Permission = OfficePermission | 'keyHolder' | { readonly record: RecordRight };

const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  administrator: [
    ...(['registry.exchange', 'journal.read', 'audit.read', 'account.read', 'account.manage'] as const),
    ...(['backup.manage', 'reference.manage'] as const),
  ],
  registryOperator: ['registry.exchange', 'journal.read', 'backup.manage', 'reference.manage'],
  territorialSpecialist: ['registry.exchange', 'journal.read', 'emergency.take', 'backup.manage'],
  reportCompiler: [],
  head: [
    ...(['journal.read', 'audit.read', 'account.read', 'key.grant'] as const),
    ...(['emergency.watch', 'backup.manage'] as const),
  ],
  auditor: ['journal.read', 'audit.read', 'account.read'],
  observer: [],
};

/** Rights over the office; those over records stand in the declarations. */
export const rightsOf = (role: Role): readonly Right[] => rightsByRole[role];
export const holds = (role: Role, right: Right): boolean => rightsByRole[role].includes(right);

/** Does this role hold the right over the records of this root registry? */
export const holdsOver = (root: Registry, role: Role, right: RecordRight): boolean =>
  root.root?.rights[right]?.includes(role) === true;

/** May the role make some move of this registry's records? A move may need another right than `move`. */
const mayMoveSome = (root: Registry, role: Role): boolean =>
  root.root?.statuses.moves.some(({ right = 'move' }) => holdsOver(root, role, right)) === true;

/** Does the role open personal data of this office, and so hold a key slot? */
export const holdsKey = (role: Role, { roots }: Registries): boolean =>
  roots.some((root) => isPersonal(root) && holdsOver(root, role, 'see'));

/** Whoever is signed in, as the window knows him too. */
export interface Asker {
  readonly role: Role | undefined;
  readonly rights: readonly string[];
}

const grantsOffice = (asker: Asker | null, permission: OfficePermission): boolean =>
  permission === 'open' ||
  (asker !== null && (permission === 'signedIn' || asker.rights.includes(permission)));

/** May he (null: nobody signed in) make a call with this permission about this registry of this office? */
export function grants(
  asker: Asker | null,
  permission: Permission,
  registries: Registries,
  registry?: Registry,
): boolean {
  if (typeof permission === 'string' && permission !== 'keyHolder') return grantsOffice(asker, permission);
  const role = asker?.role;
  if (role === undefined) return false;
  if (permission === 'keyHolder') return holdsKey(role, registries);
  // A registry that does not exist is refused by the call itself, for those who may make it at all.
  const about = registry === undefined ? registries.roots : [registry];
  const right = permission.record;
  return about.some((root) => (right === 'move' ? mayMoveSome(root, role) : holdsOver(root, role, right)));
}

const askerOf = (role: Role | null): Asker | null =>
  role === null ? null : { role, rights: rightsOf(role) };

/** May an operator of this role (null: nobody signed in) make a call with this permission about this registry? */
export const isAllowed = (
  permission: Permission,
  role: Role | null,
  registries: Registries,
  registry?: Registry,
): boolean => grants(askerOf(role), permission, registries, registry);

/** May an operator of this role hear what this permission stands before? */
export const isAllowedByRole = (permission: OfficePermission, role: Role | null): boolean =>
  grantsOffice(askerOf(role), permission);

const rightsOverPersons: readonly Permission[] = ['key.grant', 'emergency.take', 'emergency.watch'];

/**
 * Does the call open or hand on personal data, so that the operator's own slot must have opened the key? What is
 * destroyed need not be opened.
 */
export const wantsKey = (permission: Permission, registry?: Registry): boolean =>
  typeof permission === 'string'
    ? rightsOverPersons.includes(permission)
    : permission.record !== 'destroy' && registry !== undefined && isPersonal(registry);
