import type { Migration } from '../migration';

/** Keys of sealed data, all of them wrapped, and who read which sealed record on which day. */
export const m0050Sealing: Migration = {
  number: 50,
  summary: 'keys of sealed personal data',
  sql: `
  CREATE TABLE data_key (
    generation INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('coming', 'current', 'retired')),
    made_at TEXT NOT NULL,
    -- While a change of the key is under way each of the two keys lies wrapped by the other.
    by_former TEXT,
    former_by_this TEXT,
    -- Backups are sealed to this public key, so that they can be made while nobody holds the data key.
    backup_public TEXT NOT NULL,
    backup_private TEXT NOT NULL
  ) STRICT;

  CREATE TABLE key_slot (
    owner TEXT NOT NULL,
    generation INTEGER NOT NULL,
    -- The stretched code of the slot; '' where the operator's password is what opens it.
    secret TEXT NOT NULL,
    wrapped TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT,
    PRIMARY KEY (owner, generation)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE record_key (
    record_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    data_key INTEGER NOT NULL,
    wrapped TEXT NOT NULL,
    PRIMARY KEY (record_id, generation)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_key_by_data_key ON record_key (data_key, record_id);

  CREATE TABLE sealed_read (
    day TEXT NOT NULL,
    login TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (day, login, record_id)
  ) STRICT, WITHOUT ROWID;
  `,
};
