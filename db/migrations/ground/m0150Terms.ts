import type { Migration } from '../migration';

/**
 * Terms of records of all registries in one table, so that what is late is one question. Only open days and codes lie
 * here, of persons too. A year of the calendar that the office brought in stands before the one that ships.
 */
export const m0150Terms: Migration = {
  number: 150,
  summary: 'terms of records',
  sql: `
  CREATE TABLE record_term (
    record_id TEXT NOT NULL,
    term TEXT NOT NULL,
    registry TEXT NOT NULL,
    -- Whose records an operator sees, where the registry goes by territory.
    territory TEXT,
    counted_as TEXT NOT NULL,
    started_on TEXT NOT NULL,
    -- NULL: a year on the way has no calendar.
    due_on TEXT,
    late_from TEXT,
    provisional INTEGER NOT NULL,
    ended_on TEXT,
    PRIMARY KEY (record_id, term)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_term_open ON record_term (registry, due_on, territory) WHERE ended_on IS NULL;

  CREATE TABLE calendar_year (
    year INTEGER PRIMARY KEY,
    -- The year as its file told it.
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  -- What the terms above were counted by: where it is another one now, they are counted anew.
  CREATE TABLE term_ground (
    what TEXT PRIMARY KEY,
    digest TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
};
