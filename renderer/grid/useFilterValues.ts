import type { Registry } from '../../domain/registry/defineRegistry';
import { useWords } from '../locale/useWords';
import { useReferenceStore } from '../stores/referenceStore';

export interface FilterValue {
  readonly code: string;
  readonly words: string;
}

/** The fields a list may be narrowed by and what each may be, in the operator's words. */
export function useFilterValues(registry: Registry) {
  const { say, pick } = useWords();
  const reference = useReferenceStore();

  const fieldLabel = (field: string): string => {
    const declared = registry.fields[field];
    return declared === undefined ? say('list.status') : pick(declared.label);
  };

  function valuesOf(field: string): readonly FilterValue[] {
    const kind = registry.fields[field]?.kind;
    if (kind === undefined) {
      const plan = registry.root?.statuses;
      return (plan?.order ?? []).map((code) => ({
        code,
        words: pick(plan?.words[code] ?? { ru: code, tt: code }),
      }));
    }
    if (kind.type === 'classifier') return reference.of(kind.classifier).entries.map(worded);
    return kind.type === 'choice' ? kind.options.map(worded) : [];
  }
  const worded = (entry: { code: string; ru: string; tt: string }): FilterValue => ({
    code: entry.code,
    words: pick(entry),
  });

  const valueLabel = (field: string, code: string): string =>
    valuesOf(field).find((value) => value.code === code)?.words ?? code;

  return { fieldLabel, valuesOf, valueLabel };
}
