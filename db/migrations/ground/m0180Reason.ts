import type { Migration } from '../migration';

/** Why a record went back: said with the move and read by the other office. */
export const m0180Reason: Migration = {
  number: 180,
  summary: 'the reason of a decision',
  sql: 'ALTER TABLE provider_decision ADD COLUMN reason TEXT;',
};
