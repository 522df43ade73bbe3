import type { Migration } from '../migration';

/**
 * Open terms in the order of their days, with all that a figure or a page asks of them: by the index of the step before
 * each of them was looked up in the table, because it did not hold the column that says it is open.
 */
export const m0190TermDay: Migration = {
  number: 190,
  summary: 'terms by their days',
  sql: `
  CREATE INDEX record_term_due ON record_term (registry, due_on, territory, ended_on) WHERE ended_on IS NULL;
  `,
};
