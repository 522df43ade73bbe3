import type { Classifiers } from '../registry/classifiers';
import { formatField } from '../registry/formatField';
import type { FieldDeclaration } from '../registry/defineRegistry';
import { provider } from '../registry/provider/declaration';
import { statusWords } from './printedFields';

/** What a list is narrowed to. */
export interface ShownList {
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly only?: readonly string[] | undefined;
}

/** Says on the paper that it is a part of the registry, and which; nothing where all of it was shown. */
export function selectionOf(
  { search, filters, only }: ShownList,
  today: string,
  classifiers: Classifiers,
): { readonly selection?: string } {
  const fields: Readonly<Record<string, FieldDeclaration>> = provider.fields;
  const narrowed = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => {
      const field = fields[name];
      const words = values.map((value) =>
        field === undefined
          ? statusWords(provider.root.statuses, value)
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
