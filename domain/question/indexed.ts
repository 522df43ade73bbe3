import type { Registry } from '../registry/defineRegistry';
import { isPersonal } from '../registry/personal';
import { askedField } from './askedField';
import type { Condition } from './question';

/**
 * What is answered by an index, whatever the number of records: `filters` of the declaration, keys of identity, and what
 * every registry has. The rest is looked for record by record where they are few, and refused by name where not.
 */

/** Does an index find the records of this condition? */
export function isFoundByIndex(root: Registry, condition: Condition): boolean {
  const field = askedField(root, condition.field);
  if (field === undefined || field.shape === 'rows' || condition.contains !== undefined) return false;
  if (field.sealed) return field.blind;
  // Open terms of all registries lie in one table, in order of their days.
  if (field.list === field.name) return true;
  if (isOrderedByIndex(root, condition.field)) return true;
  if (root.root?.filters.includes(condition.field) === true) return !field.many;
  return isKey(root, condition.field) && (condition.is ?? condition.in) !== undefined;
}

/** Does an index hold all the records in the order of this field? */
export function isOrderedByIndex(root: Registry, field: string): boolean {
  if (field === 'changedAt') return true;
  if (field === 'title' || field === 'registrationNumber') return !isPersonal(root);
  const asked = askedField(root, field);
  return root.root?.filters.includes(field) === true && asked?.list === undefined && asked?.many === false;
}

/** The sets of fields of the record itself that an index holds together, so that they are counted without the records. */
export function heldTogether(root: Registry): readonly (readonly string[])[] {
  const alone = [...(root.root?.filters ?? []), 'registrationNumber', 'changedAt'];
  return [
    ...(root.root?.counted ?? []),
    ...alone.filter((field) => isOrderedByIndex(root, field)).map((field) => [field]),
  ];
}

/** Numbers of organisations are indexed where they are looked up as twins; sealed ones only by their terms. */
const isKey = (root: Registry, field: string): boolean =>
  !isPersonal(root) &&
  (root.root?.identity ?? []).some(
    ({ fields, compare }) => compare === 'exact' && fields.length === 1 && fields[0] === field,
  );
