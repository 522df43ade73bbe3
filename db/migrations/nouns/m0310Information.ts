import type { Migration } from '../migration';
import { fileTable, rootTable } from '../rootTable';

/** What participants provide to each other. */
export const m0310Information: Migration = {
  number: 310,
  summary: 'information',
  sql: [
    rootTable('information', {
      filters: ['category', 'participant'],
      columns: {
        name: 'TEXT',
        category: 'TEXT',
        participant: 'TEXT',
        due: 'TEXT',
        content: 'TEXT',
        provided_on: 'TEXT',
        valid_until_on: 'TEXT',
        note: 'TEXT',
      },
    }),
    fileTable('information', false),
  ].join('\n'),
};
