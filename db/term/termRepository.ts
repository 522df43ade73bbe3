import type { KeptTerm } from '../../domain/term/recordTerms';
import { mostTerms } from '../../domain/contract/termCalls';
import type { SqlValue } from '../file/sqliteConnection';
import type { ReadDb } from '../file/handles';

/** A registry whose terms somebody sees, and of which territories where it goes by them. */
export interface SeenRegistry {
  readonly code: string;
  readonly within: readonly string[] | undefined;
}

/** Days of what is asked: `soonUntil` is null where the calendar does not reach it. */
export interface AskedDays {
  readonly today: string;
  readonly soonUntil: string | null;
}

export type TermGroup = 'late' | 'today' | 'soon' | 'uncounted';

export interface OpenTerm extends KeptTerm {
  readonly registry: string;
  readonly recordId: string;
}

/** How many of each group run, no further than `mostTerms`. */
export async function countOpenTerms(
  db: ReadDb,
  { code, within }: SeenRegistry,
  days: AskedDays,
): Promise<Readonly<Record<TermGroup, number>>> {
  const counted = (group: TermGroup): string =>
    `(SELECT count(*) FROM (SELECT 1 FROM record_term WHERE ${open(group, within)} LIMIT ${mostTerms})) AS ${group}`;
  const row = await db.get<Record<TermGroup, number>>(
    `SELECT ${groups.map(counted).join(', ')}`,
    valuesOf(days, within, code),
  );
  return row ?? { late: 0, today: 0, soon: 0, uncounted: 0 };
}
const groups = ['late', 'today', 'soon', 'uncounted'] as const;

/** A page of what runs in these registries, what is due first before the rest. */
export async function listOpenTerms(
  db: ReadDb,
  seen: readonly SeenRegistry[],
  days: AskedDays,
  {
    group,
    from,
    limit,
  }: { readonly group: TermGroup | undefined; readonly from: number; readonly limit: number },
): Promise<readonly OpenTerm[]> {
  const keys: Key[] = [];
  for (const { code, within } of seen)
    keys.push(
      ...(await db.all<Key>(
        `SELECT due_on, territory, record_id, term FROM record_term
          WHERE ${open(group ?? 'due', within)} ORDER BY ${order} LIMIT ?5`,
        [...valuesOf(days, within, code), from + limit],
      )),
    );
  const page = keys.sort(byDay).slice(from, from + limit);
  const rows = await db.all<Row>(
    `SELECT registry, record_id AS recordId, term, counted_as AS countedAs, started_on AS startedOn, due_on AS dueOn,
            late_from AS lateFrom, provisional, ended_on AS endedOn
       FROM record_term WHERE (record_id, term) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    [JSON.stringify(page.map((key) => [key.record_id, key.term]))],
  );
  const found = new Map(rows.map((row) => [`${row.recordId}/${row.term}`, toTerm(row)]));
  return page.flatMap((key) => found.get(`${key.record_id}/${key.term}`) ?? []);
}

/** The terms of one record, open and ended. */
export async function termsOfRecord(
  db: ReadDb,
  registry: string,
  recordId: string,
): Promise<readonly OpenTerm[]> {
  const rows = await db.all<Row>(
    `SELECT registry, record_id AS recordId, term, counted_as AS countedAs, started_on AS startedOn, due_on AS dueOn,
            late_from AS lateFrom, provisional, ended_on AS endedOn
       FROM record_term WHERE record_id = ? AND registry = ?`,
    [recordId, registry],
  );
  return rows.map(toTerm);
}

interface Key {
  readonly due_on: string | null;
  readonly territory: string | null;
  readonly record_id: string;
  readonly term: string;
}
type Row = Omit<OpenTerm, 'provisional'> & { readonly provisional: number };
const toTerm = ({ provisional, ...row }: Row): OpenTerm => ({ ...row, provisional: provisional === 1 });

/** As the index has them, so that the first of a registry are read and no more. */
const order = 'due_on, territory, ended_on, record_id, term';
const keyText = (key: Key): string =>
  [key.due_on ?? '', key.territory ?? '', key.record_id, key.term].join(' ');
const byDay = (one: Key, other: Key): number => (keyText(one) < keyText(other) ? -1 : 1);

/** `?1` today, `?2` the last day that is soon, `?3` the territories, `?4` the registry. */
const valuesOf = (
  { today, soonUntil }: AskedDays,
  within: readonly string[] | undefined,
  code: string,
): readonly SqlValue[] => [today, soonUntil ?? today, JSON.stringify(within ?? []), code];

function open(group: TermGroup | 'due', within: readonly string[] | undefined): string {
  const mine = within === undefined ? '' : ' AND territory IN (SELECT value FROM json_each(?3))';
  return `ended_on IS NULL AND registry = ?4 AND ${dayOf[group]}${mine}`;
}
const dayOf: Readonly<Record<TermGroup | 'due', string>> = {
  late: 'due_on < ?1',
  today: 'due_on = ?1',
  soon: 'due_on > ?1 AND due_on <= ?2',
  uncounted: 'due_on IS NULL',
  due: 'due_on <= max(?1, ?2)',
};
