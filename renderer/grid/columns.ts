import type { Registry, Words } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { isPersonal } from '../../domain/registry/personal';
import { sayField } from '../record/sayField';
import { formatField } from '../../domain/registry/kinds/formatField';
import type { FieldContext } from '../../domain/registry/fieldContext';
import { askedField } from '../../domain/question/askedField';
import type { SummaryRow } from '../stores/listStore';

/** A column of a registry's list: declared fields and the two that the program sets. */
export interface Column {
  readonly code: string;
  readonly label: Words;
  /** The order that a click on the heading asks for. */
  readonly sort: string | null;
  /** The cell that a click opens the record by. */
  readonly opens: boolean;
  readonly width: number;
  /** Takes the room that is left. */
  readonly grows: boolean;
  readonly say: (value: FieldValue, language: keyof Words, context: FieldContext) => string;
}

/** Words of the columns that no declaration brings. */
export interface SystemLabels {
  readonly registrationNumber: Words;
  readonly status: Words;
}

export function columnsOf(registry: Registry, labels: SystemLabels): readonly Column[] {
  const traits = registry.root;
  return (traits?.columns ?? []).map((code): Column => {
    if (code === 'registrationNumber') {
      return {
        code,
        label: labels.registrationNumber,
        sort: code,
        opens: false,
        width: 108,
        grows: false,
        say: asText,
      };
    }
    if (code === 'status') {
      const words = traits?.statuses.words ?? {};
      return {
        code,
        label: labels.status,
        sort: code,
        opens: false,
        width: 116,
        grows: false,
        say: (value, language) => words[asText(value)]?.[language] ?? asText(value),
      };
    }
    const field = registry.fields[code];
    if (field === undefined) throw new Error(`registry ${registry.code} has no column ${code}`);
    return {
      code,
      label: field.label,
      sort: sortOf(registry, code),
      opens: code === traits?.titleField,
      width: widths[field.kind.type] ?? 150,
      grows: code === traits?.titleField,
      // Only what is personal may come masked; the rest is as it was checked.
      say: (value, language, context) =>
        (isPersonal(registry) ? sayField : formatField)(field.kind, value, language, context),
    };
  });
}

/** What a click on the heading orders by. Sealed names cannot be kept in order, and several values have none. */
function sortOf(registry: Registry, code: string): string | null {
  const asked = askedField(registry, code);
  if (asked === undefined || asked.sealed || asked.many) return null;
  return code === registry.root?.titleField ? 'title' : code;
}

/** What a cell says: words about the damage where it keeps the value shut, never the blank of an empty one. */
export const sayCell = (
  row: SummaryRow,
  { code, say }: Column,
  damaged: string,
  language: keyof Words,
  context: FieldContext,
): string =>
  row.unreadable?.includes(code) === true ? damaged : say(row.fields[code] ?? null, language, context);

const asText = (value: FieldValue): string => (value === null ? '' : String(value));

const widths: Readonly<Record<string, number>> = {
  text: 320,
  classifier: 160,
  choices: 140,
  code: 112,
  phones: 142,
};

/** Which columns are shown, in which order and how wide: kept between runs of the window. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export const plainLayout: ColumnLayout = { order: [], hidden: [], widths: {} };
export const narrowest = 48;

/** The columns as laid out. A column that the layout does not know yet stands at the end; a vanished one is ignored. */
export function laidOut(columns: readonly Column[], layout: ColumnLayout): readonly Column[] {
  return arranged(columns, layout)
    .filter(({ code }) => !layout.hidden.includes(code))
    .map((column) => ({ ...column, width: Math.max(narrowest, layout.widths[column.code] ?? column.width) }));
}

/** All columns in the order of the layout, hidden ones too. */
export function arranged(columns: readonly Column[], layout: ColumnLayout): readonly Column[] {
  const place = (column: Column): number => {
    const at = layout.order.indexOf(column.code);
    return at < 0 ? layout.order.length + columns.indexOf(column) : at;
  };
  return [...columns].sort((a, b) => place(a) - place(b));
}

/** One step up (-1) or down (1) in the order. */
export function moved(
  columns: readonly Column[],
  layout: ColumnLayout,
  code: string,
  by: -1 | 1,
): ColumnLayout {
  const order = arranged(columns, layout).map((column) => column.code);
  const from = order.indexOf(code);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return layout;
  return {
    ...layout,
    order: order.map((one, at) => (at === from ? (order[to] ?? one) : at === to ? code : one)),
  };
}

/** What was kept by another version of the program in a sound form. */
export function acceptLayout(kept: unknown): ColumnLayout {
  if (typeof kept !== 'object' || kept === null) return plainLayout;
  const { order, hidden, widths: kept_ } = kept as Partial<Record<keyof ColumnLayout, unknown>>;
  const texts = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const sizes = Object.entries(typeof kept_ === 'object' && kept_ !== null ? kept_ : {});
  return {
    order: texts(order),
    hidden: texts(hidden),
    widths: Object.fromEntries(sizes.filter((size): size is [string, number] => Number.isFinite(size[1]))),
  };
}

/** Rows as a spreadsheet pastes them: cells apart by tabs, no tab or line break inside a cell. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}
