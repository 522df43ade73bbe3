import type { Migration } from '../migration';

/** Backups made and rehearsed, restorations, and what the exchange needs to find its place after one. */
export const m0080Backup: Migration = {
  number: 80,
  summary: 'backups, rehearsals and restorations',
  sql: `
  CREATE TABLE backup_run (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- A kind of backup, or 'rehearsal'.
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    folder TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
    error TEXT,
    -- The last line of the journal when it was made: what came after is not in it.
    audit_seq INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX backup_run_by_kind ON backup_run (kind, ok, seq);

  CREATE TABLE restoration (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    made_at TEXT NOT NULL,
    -- Own changes with a stamp between these two were made, may be held by peers, and are not in the backup.
    lost_after TEXT NOT NULL,
    lost_before TEXT NOT NULL
  ) STRICT;

  -- The next package to the peer follows this number of ours: what was numbered in between is not to be waited for.
  ALTER TABLE peer_state ADD COLUMN follows INTEGER;
  -- That package also says that this office was restored, and from where on it needs to be told again.
  ALTER TABLE peer_state ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
  -- Numbers of the peer between these two were passed over; a package that bears one is late, not wrong.
  ALTER TABLE peer_state ADD COLUMN void_after INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE peer_state ADD COLUMN void_before INTEGER NOT NULL DEFAULT 0;
  -- The last change of its own that the peer had when it was restored; NULL where it never was.
  ALTER TABLE peer_state ADD COLUMN kept_stamp TEXT;
  `,
};
