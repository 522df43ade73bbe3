import type { CallName } from '../../domain/contract';
import type { Permission } from '../../domain/record/permissions';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';

/**
 * What the window offers only to those whose rights allow it, by the call it makes. The dispatcher decides; this table
 * keeps from offering what it would refuse, and `tests/access/windowRights.test.ts` holds every line of it against the contract.
 */
const reading = { organisations: 'record.read', persons: 'person.readMasked' } as const;
const writing = { organisations: 'record.write', persons: 'person.write' } as const;

export const acts = {
  'record.list': reading,
  'record.create': writing,
  'record.save': writing,
  'record.move': { organisations: 'record.move', persons: 'person.write' },
  'record.withdraw': writing,
  'review.decide': { organisations: 'record.write', persons: null },
  'record.history': { organisations: 'record.read', persons: 'person.read' },
  'record.duplicates': { organisations: 'record.read', persons: 'person.write' },
  'import.preview': { organisations: 'record.write', persons: null },
  'import.undo': 'record.write',
  'export.make': { organisations: 'registry.export', persons: null },
  'exchange.run': 'registry.exchange',
  'exchange.journal': 'journal.read',
  'audit.list': 'audit.read',
  'backup.make': 'backup.manage',
  'user.list': 'account.read',
  'user.add': 'account.manage',
  'key.create': 'account.manage',
  'key.grant': 'key.grant',
  'key.renew': 'key.grant',
  'key.watch': 'emergency.watch',
  'person.destroy': 'person.destroy',
  'emergency.take': 'emergency.take',
  'emergency.list': 'emergency.watch',
} as const satisfies Partial<Record<CallName, Permission>>;
export type Act = keyof typeof acts;

/** Do these rights allow the call, about this registry where it is about one? */
export function permits(act: Act, rights: readonly string[], registry?: Registry): boolean {
  const permission: Permission = acts[act];
  if (typeof permission === 'string') return rights.includes(permission);
  const { organisations, persons } = permission;
  if (registry === undefined || !isPersonal(registry)) return rights.includes(organisations);
  return persons !== null && rights.includes(persons);
}

/** Is a person shown to these rights without words that name him? */
export const isMasked = (registry: Registry, rights: readonly string[]): boolean =>
  isPersonal(registry) && !rights.includes('person.read');
