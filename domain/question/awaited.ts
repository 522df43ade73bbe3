import type { Awaits } from '../registry/traits/desk';
import { daysBefore } from '../term/days';
import type { Condition } from './question';

/** The question that a declaration asks of today: its moving days become days. */
export const awaitedWhere = (
  { status, when = [] }: Awaits,
  { today, settings }: { readonly today: string; readonly settings: Readonly<Record<string, number>> },
): readonly Condition[] => [
  { field: 'status', is: status },
  ...when.map((one): Condition =>
    one.olderThan === undefined
      ? { field: one.field, empty: true }
      : { field: one.field, to: daysBefore(today, settings[one.olderThan] ?? 0) },
  ),
];
