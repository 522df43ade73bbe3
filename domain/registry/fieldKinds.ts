/**
 * What a field can be. Values are JSON: string, number, boolean, null or string[] (`phones`, `emails`, `choices`,
 * `codes`). A date is `YYYY-MM-DD`, money is a whole number of kopecks. Three things can be done with every kind, each in
 * a file of its own: `checkValue` judges a value, `parseField` reads typed words, `formatField` says it in words.
 */
export type FieldKind =
  | { readonly type: 'text'; readonly max: number; readonly lines?: 'many' }
  | { readonly type: 'date'; readonly notAfterToday?: true; readonly notBefore?: string }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'year' }
  | { readonly type: 'money' }
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly options: readonly Option[] }
  | { readonly type: 'choices'; readonly options: readonly Option[] }
  | { readonly type: 'classifier'; readonly classifier: ClassifierName }
  | { readonly type: 'code'; readonly code: CodeName }
  | { readonly type: 'codes'; readonly code: CodeName }
  /** A full name, or with `part` one part of it: a surname, a given name, a patronymic. */
  | { readonly type: 'personName'; readonly part?: true }
  | { readonly type: 'phones' }
  | { readonly type: 'emails' }
  /**
   * The id of a record of this root registry. `in`: statuses it must be in when it is chosen. `pinned`: the field of it
   * that names its edition; the value is then `id@edition` (`recordReference.ts`).
   */
  | {
      readonly type: 'record';
      readonly registry: string;
      readonly in?: readonly string[];
      readonly pinned?: string;
    };

export interface Option {
  readonly code: string;
  readonly ru: string;
  readonly tt: string;
  /** Words that people look for it by besides. */
  readonly also?: readonly string[];
}

/** Codes checked by form and, where there is one, by check digit: `domain/values/`. */
export type CodeName = 'inn' | 'kpp' | 'ogrn' | 'okved2' | 'snils';
/** Lists of codes that ship as data in `resources/classifiers/`. */
export type ClassifierName = 'oktmo' | 'okopf';

export type FieldValue = string | number | boolean | null | readonly string[];
export type FieldValues = Readonly<Record<string, FieldValue>>;
/** One row of a list inside a record. `id` is absent for a row not saved yet. */
export type ListRow = FieldValues & { readonly id?: string };
/** What a form sends and a record holds: fields and, under the list's name, its rows. */
export type RecordFields = Readonly<Record<string, FieldValue | readonly ListRow[]>>;

/** Values are JSON scalars or lists of strings. */
export const sameValue = (a: FieldValue, b: FieldValue): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** How a kind is stored: SQLite STRICT column type. */
export function columnType(kind: FieldKind): 'TEXT' | 'INTEGER' {
  switch (kind.type) {
    case 'integer':
    case 'year':
    case 'money':
    case 'boolean':
      return 'INTEGER';
    case 'text':
    case 'date':
    case 'choice':
    case 'choices':
    case 'classifier':
    case 'code':
    case 'codes':
    case 'personName':
    case 'phones':
    case 'emails':
    case 'record':
      return 'TEXT';
  }
}

/** Kinds whose value is a list of strings, kept as a JSON array in one column. */
export function isManyValued(kind: FieldKind): boolean {
  return kind.type === 'choices' || kind.type === 'codes' || kind.type === 'phones' || kind.type === 'emails';
}
