import type { Migration } from '../migration';
import { rootTable } from '../rootTable';

/** Specialists of participants. */
export const m0290Specialist: Migration = {
  number: 290,
  summary: 'specialists',
  sql: [
    rootTable('specialist', {
      held: true,
      filters: ['sector', 'speciality', 'oktmo', 'participant'],
      columns: {
        participant: 'TEXT',
        sector: 'TEXT',
        speciality: 'TEXT',
        matter: 'TEXT',
        oktmo: 'TEXT',
        position_count: 'INTEGER',
        takes_cases: 'INTEGER',
        phones: 'TEXT',
        confirmed_on: 'TEXT',
        note: 'TEXT',
      },
    }),
  ].join('\n'),
};
