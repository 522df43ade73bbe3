import type { Classifiers } from './classifiers';

/** What a value is judged by besides its kind. `today` is the office's calendar day, given by the caller. */
export interface FieldContext {
  readonly today: string;
  readonly classifiers: Classifiers;
}
