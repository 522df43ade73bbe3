import type { Registry } from '../registry/defineRegistry';
import type { FieldKind, Option } from '../registry/fieldKinds';

/**
 * An empty form of a registry for who has no program: its columns, and the mark by which it is known when it comes back,
 * whatever was written over its headings. Its columns are those that an import may fill.
 */
export interface FormColumn {
  readonly field: string;
  readonly heading: string;
  readonly needed: boolean;
  /** Words of the options, where one is chosen. */
  readonly options?: readonly string[];
  readonly kind: FieldKind['type'];
}

/** What the hidden sheet of a form says. */
export interface FormMark {
  readonly registry: string;
  readonly columns: readonly string[];
}

export const formSheetName = 'yardam';
const formVersion = '1';

export function formColumns(root: Registry): readonly FormColumn[] {
  const note = root.root?.importing?.note;
  const first = root.root?.statuses.order[0];
  return Object.entries(root.fields)
    .filter(([field, { system }]) => system !== true && field !== note)
    .map(([field, { kind, label, requiredFrom }]) => ({
      ...{ field, heading: label.ru, needed: requiredFrom === first, kind: kind.type },
      ...(kind.type === 'choice' ? { options: kind.options.map(wordOf) } : {}),
    }));
}

const wordOf = ({ ru }: Option): string => ru;

/** The rows of the hidden sheet. */
export const formMarkRows = (root: Registry): readonly (readonly string[])[] => [
  ['yardam', formVersion, root.code],
  formColumns(root).map(({ field }) => field),
];

/** The mark that these rows are; undefined where they are none of this version. */
export function readFormMark(rows: readonly (readonly string[])[]): FormMark | undefined {
  const [[name, version, registry] = [], columns = []] = rows;
  if (name !== 'yardam' || version !== formVersion || registry === undefined || registry === '')
    return undefined;
  return { registry, columns: columns.filter((column) => column !== '') };
}
