import { checkValue } from '../registry/kinds/checkValue';
import type { Registry } from '../registry/defineRegistry';
import { sameValue } from '../registry/fieldKinds';
import { isUuid } from '../values/uuid';
import type { FieldEdit } from './editRecord';
import type { RecordContext } from './recordContent';

/** Is the field declared, and the value in the very form it would be stored in? */
export function isWellFormed(
  registry: Registry,
  { field, after }: FieldEdit,
  context: RecordContext,
): boolean {
  switch (field) {
    case 'removed':
      return typeof after === 'boolean';
    case 'status':
      return registry.root?.statuses.order.includes(String(after)) === true && typeof after === 'string';
    case 'registrationNumber':
      return registry.root !== undefined && typeof after === 'string';
    case 'keeper':
    case 'decider':
      return registry.root?.held !== undefined && typeof after === 'string' && officeCode.test(after);
    case 'parentId':
      return registry.parent !== undefined && isUuid(after);
    case 'position':
      if (registry.parent !== undefined) return Number.isSafeInteger(after);
  }
  const declaration = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declaration === undefined) return false;
  const checked = checkValue(declaration.kind, after, context);
  return checked.ok && sameValue(checked.value, after);
}

/** Does the registry have this field, of its own or of the program? */
export function isDeclaredField(registry: Registry, field: string): boolean {
  if (field === 'removed' || Object.hasOwn(registry.fields, field)) return true;
  if (registry.parent !== undefined) return field === 'parentId' || field === 'position';
  if (field === 'keeper' || field === 'decider') return registry.root?.held !== undefined;
  return field === 'status' || field === 'registrationNumber';
}

const officeCode = /^[a-z][a-z0-9]{0,19}$/;
