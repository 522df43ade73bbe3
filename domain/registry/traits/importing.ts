/**
 * What an import goes by, declared with the registry; without it nothing is imported. `headings` are how people head the
 * columns of their lists: words by which a field is guessed besides the labels of the declaration. A heading must mean
 * one field only; what is not sure is left out and goes to the note, where nothing is lost. Written in lower case, ё as
 * е, without punctuation.
 */
export interface ImportPlan {
  /** The field that takes what no other field can. */
  readonly note: string;
  /** Headings by field. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  /** Columns that only count lines: never imported. */
  readonly ignored: readonly string[];
  /** Words that change nothing in the meaning of a heading. */
  readonly fillers: readonly string[];
}
