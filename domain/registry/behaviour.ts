import type { RecordRule } from '../record/recordContent';
import type { PrintedRecord } from '../report/printedFields';
import type { ReportModel, ReportOffice } from '../report/reportModel';
import type { FieldContext } from './fieldContext';
import type { FieldValues } from './fieldKinds';
import type { ForeignFormat } from './traits/book';

/**
 * What a registry does that words cannot declare, in its folder beside the declaration: `rules.ts`, `importing.ts`,
 * `papers.ts`, each only where it is needed. `npm run lists` joins them.
 */
export interface Behaviour {
  /** What must hold between the fields of a record. */
  readonly rules?: RecordRule;
  /** Fields that the other fields of an imported row prove. */
  readonly prove?: (stated: FieldValues) => FieldValues;
  /** Makers of its papers, by code; a declared paper without one is made of the declaration. */
  readonly papers?: Readonly<Record<string, PaperMaker>>;
  /** Makers of its book in formats of other programs, as JSON. */
  readonly exports?: Readonly<Partial<Record<ForeignFormat, (input: BookInput) => unknown>>>;
}

/** A book as its folder's maker of a foreign format is given it: records that are public, by the codes of registries. */
export interface BookInput {
  readonly records: Readonly<Record<string, readonly BookRecord[]>>;
  readonly context: FieldContext;
}
export type BookRecord = PrintedRecord & { readonly recordId: string };

export interface PaperInput {
  /** Of a paper of a book, the records of the other registries, by their codes. */
  readonly others?: Readonly<Record<string, readonly PrintedRecord[]>>;
  /** The record of a paper of one; the rows of a list in its order. */
  readonly records: readonly PrintedRecord[];
  readonly office: ReportOffice;
  /** `today` is the day of the paper. */
  readonly context: FieldContext;
  /** Which records are listed, in words, when not all are. */
  readonly selection?: string;
  /** The paper's own number in the office's register of papers. */
  readonly number?: string;
  readonly place?: string;
}

export type PaperMaker = (input: PaperInput) => ReportModel;
