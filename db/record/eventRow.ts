import { birthField, unfoldBirth, type Birth } from '../../domain/exchange/birth';
import type { Change, Loss } from '../../domain/exchange/change';
import type { FieldValue } from '../../domain/registry/fieldKinds';

/**
 * A row of the log as it is read: nobody else looks at its values. A birth is one row, and here it becomes one event for
 * each of its fields, under its number and stamp.
 */
export interface EventRow {
  readonly seq: number;
  readonly recordId: string;
  /** `birthField` of a birth. */
  readonly field: string;
  readonly kind: 'ask' | 'word' | 'lost' | 'shown' | 'former';
  readonly stamp: string;
  readonly registry: string;
  /** JSON. */
  readonly before: string;
  readonly after: string;
  readonly replaces: string | null;
  readonly office: string;
  readonly operator: string;
  readonly at: string;
  readonly wordKey: string | null;
  readonly over: string | null;
  readonly settles: string | null;
  readonly against: string | null;
  readonly reason: string | null;
  readonly outcome: 'applied' | 'stale' | 'conflict';
}

/** A row with its values, of one field. */
export type ReadRow<R extends EventRow> = Omit<R, 'before' | 'after'> & Pick<Change, 'before' | 'after'>;

/** Columns of an event of the table named `event`. */
export const eventColumns = `event.seq, event.record_id AS recordId, event.field, event.kind, event.stamp, event.registry,
  event.before, event.after, event.replaces, event.office, event.operator, event.at, event.word_key AS wordKey,
  event.over, event.settles, event.against, event.reason, event.outcome`;

/** Joins the names of the fields that the `event` speaks of, as `told.key`. */
export const joinFields = `JOIN json_each(iif(event.field = '', event.after, json_object(event.field, 0))) AS told`;
/** How many they are, and their names as a JSON array. */
export const fieldCount = `iif(field = '', (SELECT count(*) FROM json_each(after)), 1)`;
export const fieldNames = `iif(field = '', (SELECT json_group_array(key) FROM json_each(after)), json_array(field))`;

/** Does this event speak of that field? */
export const speaksOf = (event: string, field: string): string => `(${event}.field = ${field}
  OR (${event}.field = '' AND EXISTS (SELECT 1 FROM json_each(${event}.after) AS part WHERE part.key = ${field})))`;

/** The row, or of a birth one for each field. */
export function readRow<R extends EventRow>(row: R): readonly ReadRow<R>[] {
  const after: unknown = JSON.parse(row.after);
  if (row.field === birthField) return unfoldBirth(row, after as Birth['after']);
  return [{ ...row, before: JSON.parse(row.before) as FieldValue, after: after as FieldValue }];
}

/** An event, with its values read, as the change it speaks of. */
export function eventChange(row: ReadRow<EventRow>): Change {
  const { stamp, registry, recordId, field, before, after, replaces, office, operator, at } = row;
  const change: Change = { stamp, registry, recordId, field, before, after, replaces, office, operator, at };
  if (row.kind === 'lost') return { ...change, lost: readLoss(row) };
  const settles = row.settles === null ? {} : { settles: JSON.parse(row.settles) as readonly string[] };
  if (row.wordKey === null) return { ...change, ...settles };
  const [tenure = '', accepted = ''] = row.wordKey.split(' ');
  return {
    ...change,
    accepted,
    ...(tenure === '' ? {} : { tenure }),
    ...(row.over === null ? {} : { over: row.over }),
    ...settles,
  };
}

/** A reason, and behind a space the words of whoever declined. */
function readLoss({ against, reason }: Pick<EventRow, 'against' | 'reason'>): Loss {
  const [code = '', ...words] = (reason ?? '').split(' ');
  const loss = { against, reason: code as Loss['reason'] };
  return words.length === 0 ? loss : { ...loss, words: words.join(' ') };
}
