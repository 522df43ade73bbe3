import type { FormMark } from '../../domain/import/emptyForm';

/**
 * What every reader of spreadsheets gives, whatever the file was. Cells are text as a person sees it: trimmed, dates as
 * `YYYY-MM-DD`, numbers whole with a decimal comma. Nothing here knows a registry.
 */
export interface Table {
  readonly layout: TableLayout;
  readonly header: readonly string[];
  /** What a hidden sheet says, where the workbook is a form of ours. */
  readonly form?: FormMark;
  /** Never blank; each has as many cells as the header. */
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As a spreadsheet numbers its lines, from 1; blank lines count. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** How the file was understood. `delimiter` is empty for XLSX, `sheets` for CSV. */
export interface TableLayout {
  readonly encoding: string;
  readonly delimiter: string;
  /** Number of the row that names the columns, from 0. */
  readonly headerRow: number;
  readonly sheet: number;
  readonly sheets: readonly string[];
}

/** What the operator corrected; the rest is found by the program. */
export interface LayoutChoice {
  readonly encoding?: 'utf-8' | 'windows-1251' | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly headerRow?: number | undefined;
  readonly sheet?: number | undefined;
}

/** Of several sheets the first that this is true of is taken, else the first that holds a table. */
export type Suits = (table: Table) => boolean;

export type Delimiter = ';' | ',' | '\t';

export const maxColumns = 100;
export const maxRows = 200_000;
/** Far above the parts of an XLSX of `maxRows`, far below what a zip bomb wants. */
export const maxUnpackedBytes = 512 * 1024 * 1024;

const megabyte = 1024 * 1024;

/** The limits as the sentence of `file.tooLarge` tells them. */
export const sizeLimits = (bytes: number) => ({ limitMb: bytes / megabyte, limitRows: maxRows });
