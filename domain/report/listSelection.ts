import type { Classifiers } from '../registry/classifiers';
import type { Registry } from '../registry/defineRegistry';
import type { Condition } from '../question/question';
import { conditionWords } from './conditionWords';

/** What a list is narrowed to. */
export interface ShownList {
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly where?: readonly Condition[] | undefined;
  readonly only?: readonly string[] | undefined;
}

/** Says on the paper that it is a part of the registry, and which; nothing where all of it was shown. */
export function selectionOf(
  registry: Registry,
  { search, filters, where = [], only }: ShownList,
  today: string,
  classifiers: Classifiers,
): { readonly selection?: string } {
  const filtered = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([field, values]): Condition => ({ field, in: values }));
  const narrowed = [...filtered, ...where].map((one) =>
    conditionWords(registry, one, { today, classifiers }),
  );
  const parts = [
    ...narrowed,
    ...(search.trim() === '' ? [] : [`найденные по словам «${search.trim()}»`]),
    ...(only === undefined ? [] : ['отмеченные оператором']),
  ];
  return parts.length === 0 ? {} : { selection: `Часть реестра: ${parts.join('; ')}` };
}
