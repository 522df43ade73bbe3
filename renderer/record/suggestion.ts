/** A text that a list offers to write. */
export interface Suggestion {
  readonly words: string;
  /** Found by these too: a code, the name in the other language. */
  readonly also: string;
}
