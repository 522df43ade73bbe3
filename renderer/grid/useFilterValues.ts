import { askedField, askedFields, type AskedField } from '../../domain/question/askedField';
import type { Asked, Condition } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldKind } from '../../domain/registry/fieldKinds';
import { systemFieldWords } from '../../domain/registry/systemFields';
import { useWords } from '../locale/useWords';
import { sayField } from '../record/sayField';
import { useReferenceStore } from '../stores/referenceStore';

export interface FilterValue {
  readonly code: Asked;
  readonly words: string;
}

/** The fields a list may be narrowed by and what may be said of each, in the operator's words. */
export function useFilterValues(registry: Registry) {
  const { say, pick, language } = useWords();
  const reference = useReferenceStore();
  const registryOf = ({ list }: AskedField): Registry | undefined =>
    list === undefined ? registry : registry.root?.lists[list];

  /** What may be asked here: nothing sealed, which is searched for; one term is named by its code, which is no word. */
  const fields = askedFields(registry).filter(({ sealed, term }) => !sealed && term === undefined);

  const kindOf = (name: string): FieldKind | undefined => {
    const asked = askedField(registry, name);
    const field = asked?.field;
    return asked === undefined || field === undefined ? undefined : registryOf(asked)?.fields[field]?.kind;
  };

  function fieldLabel(name: string): string {
    if (name === 'changedAt' || name === 'dueOn') return say(`list.${name}`);
    if (name === 'status' || name === 'registrationNumber') return say(`list.${name}`);
    const asked = askedField(registry, name);
    const of = asked === undefined ? undefined : registryOf(asked);
    if (asked?.list !== undefined && asked.field === undefined)
      return of === undefined ? name : pick(of.name);
    const declared = of?.fields[asked?.field ?? ''];
    const own = pick(declared?.label ?? systemFieldWords(name));
    return asked?.list === undefined || of === undefined
      ? own
      : say('list.ofList', { list: pick(of.name), field: own });
  }

  function valuesOf(name: string): readonly FilterValue[] {
    const plan = registry.root?.statuses;
    if (name === 'status')
      return (plan?.order ?? []).map((code) => ({
        code,
        words: pick(plan?.words[code] ?? { ru: code, tt: code }),
      }));
    const kind = kindOf(name);
    if (kind?.type === 'classifier') return reference.of(kind.classifier).entries.map(worded);
    if (kind?.type === 'choice' || kind?.type === 'choices') return kind.options.map(worded);
    if (kind?.type !== 'boolean') return [];
    return [
      { code: true, words: say('frame.yes') },
      { code: false, words: say('frame.no') },
    ];
  }
  const worded = (entry: { code: string; ru: string; tt: string }): FilterValue => ({
    code: entry.code,
    words: pick(entry),
  });

  const valueLabel = (name: string, code: Asked): string => {
    const known = valuesOf(name).find((value) => value.code === code)?.words;
    if (known !== undefined) return known;
    const asked = askedField(registry, name);
    const isDay = asked?.shape === 'day' || asked?.shape === 'instant';
    const kind = isDay ? ({ type: 'date' } as const) : kindOf(name);
    return kind === undefined ? String(code) : sayField(kind, code, language.value, reference.context);
  };

  /** What a condition says of its field, in words; each value of a choice by itself. */
  function sayings(condition: Condition): readonly { readonly value?: Asked; readonly words: string }[] {
    const { field, is, from, to, empty, contains } = condition;
    const end = (value: Asked | undefined): string => (value === undefined ? '' : valueLabel(field, value));
    const ends = { from: end(from), to: end(to) };
    const range = from !== undefined && to !== undefined ? 'between' : from !== undefined ? 'from' : 'to';
    const parts = [
      ...(from === undefined && to === undefined ? [] : [say(`list.said.${range}`, ends)]),
      ...(empty === undefined ? [] : [say(`list.filled.${empty ? 'empty' : 'filled'}`)]),
      ...(contains === undefined ? [] : [say('list.said.contains', { text: contains })]),
    ];
    const values = [...(is === undefined ? [] : [is]), ...(condition.in ?? [])];
    return [
      ...values.map((value) => ({ value, words: `${fieldLabel(field)}: ${valueLabel(field, value)}` })),
      ...(parts.length === 0 ? [] : [{ words: `${fieldLabel(field)}: ${parts.join(', ')}` }]),
    ];
  }

  return { fields, fieldLabel, valuesOf, kindOf, sayings };
}
