import type { Classifiers } from '../registry/classifiers';
import { formatField } from '../registry/formatField';
import type { Registry } from '../registry/defineRegistry';
import { statusWords } from './printedFields';

/** What a list is narrowed to. */
export interface ShownList {
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly only?: readonly string[] | undefined;
}

/** Says on the paper that it is a part of the registry, and which; nothing where all of it was shown. */
export function selectionOf(
  registry: Registry,
  { search, filters, only }: ShownList,
  today: string,
  classifiers: Classifiers,
): { readonly selection?: string } {
  const narrowed = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => {
      const field = registry.fields[name];
      const words = values.map((value) =>
        field === undefined
          ? statusOf(registry, value)
          : formatField(field.kind, value, 'ru', { today, classifiers }),
      );
      return `${(field?.label.ru ?? 'Статус').toLowerCase()} — ${words.join(', ')}`;
    });
  const parts = [
    ...narrowed,
    ...(search.trim() === '' ? [] : [`найденные по словам «${search.trim()}»`]),
    ...(only === undefined ? [] : ['отмеченные оператором']),
  ];
  return parts.length === 0 ? {} : { selection: `Часть реестра: ${parts.join('; ')}` };
}

const statusOf = ({ root }: Registry, status: string): string =>
  root === undefined ? status : statusWords(root.statuses, status);
