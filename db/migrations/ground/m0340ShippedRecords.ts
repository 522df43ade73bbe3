import type { Migration } from '../migration';

/** What the office did not take of a later file of shipped records, so that it is not offered again. */
export const m0340ShippedRecords: Migration = {
  number: 340,
  summary: 'what was not taken of shipped records',
  sql: `
  CREATE TABLE shipped_declined (
    record_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (record_id, version)
  ) STRICT, WITHOUT ROWID;
  `,
};
