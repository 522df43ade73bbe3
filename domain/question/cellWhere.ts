import type { FieldValue } from '../registry/fieldKinds';
import { daysOf, readGrouping } from './period';
import type { Cell, Condition } from './question';

/** The conditions of the list that a cell of an answer opens: of a count it has exactly so many records. */
export const cellWhere = (where: readonly Condition[], { key }: Pick<Cell, 'key'>): readonly Condition[] => [
  ...where,
  ...Object.entries(key).map(([by, value]) => conditionOf(by, value)),
];

function conditionOf(by: string, value: FieldValue): Condition {
  const { field, period } = readGrouping(by);
  if (value === null || typeof value === 'object') return { field, empty: true };
  return period === undefined ? { field, is: value } : { field, ...daysOf(period, String(value)) };
}
