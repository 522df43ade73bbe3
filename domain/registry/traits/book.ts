import type { Words } from '../words';

/**
 * Registries that leave the program together, declared by one of them: its papers with `by` print them in that order
 * (`yardam print <book> --by …`), and `export.make` makes one file of all (`yardam export <book>`).
 */
export interface Book {
  readonly code: string;
  readonly name: Words;
  /** The others, in the order in which they stand after its own. None of them may be personal. */
  readonly with: readonly string[];
  /** Formats of other programs that its folder makes (`exports.ts`), beside those that every registry has. */
  readonly formats?: readonly ForeignFormat[];
}

/** `hsds`: Open Referral HSDS 3.0. */
export const foreignFormats = ['hsds'] as const;
export type ForeignFormat = (typeof foreignFormats)[number];
