/**
 * What a paper says, without how it looks: header, sections, signatures, footnotes. JSON only, so that it crosses to
 * the worker that lays it out and can be compared field by field in a test. Everything printed is here, the words of
 * the page number too: the layout may place words and must never add any.
 */
/** How the paper is laid out, not what it is about. */
export type ReportKind = 'extract' | 'list' | 'letter' | 'act';

export interface ReportModel {
  readonly kind: ReportKind;
  /** ISO 639 code of the words, for readers aloud. */
  readonly language: string;
  /** What the file is called by its own properties. */
  readonly fileTitle: string;
  /** Day of the paper, `YYYY-MM-DD`. The only date in the file: the same model gives the same bytes. */
  readonly madeOn: string;
  readonly header: ReportHeader;
  readonly sections: readonly ReportSection[];
  readonly signatures: readonly ReportSignature[];
  /** After the signatures: the mark of the executor. */
  readonly footnotes: readonly string[];
  /** Requisite 31 of ГОСТ Р 7.0.97-2025: what the square code of the paper says. */
  readonly squareCode?: string;
  /** Page number with `{page}` and `{pages}` in it, from the second page on (ГОСТ Р 7.0.97-2025). */
  readonly pageLabel: string;
}

/** Requisites 05-17 of ГОСТ Р 7.0.97-2025; what is absent is not printed. */
export interface ReportHeader {
  readonly organisation: readonly string[];
  readonly documentKind?: string;
  readonly title: string;
  readonly date?: string;
  readonly number?: string;
  readonly place?: string;
  readonly addressee?: readonly string[];
  /** Said before everything else when the paper must not be taken for more than it is. */
  readonly notice?: string;
}

export interface ReportSection {
  readonly title?: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock = ReportParagraph | ReportPairs | ReportTable;

export interface ReportParagraph {
  readonly type: 'paragraph';
  readonly text: string;
}

/** Labels with values; `mark` is the number of the clause or of the line. */
export interface ReportPairs {
  readonly type: 'pairs';
  readonly items: readonly ReportPair[];
}

export interface ReportPair {
  readonly mark?: string;
  readonly label: string;
  readonly value: string;
}

export interface ReportTable {
  readonly type: 'table';
  readonly caption?: string;
  readonly columns: readonly ReportColumn[];
  /** As many cells in each row as there are columns. */
  readonly rows: readonly (readonly string[])[];
  readonly totals?: readonly string[];
}

export interface ReportColumn {
  readonly title: string;
  /** Share of the table's width beside the other columns. */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
}

export interface ReportSignature {
  readonly post: string;
  /** Absent: an empty place for the name. */
  readonly name?: string;
}

/** The office on whose behalf a paper is made: the part of `office.json` that is printed. */
export interface ReportOffice {
  readonly name: string;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly signer?: { readonly post: string; readonly name: string } | undefined;
}
