import type { Migration } from '../migration';
import { fileTable, rootTable } from '../rootTable';

/** Legal acts that the work goes by. */
export const m0320LegalAct: Migration = {
  number: 320,
  summary: 'legal acts',
  sql: [
    rootTable('legal_act', {
      filters: ['level'],
      columns: {
        title: 'TEXT',
        level: 'TEXT',
        act_number: 'TEXT',
        adopted_on: 'TEXT',
        edition: 'TEXT',
        edition_on: 'TEXT',
        checked_on: 'TEXT',
        link: 'TEXT',
        serves: 'TEXT',
        note: 'TEXT',
      },
    }),
    fileTable('legal_act', false),
  ].join('\n'),
};
