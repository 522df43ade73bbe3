import type { Registry, Words } from '../registry/defineRegistry';
import {
  isManyValued,
  type FieldKind,
  type FieldValue,
  type FieldValues,
  type ListRow,
} from '../registry/fieldKinds';
import { formatField } from '../registry/kinds/formatField';
import type { FieldContext } from '../registry/fieldContext';
import type { Language } from '../registry/kinds/formatField';
import { readReference, type RecordKind, type RecordReference } from '../registry/references/recordReference';

/**
 * What leaves the program as public data: the fields the declaration marks `published` (442-ФЗ ст. 25 чч. 3-4) and the
 * registration number. Everything that goes out in a file is made here, so that an inner field cannot slip out by
 * another way; never pass a record on whole.
 */
export interface PublishedField {
  readonly name: string;
  readonly label: Words;
  /** A field has a kind, a list has fields of its own. */
  readonly kind?: FieldKind;
  readonly list?: readonly PublishedField[];
  /** Filled in every record. */
  readonly always: boolean;
}

export interface PublishedRecord {
  readonly registrationNumber: string | null;
  readonly fields: FieldValues;
  readonly lists: Readonly<Record<string, readonly ListRow[]>>;
}

/** Point 1 of the article; kept beside the declared fields, since the program itself gives it. */
const registrationNumber: PublishedField = {
  name: 'registrationNumber',
  label: { ru: 'Регистрационный номер', tt: 'Теркәү номеры' },
  kind: { type: 'text', max: 100 },
  always: false,
};

/** Public fields in the order of the declaration, then public lists. */
export function publishedFields(registry: Registry): readonly PublishedField[] {
  const first = registry.root?.statuses.order[0];
  const lists = Object.entries(registry.root?.lists ?? {})
    .map(([name, child]) => ({ name, label: child.name, list: ownFields(child, first), always: true }))
    .filter(({ list }) => list.length > 0);
  return [registrationNumber, ...ownFields(registry, first), ...lists];
}

function ownFields(registry: Registry, first: string | undefined): readonly PublishedField[] {
  return Object.entries(registry.fields)
    .filter(([, { published }]) => published === true)
    .map(([name, { label, kind, requiredFrom }]) => ({ name, label, kind, always: requiredFrom === first }));
}

/** A line of a table for people: words, not codes; a list is one cell with a line for each of its rows. */
export function toPublishedRow(
  registry: Registry,
  record: PublishedRecord,
  language: Language,
  context: FieldContext,
): (string | number | null)[] {
  const say = ({ kind, name }: PublishedField, values: FieldValues): string =>
    kind === undefined ? '' : formatField(kind, values[name] ?? null, language, context);
  const sayListRow = (fields: readonly PublishedField[], row: FieldValues): string =>
    fields
      .map((field) => ({ label: field.label[language], words: say(field, row) }))
      .filter(({ words }) => words !== '')
      .map(({ label, words }) => `${label}: ${words}`)
      .join('; ');

  const values: FieldValues = { ...record.fields, registrationNumber: record.registrationNumber };
  return publishedFields(registry).map((field) => {
    if (field.list !== undefined) {
      const { list } = field;
      return (record.lists[field.name] ?? []).map((row) => sayListRow(list, row)).join('\n') || null;
    }
    const value = values[field.name] ?? null;
    return field.kind?.type === 'integer' && typeof value === 'number' ? value : say(field, values) || null;
  });
}

/** A record for machines: codes and stored values, every public field present. Its shape is `publishedSchema`. */
export function toPublishedObject(
  registry: Registry,
  record: PublishedRecord,
  context: FieldContext,
): Record<string, unknown> {
  const values: FieldValues = { ...record.fields, registrationNumber: record.registrationNumber };
  return pick(publishedFields(registry), values, record.lists, context);
}

function pick(
  fields: readonly PublishedField[],
  values: FieldValues,
  lists: PublishedRecord['lists'],
  context: FieldContext,
): Record<string, unknown> {
  return Object.fromEntries<unknown>(
    fields.map(({ name, kind, list }) => {
      if (list !== undefined) return [name, (lists[name] ?? []).map((row) => pick(list, row, {}, context))];
      const value: FieldValue = values[name] ?? null;
      if (kind?.type === 'record') return [name, namedRecord(kind, value, context)];
      return [name, value === null && kind !== undefined && isManyValued(kind) ? [] : value];
    }),
  );
}

function namedRecord(
  { registry }: RecordKind,
  value: FieldValue,
  { titleOf }: FieldContext,
): (RecordReference & { readonly title: string | null }) | null {
  const reference = readReference(value);
  return reference === null
    ? null
    : { ...reference, title: titleOf?.(registry, reference.id)?.title ?? null };
}
