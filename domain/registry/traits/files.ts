import type { FileTypeCode } from '../../values/fileType';
import type { FieldKind } from '../fieldKinds';
import type { Words } from '../words';

/**
 * Files of a record: the declaration names their kinds, and the list `files` with its child registry follows. A file is a
 * row like any other; its bytes lie beside (`db/content/contentRepository.ts`) and are found by the id of the row.
 */
export interface FilesTrait {
  readonly kinds: readonly KindOfFile[];
  /** What they may be by their content; whatever the program takes where nothing is said. */
  readonly types?: readonly FileTypeCode[];
  /** In bytes, where it is less than what the office takes. */
  readonly maxSize?: number;
}

export interface KindOfFile {
  readonly code: string;
  readonly ru: string;
  readonly tt: string;
  /** The clause the kind serves. */
  readonly clause?: string;
}

/** The name of the list, the same in every registry. */
export const fileListName = 'files';

interface Root<O extends string> {
  readonly code: string;
  readonly table: string;
  readonly owner: O;
  readonly fields: Readonly<Record<string, { readonly sealed?: true }>>;
  readonly root: {
    readonly lists: Readonly<Record<string, Pick<Root<O>, 'fields'>>>;
    readonly statuses: { readonly order: readonly string[] };
  };
}

/** The child registry of the files of a root. In a personal one a name names the person, and all of it is sealed. */
export function fileListOf<O extends string>(
  { code, table, owner, fields, root }: Root<O>,
  { kinds }: FilesTrait,
) {
  const all = [fields, ...Object.values(root.lists).map((child) => child.fields)];
  const isSealed = all.some((ofOne) => Object.values(ofOne).some(({ sealed }) => sealed === true));
  const [first = ''] = root.statuses.order;
  const field = (kind: FieldKind, label: Words) => ({
    kind,
    label,
    ...(isSealed ? { sealed: true as const } : {}),
  });
  const fact = (kind: FieldKind, label: Words) => ({
    ...field(kind, label),
    requiredFrom: first,
    system: true as const,
  });
  const options = kinds.map(({ code: kind, ru, tt }) => ({ code: kind, ru, tt }));
  return {
    code: `${code}File`,
    table: `${table}_file`,
    name: { ru: 'Файлы', tt: 'Файллар' },
    owner,
    parent: { registry: code, list: fileListName },
    fields: {
      kind: {
        ...field({ type: 'choice', options }, { ru: 'Вид документа', tt: 'Документ төре' }),
        requiredFrom: first,
      },
      name: fact({ type: 'text', max: 250 }, { ru: 'Имя файла', tt: 'Файл исеме' }),
      size: fact(
        { type: 'integer', min: 1, max: Number.MAX_SAFE_INTEGER },
        { ru: 'Размер, байт', tt: 'Күләме, байт' },
      ),
      mime: fact({ type: 'text', max: 100 }, { ru: 'Тип содержания', tt: 'Эчтәлек тибы' }),
      sha256: fact(
        { type: 'text', max: 64 },
        { ru: 'Контрольная сумма SHA-256', tt: 'SHA-256 контроль суммасы' },
      ),
      note: field({ type: 'text', max: 500 }, { ru: 'Примечание', tt: 'Искәрмә' }),
    },
  };
}
