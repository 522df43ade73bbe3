import type { Migration } from '../migration';
import { rootTable } from '../rootTable';

/** Entries of the lists that rules, terms and forms go by. */
export const m0390DictionaryEntry: Migration = {
  number: 390,
  summary: 'entries of dictionaries',
  sql: rootTable('dictionary_entry', {
    filters: ['list'],
    columns: {
      list: 'TEXT',
      code: 'TEXT',
      ru: 'TEXT',
      tt: 'TEXT',
      group_code: 'TEXT',
      value: 'INTEGER',
      unit: 'TEXT',
      valid_from_on: 'TEXT',
      valid_until_on: 'TEXT',
      source: 'TEXT',
      sure: 'INTEGER',
      checked_on: 'TEXT',
    },
  }),
};
