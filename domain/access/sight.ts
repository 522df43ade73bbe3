import type { Office } from '../exchange/officeConfig';
import type { Registry } from '../registry/defineRegistry';
import type { FieldKind, FieldValue, FieldValues } from '../registry/fieldKinds';
import { isPersonal, isSealedField } from '../registry/personal';
import type { Issue } from '../values/result';
import { holdsOver } from './permissions';
import type { Role } from './roles';

/**
 * What one operator sees of personal data: persons of which territories, and whether their words are masked. Need to
 * know (907 п. 5.5): an operator with a territory sees that one; an office of a district sees its own; the ministry sees
 * the republic. A record without a territory is the ministry's.
 */
export interface Sight {
  /** Whose eyes they are: a right of the registry says whether words are masked. */
  readonly role: Role;
  /** OKTMO codes; undefined means the whole republic. */
  readonly within: readonly string[] | undefined;
}

export function sightOf(role: Role, territory: readonly string[], office: Office): Sight {
  const own = office.kind === 'ministry' ? [] : office.oktmo;
  const within = territory.length > 0 ? territory : own;
  return { role, within: within.length > 0 ? within : undefined };
}

/** Does he know that a record of this registry is here, but not what its sealed values say? */
export const isMasked = ({ role }: Sight, root: Registry): boolean =>
  isPersonal(root) && !holdsOver(root, role, 'read');

/** Does this territory lie within what is seen? */
export const isWithin = ({ within }: Sight, territory: FieldValue): boolean =>
  within === undefined || (typeof territory === 'string' && within.includes(territory));

/** Masks sealed values for an operator who may know that a person is in the registry, but not who it is. */
export function maskFields(registry: Registry, fields: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const kind = registry.fields[field]?.kind;
      const isOpen = kind === undefined || value === null || !isSealedField(registry, field);
      return [field, isOpen ? value : maskValue(kind, value)];
    }),
  );
}

/**
 * Takes from issues what fills the gaps of their sentences: a typed word, the length of a number. It does so for every
 * field, because the issue of one field may quote another.
 */
export const maskIssues = (issues: readonly Issue[]): readonly Issue[] =>
  issues.map(({ params, ...issue }) =>
    params === undefined
      ? issue
      : { ...issue, params: Object.fromEntries(Object.keys(params).map((name) => [name, hidden])) },
  );

const hidden = '***';

function maskValue(kind: FieldKind, value: FieldValue): FieldValue {
  if (Array.isArray(value)) return [hidden];
  return kind.type === 'personName' && typeof value === 'string'
    ? `${Array.from(value)[0] ?? ''}${hidden}`
    : hidden;
}
