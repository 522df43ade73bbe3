import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import type { StatusPlan } from '../registry/traits/statuses';
import type { FieldKind, FieldValue, FieldValues } from '../registry/fieldKinds';
import { formatField } from '../registry/kinds/formatField';
import type { FieldContext } from '../registry/fieldContext';
import type { ReportColumn, ReportTable } from './reportModel';
import { typographic } from './typography';

/**
 * Declared fields as words on paper. Papers leave the office, therefore only fields declared `published` pass here
 * (442-ФЗ ст. 25 ч. 4), and what is empty is said to be empty, never filled by a guess.
 */
export const noInformation = 'нет сведений';
export const noInformationCell = '—';

/** A record as papers need it: what `record.open` gives. */
export interface PrintedRecord {
  /** Where papers tie records to each other. */
  readonly recordId?: string;
  readonly status: string;
  readonly registrationNumber: string | null;
  readonly fields: FieldValues;
  readonly lists: Readonly<Record<string, readonly FieldValues[]>>;
}

export interface PublishedField {
  readonly name: string;
  readonly declaration: FieldDeclaration;
}

/** Fields of a registry that may be printed, in the order of the declaration. */
export function publishedFields(registry: Registry): readonly PublishedField[] {
  return Object.entries(registry.fields)
    .filter(([, declaration]) => declaration.published === true)
    .map(([name, declaration]) => ({ name, declaration }));
}

/** The value in words, or `absent` when there is none. */
export function printedValue(
  declaration: FieldDeclaration,
  value: FieldValue | undefined,
  context: FieldContext,
  absent: string,
): string {
  const words = value === undefined ? '' : formatField(declaration.kind, value, 'ru', context).trim();
  return words === '' ? absent : typographic(words);
}

/** A status in words. */
export function statusWords({ words }: StatusPlan, status: string): string {
  return new Map(Object.entries(words)).get(status)?.ru ?? status;
}

/** Rows of a list as a table of its published fields. */
export function printedList(
  list: Registry,
  rows: readonly FieldValues[],
  caption: string,
  context: FieldContext,
): ReportTable {
  const fields = publishedFields(list);
  return {
    type: 'table',
    caption,
    columns: fields.map(({ declaration }) => columnOfField(declaration)),
    rows: rows.map((row) =>
      fields.map(({ name, declaration }) => printedValue(declaration, row[name], context, noInformationCell)),
    ),
  };
}

/** A column for values of this field. */
export function columnOfField({ kind, label }: FieldDeclaration): ReportColumn {
  return { title: typographic(label.ru), width: columnWidth(kind), align: isAmount(kind) ? 'right' : 'left' };
}

const isAmount = (kind: FieldKind): boolean => kind.type === 'integer' || kind.type === 'money';

function columnWidth(kind: FieldKind): number {
  switch (kind.type) {
    case 'year':
    case 'integer':
    case 'boolean':
      return 1.1;
    case 'date':
    case 'money':
      return 1.3;
    case 'code':
    case 'codes':
    case 'choice':
    case 'choices':
    case 'personName':
    case 'phones':
    case 'emails':
    case 'classifier':
    case 'record':
      return 1.9;
    case 'text':
      return kind.max > 250 ? 3 : 1.9;
  }
}
