import type { FieldKind } from './fieldKinds';

/**
 * Interaction by the Регламент (постановление КМ РТ № 907) begins with 442-ФЗ, in force since 1 January 2015 (ст. 37 ч. 1):
 * no record made under it bears an earlier date.
 */
const regulationSince = '2015-01-01';

/** The kind of a date that something under the Регламент was done on. */
export const regulationDate: FieldKind = {
  type: 'date',
  notBefore: regulationSince,
  notAfterToday: true,
};
