import { createRegistries } from '../../../domain/registry';
import { behaviours } from '../../../domain/registry/behaviours';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { dictionaryEntry } from '../../../domain/registry/dictionaryEntry/declaration';
import { person } from '../../../domain/registry/person/declaration';
import { provider } from '../../../domain/registry/provider/declaration';
import type { DeclaredTerm } from '../../../domain/registry/traits/terms';
import type { Connection } from '../../../db/file/sqliteConnection';
import type { Declared } from '../../../db/file/migrate';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** The shipped nouns with terms of every sort: none of them ships so. */
const withTerms = (registry: Registry, terms: readonly DeclaredTerm[]): Registry => {
  if (registry.root === undefined) throw new Error('no root');
  return { ...registry, root: { ...registry.root, terms } };
};

export const withTrialTerms: Declared = {
  registries: createRegistries(
    [
      withTerms(provider, [
        {
          term: 'registryDecision',
          starts: { events: ['submit', 'reopen'] },
          ends: [{ events: ['include', 'return'] }],
        },
        {
          term: 'request',
          starts: { field: 'placesAsOfOn' },
          ends: [{ events: ['include'] }],
          exceptions: [
            { field: 'statePurchase', is: true },
            { field: 'ownerKind', is: 'municipal', runsAs: 'notice' },
          ],
        },
        { term: 'registryNotice', starts: { events: ['include'] }, ends: [{ field: 'placesAsOfOn' }] },
      ]),
      dictionaryEntry,
      withTerms(person, [{ term: 'appeal', starts: { events: ['close'] }, ends: [{ events: ['reopen'] }] }]),
    ],
    behaviours,
  ),
  migrations: shippedMigrations,
};

export interface LyingTerm {
  readonly term: string;
  readonly countedAs: string;
  readonly startedOn: string;
  readonly dueOn: string | null;
  readonly endedOn: string | null;
}

/** The terms of a record as they lie in the table. */
export async function lyingTerms(
  read: Pick<Connection, 'all'>,
  recordId: string,
): Promise<Readonly<Record<string, LyingTerm>>> {
  const rows = await read.all<LyingTerm>(
    `SELECT term, counted_as AS countedAs, started_on AS startedOn, due_on AS dueOn, ended_on AS endedOn
       FROM record_term WHERE record_id = ? ORDER BY term`,
    [recordId],
  );
  return Object.fromEntries(rows.map((row) => [row.term, row]));
}
