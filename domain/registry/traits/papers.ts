import type { Words } from '../words';

/**
 * A paper that the office makes of a registry, declared with it: `document.make` knows it as `<registry>-<code>`, the
 * window offers it. What it says is made of the declaration, or by the registry's own maker (`behaviour.ts`).
 */
export interface PaperDeclaration {
  readonly code: string;
  /** Of one record, or of what a list shows. */
  readonly of: 'record' | 'list';
  readonly name: Words;
  /** What the operator is told before it is made. */
  readonly lead?: Words;
  /** Given out under a number and a code by which anybody may ask whether it is ours and still true. */
  readonly issued?: true;
  /** It prints the registry's book, in this order: its maker is given the other registries too. */
  readonly by?: string;
}
