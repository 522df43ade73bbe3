import type { Migration } from '../migration';

/** Operators, the change log, the journal of events, drafts, imports. */
export const m0010Ground: Migration = {
  number: 10,
  summary: 'operators, change log, audit journal, drafts, imports',
  sql: `
  CREATE TABLE operator (
    login TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    stamp TEXT NOT NULL UNIQUE,
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    root_id TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    replaces TEXT,
    office TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'stale', 'conflict')),
    via TEXT,
    batch TEXT
  ) STRICT;
  CREATE INDEX change_by_root ON change (root_id, seq);
  CREATE INDEX change_by_field ON change (record_id, field, seq) WHERE outcome = 'applied';
  CREATE INDEX change_by_batch ON change (batch, seq) WHERE batch IS NOT NULL;
  CREATE INDEX change_in_conflict ON change (seq) WHERE outcome = 'conflict';
  CREATE TRIGGER change_is_append_only_update BEFORE UPDATE ON change
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
  CREATE TRIGGER change_is_append_only_delete BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

  CREATE TABLE deferred_change (
    stamp TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    kept_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    office TEXT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit journal is append-only'); END;
  CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit journal is append-only'); END;

  CREATE TABLE draft (
    operator TEXT NOT NULL,
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    base_version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (operator, registry, record_id)
  ) STRICT;

  CREATE TABLE import_batch (
    id TEXT PRIMARY KEY,
    registry TEXT NOT NULL,
    file_name TEXT NOT NULL,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    created_count INTEGER NOT NULL,
    updated_count INTEGER NOT NULL,
    undone_at TEXT
  ) STRICT;

  CREATE TABLE number_series (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
  ) STRICT;
  `,
};
