import { latestVersionOf } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { fileTable, listTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

export const commissionStep: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'commissions',
  sql: [
    rootTable('commission', {
      filters: ['urgency', 'received_on'],
      columns: {
        ...{
          subject: 'TEXT',
          urgency: 'TEXT',
          giver: 'TEXT',
          addressee: 'TEXT',
          received_on: 'TEXT',
          note: 'TEXT',
        },
      },
    }),
    listTable('commission_point', { what: 'TEXT', participant: 'TEXT' }),
    listTable('commission_decision', { event: 'TEXT', reason: 'TEXT' }),
    fileTable('commission', false),
  ].join('\n'),
};
