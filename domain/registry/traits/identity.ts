import type { Words } from '../words';

/**
 * What makes two records of a registry the same thing, declared with the registry, the surest key first. Code elsewhere
 * asks these declarations and knows no registry by name.
 */
export interface IdentityKey {
  readonly code: string;
  /** How two records that share it are alike: «the same INN». */
  readonly label: Words;
  /** Its values together; `registrationNumber` may be among them. */
  readonly fields: readonly string[];
  /**
   * `exact`: equal as kept. `organisation`: one name however spelled. `slip`: all but one slip of typing, an omitted
   * field of `mayLack` being none.
   */
  readonly compare: 'exact' | 'organisation' | 'slip';
  readonly mayLack?: readonly string[];
  /** Values of these fields, filled in both and different, make them two things whatever this key says. */
  readonly unless?: readonly string[];
}
