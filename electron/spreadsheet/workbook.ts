/**
 * A workbook as content: what stands in which cell, what may be filled in, and what it looks like. `writeWorkbook` makes
 * XLSX of it. Rows are numbered from 1 and columns from 0, as `TableRow` has them.
 */
export interface Workbook {
  /** ISO 8601. The same content and time give the same bytes. */
  readonly madeAt: string;
  readonly sheets: readonly Sheet[];
  readonly names?: readonly DefinedName[];
  /** Sheets can be neither renamed, moved, added nor taken away: a form must come back as it went. */
  readonly keepSheets?: boolean;
}

export interface Sheet {
  /** As `sheetName` makes it. */
  readonly name: string;
  readonly rows: Iterable<readonly Cell[]>;
  readonly columns?: readonly Column[];
  readonly hidden?: boolean;
  readonly frozen?: { readonly rows?: number; readonly columns?: number };
  /** The range that has buttons of a filter in its first row, as `A1:D20`. */
  readonly filter?: string;
  /**
   * Only cells with an `unlocked` style can be changed. There is no password: this keeps from mistakes, not from intent,
   * so what comes back is checked all the same.
   */
  readonly locked?: boolean;
  readonly entries?: readonly Entry[];
}

export interface Column {
  /** In characters. */
  readonly width?: number;
  /** The style of the cells that no row names. */
  readonly style?: CellStyle;
}

/** A cell without a style of its own, or one with it. */
export type Cell = CellValue | StyledCell;

export interface StyledCell {
  readonly value: CellValue;
  readonly style: CellStyle;
}

/** A string is always text, whatever it begins with; only a `Formula` is ever computed. */
export type CellValue = string | number | boolean | null | Day | Formula;

export interface Day {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export interface Formula {
  /** English names of functions, commas between arguments, no equals sign: `SUM(B2:B9)`. */
  readonly formula: string;
  /** What it gives: shown by programs that do not compute, and computed anew by those that do. */
  readonly result: string | number | boolean;
}

export interface CellStyle {
  readonly bold?: boolean;
  readonly wrap?: boolean;
  readonly top?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** `RRGGBB`. */
  readonly fill?: string;
  /** As Excel spells formats in English: `0`, `#,##0.00`, `dd.mm.yyyy`, `@`. */
  readonly format?: string;
  /** Can be changed on a sheet that is locked. */
  readonly unlocked?: boolean;
}

/** What may be entered into the cells of a range; anything else is refused with the words given here. */
export interface Entry {
  readonly cells: string;
  readonly rule: EntryRule;
  readonly refusal?: { readonly title: string; readonly text: string };
}

export type EntryRule =
  | { readonly kind: 'list'; readonly values: readonly string[] }
  /** The values stand in cells: a reference as `sheetReference` makes it, or a defined name. */
  | { readonly kind: 'listFrom'; readonly reference: string }
  | { readonly kind: 'whole'; readonly atLeast: number; readonly atMost?: number };

export interface DefinedName {
  readonly name: string;
  readonly reference: string;
}

/** Excel allows 31 characters and forbids some. */
export const sheetName = (title: string): string =>
  title
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet';

/** Row 2 and column 27 -> `AB2`. */
export const cellAddress = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** Cells of a sheet as a formula of another sheet names them; the range stays where it is when cells are copied. */
export const sheetReference = (sheet: string, range: string): string =>
  `'${sheet.replaceAll("'", "''")}'!${range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`;

export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
