import type { Words } from '../../domain/registry/defineRegistry';
import type { FieldKind, FieldValue } from '../../domain/registry/fieldKinds';
import { checkValue } from '../../domain/registry/kinds/checkValue';
import { formatField } from '../../domain/registry/kinds/formatField';
import type { FieldContext } from '../../domain/registry/fieldContext';

/** A value as people write it; what is no value of its kind (typed wrongly, masked) stays as it is. */
export const sayField = (
  kind: FieldKind,
  value: FieldValue,
  language: keyof Words,
  context: FieldContext,
): string =>
  checkValue(kind, value, context).ok
    ? formatField(kind, value, language, context)
    : (Array.isArray(value) ? value : [value ?? '']).join(', ');
