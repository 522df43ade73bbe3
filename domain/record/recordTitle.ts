import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';

/** How a record is called: what its title field says, or all parts of the name where the title is one of them. */
export function recordTitle(registry: Registry, fields: FieldValues): string {
  return nameFieldsOf(registry)
    .map((field) => said(registry, field, fields[field] ?? null))
    .filter((value) => value !== null && value !== '')
    .join(' ');
}

/** The fields that say it. */
export function nameFieldsOf(registry: Registry): readonly string[] {
  const title = registry.root?.titleField ?? '';
  return isNamePart(registry, title)
    ? Object.keys(registry.fields).filter((field) => isNamePart(registry, field))
    : [title];
}

function isNamePart(registry: Registry, field: string): boolean {
  const kind = registry.fields[field]?.kind;
  return kind?.type === 'personName' && kind.part === true;
}

/** A chosen option is called by its word. */
function said(registry: Registry, field: string, value: FieldValue): FieldValue {
  const kind = registry.fields[field]?.kind;
  return kind?.type === 'choice' ? (kind.options.find(({ code }) => code === value)?.ru ?? value) : value;
}
