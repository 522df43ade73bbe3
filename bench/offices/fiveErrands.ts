import { join } from 'node:path';
import { roles } from '../../domain/access/roles';
import { createRegistries } from '../../domain/registry';
import { defineRegistry, type Registry } from '../../domain/registry/defineRegistry';
import { databaseFile } from '../../db/file/openDatabase';
import { latestVersionOf, type Declared } from '../../db/file/migrate';
import { rootTable } from '../../db/migrations/rootTable';
import { shippedMigrations } from '../../db/migrations/shipped';
import { openBare } from '../engines/bareSqlite';

/** Five registries of errands, each of which is to be answered in three working days. */
export const registryCount = 5;
const words = { ru: 'errands', tt: 'errands' };

const errands = (number: number): Registry =>
  defineRegistry({
    ...{ code: `errands${number}`, table: `errands${number}`, name: words, owner: 'decider' },
    fields: {
      subject: { kind: { type: 'text', max: 500 }, label: words, requiredFrom: 'open' },
      takenOn: { kind: { type: 'date' }, label: words },
    },
    root: {
      ...{ titleField: 'subject', columns: ['subject'], filters: [], lists: {} },
      rights: { see: roles, read: roles, check: roles, write: ['administrator'] },
      statuses: {
        ...{
          order: ['open', 'answered'],
          words: { open: words, answered: words },
          versionedFrom: 'answered',
        },
        moves: [{ from: 'open', to: 'answered', words, event: 'answer', decision: false }],
      },
      terms: [{ term: 'notice', starts: { field: 'takenOn' }, ends: [{ events: ['answer'] }] }],
    },
  });

const roots = Array.from({ length: registryCount }, (_, number) => errands(number + 1));

export const withErrands: Declared = {
  registries: createRegistries(roots),
  migrations: [
    ...shippedMigrations,
    {
      number: latestVersionOf(shippedMigrations) + 10,
      summary: 'errands',
      sql: roots
        .map(({ table }) => rootTable(table, { columns: { subject: 'TEXT', taken_on: 'TEXT' } }))
        .join('\n'),
    },
  ],
};

/** Fills each: all run, a fifth is late, a two hundredth is due on each of the days around this one. */
export async function fillErrands(dataFolder: string, perRegistry: number, today: string): Promise<void> {
  const bare = await openBare(join(dataFolder, databaseFile));
  await bare.script('BEGIN');
  for (const { code, table } of roots) {
    const n = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${perRegistry})`;
    await bare.script(
      `${n} INSERT INTO ${table} (id, created_at, changed_at, title_key, status, subject, taken_on)
         SELECT '${code}-' || i, '', '', i, 'open', 'Errand ' || i, '2026-01-12' FROM n;
       ${n} INSERT INTO record_term
         SELECT '${code}-' || i, 'notice', '${code}', NULL, 'notice', '2026-01-12',
                date('${today}', (i * 7919 % 200 - 40) || ' days'), date('${today}', (i * 7919 % 200 - 39) || ' days'), 0, NULL
           FROM n;`,
    );
  }
  await bare.script('COMMIT; ANALYZE;');
  await bare.close();
}
