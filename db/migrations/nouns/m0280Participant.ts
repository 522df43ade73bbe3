import type { Migration } from '../migration';
import { listTable, rootTable } from '../rootTable';

/** The directory of participants with their contacts, functions and former names. */
export const m0280Participant: Migration = {
  number: 280,
  summary: 'directory of participants',
  sql: [
    rootTable('participant', {
      held: true,
      filters: ['kind', 'oktmo', 'institution_kind'],
      columns: {
        name: 'TEXT',
        name_tt: 'TEXT',
        short_name: 'TEXT',
        kind: 'TEXT',
        institution_kind: 'TEXT',
        body: 'TEXT',
        act: 'TEXT',
        valid_from_on: 'TEXT',
        valid_until_on: 'TEXT',
        office_code: 'TEXT',
        address: 'TEXT',
        oktmo: 'TEXT',
        phones: 'TEXT',
        emails: 'TEXT',
        site: 'TEXT',
        mailbox: 'TEXT',
        edms_uid: 'TEXT',
        format: 'TEXT',
        confirmed_on: 'TEXT',
        source: 'TEXT',
        note: 'TEXT',
        name_key: 'TEXT',
      },
    }),
    'CREATE INDEX participant_by_name ON participant (name_key) WHERE removed = 0;',
    listTable('participant_contact', {
      matter: 'TEXT',
      post: 'TEXT',
      name: 'TEXT',
      phones: 'TEXT',
      emails: 'TEXT',
    }),
    listTable('participant_function', {
      function: 'TEXT',
      oktmo: 'TEXT',
      act: 'TEXT',
      valid_from_on: 'TEXT',
      valid_until_on: 'TEXT',
    }),
    listTable('participant_name', { name: 'TEXT', name_tt: 'TEXT', until_on: 'TEXT', act: 'TEXT' }),
  ].join('\n'),
};
