import type { Migration } from '../migration';
import { fileTable, listTable, rootTable } from '../rootTable';

/** Applications of providers with what was done with them. */
export const m0350Application: Migration = {
  number: 350,
  summary: 'applications of providers',
  sql: [
    rootTable('application', {
      held: true,
      filters: ['kind', 'oktmo', 'received_on'],
      columns: {
        applicant: 'TEXT',
        kind: 'TEXT',
        inn: 'TEXT',
        ogrn: 'TEXT',
        address: 'TEXT',
        oktmo: 'TEXT',
        received_on: 'TEXT',
        registered_on: 'TEXT',
        channel: 'TEXT',
        asked: 'TEXT',
        provider: 'TEXT',
        notified_on: 'TEXT',
        note: 'TEXT',
      },
    }),
    listTable('application_decision', {
      event: 'TEXT',
      act: 'TEXT',
      number: 'TEXT',
      decided_on: 'TEXT',
      ground: 'TEXT',
      decided_by: 'TEXT',
      reason: 'TEXT',
    }),
    fileTable('application', false),
  ].join('\n'),
};
