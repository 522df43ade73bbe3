import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { formatField } from '../../domain/registry/kinds/formatField';
import { useWords } from '../locale/useWords';
import { useReferenceStore } from '../stores/referenceStore';

/** Fields and values of two records side by side; what is not declared goes by its own name. */
export function useFieldWords() {
  const { pick, language } = useWords();
  const reference = useReferenceStore();

  const label = (registry: Registry, field: string): string =>
    pick(registry.fields[field]?.label ?? { ru: field, tt: field });

  function words(registry: Registry, field: string, value: FieldValue): string {
    const declared = registry.fields[field];
    return declared === undefined
      ? String(value ?? '')
      : formatField(declared.kind, value, language.value, reference.context);
  }
  return { label, words };
}
