import type { Migration } from '../migration';

/** What an account needs besides a password: territory, blocking, failed tries, the last time. Emergency access. */
export const m0040Accounts: Migration = {
  number: 40,
  summary: 'accounts and emergency access',
  sql: `
  ALTER TABLE operator ADD COLUMN territory TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE operator ADD COLUMN blocked_at TEXT;
  ALTER TABLE operator ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE operator ADD COLUMN failed_count INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE operator ADD COLUMN locked_until TEXT;
  ALTER TABLE operator ADD COLUMN last_sign_in_at TEXT;
  CREATE TRIGGER operator_stays BEFORE DELETE ON operator
    BEGIN SELECT RAISE(ABORT, 'an account is blocked, never deleted'); END;

  CREATE TABLE emergency_access (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL,
    record_id TEXT NOT NULL,
    -- Sealed: a reason may name somebody.
    reason TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    until TEXT NOT NULL,
    seen_by TEXT,
    seen_at TEXT
  ) STRICT;
  CREATE INDEX emergency_access_by_login ON emergency_access (login, record_id, until);
  CREATE INDEX emergency_access_unseen ON emergency_access (seq) WHERE seen_at IS NULL;
  `,
};
