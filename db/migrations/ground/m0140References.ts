import type { Migration } from '../migration';

/**
 * Which records name which others: what the cells of fields that name records say, found by the record that is named. No
 * registry had such a field before this step, so there is nothing to fill.
 */
export const m0140References: Migration = {
  number: 140,
  summary: 'records that name each other',
  sql: `
  CREATE TABLE record_reference (
    -- The registry, row and field of the cell; of a root the row is the record itself.
    registry TEXT NOT NULL,
    row_id TEXT NOT NULL,
    field TEXT NOT NULL,
    root_id TEXT NOT NULL,
    target_registry TEXT NOT NULL,
    target_id TEXT NOT NULL,
    edition TEXT,
    -- As the target was called when it was chosen; of a person never.
    title TEXT,
    PRIMARY KEY (row_id, field, registry)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_reference_by_target ON record_reference (target_id, target_registry, registry, field, root_id);

  -- What other offices call records that they name: all that is known of one that has not come, or never will.
  CREATE TABLE told_title (
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (record_id, registry)
  ) STRICT, WITHOUT ROWID;
  `,
};
