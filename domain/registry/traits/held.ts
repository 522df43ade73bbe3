/**
 * Who keeps a record, the surest first; where none of these tells it, who decides on it. By `office` and `through` an
 * office of any kind keeps, and writes what it keeps; by `territory` territorial offices alone.
 */
export interface HeldTrait {
  /** The field that says the code of the office. */
  readonly office?: string;
  /** The field that names another record: whoever keeps that one keeps this one too. */
  readonly through?: string;
  /** The field (OKTMO) that says whose territory it lies in. */
  readonly territory?: string;
}

/** Do records go with an office or with another record, and not with a territory alone? */
export const isKeptByAny = (held: HeldTrait | undefined): boolean =>
  held?.office !== undefined || held?.through !== undefined;
