import type { Classifiers } from './classifiers';
import type { NamedTitle, RecordKind } from './references/recordReference';

/** What a value is judged by besides its kind. `today` is the office's calendar day, given by the caller. */
export interface FieldContext {
  readonly today: string;
  readonly classifiers: Classifiers;
  /** What a record that is named is called, and how it stands, where somebody looked it up. */
  readonly titleOf?: (registry: string, id: string) => NamedTitle | undefined;
  /** The values that words may mean, where somebody looked them up: more than one is for a person to decide. */
  readonly namedBy?: (kind: RecordKind, typed: string) => readonly string[];
}
