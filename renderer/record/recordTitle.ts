import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';

/** How a record is called: what its title field says, or all parts of the name where the title is one of them. */
export function recordTitle(registry: Registry, fields: FieldValues): string {
  const title = registry.root?.titleField ?? '';
  const parts = isNamePart(registry, title)
    ? Object.keys(registry.fields).filter((field) => isNamePart(registry, field))
    : [title];
  return parts
    .map((field) => fields[field] ?? null)
    .filter((value) => value !== null && value !== '')
    .join(' ');
}

function isNamePart(registry: Registry, field: string): boolean {
  const kind = registry.fields[field]?.kind;
  return kind?.type === 'personName' && kind.part === true;
}
