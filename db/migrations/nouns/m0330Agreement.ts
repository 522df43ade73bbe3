import type { Migration } from '../migration';
import { fileTable, listTable, rootTable } from '../rootTable';

/** Agreements and joint orders with their parties. */
export const m0330Agreement: Migration = {
  number: 330,
  summary: 'agreements',
  sql: [
    rootTable('agreement', {
      filters: ['kind'],
      columns: {
        subject: 'TEXT',
        kind: 'TEXT',
        number: 'TEXT',
        signed_on: 'TEXT',
        valid_from_on: 'TEXT',
        valid_until_on: 'TEXT',
        note: 'TEXT',
      },
    }),
    listTable('agreement_party', { participant: 'TEXT', signer: 'TEXT' }),
    fileTable('agreement', false),
  ].join('\n'),
};
