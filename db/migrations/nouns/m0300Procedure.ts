import type { Migration } from '../migration';
import { listTable, rootTable } from '../rootTable';

/** Conditions and procedures with the documents they want. */
export const m0300Procedure: Migration = {
  number: 300,
  summary: 'conditions and procedures',
  sql: [
    rootTable('procedure', {
      held: true,
      filters: ['sphere', 'participant', 'oktmo'],
      columns: {
        title: 'TEXT',
        sphere: 'TEXT',
        participant: 'TEXT',
        oktmo: 'TEXT',
        content: 'TEXT',
        term: 'TEXT',
        act: 'TEXT',
        link: 'TEXT',
        valid_from_on: 'TEXT',
        confirmed_on: 'TEXT',
        note: 'TEXT',
      },
    }),
    listTable('procedure_document', { document: 'TEXT', issuer: 'TEXT', validity: 'TEXT' }),
  ].join('\n'),
};
