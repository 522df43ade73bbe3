import type { Migration } from '../migration';

/** What the exchange must remember to be once-and-only-once: numbers per peer, packets until receipted, what came. */
export const m0030Exchange: Migration = {
  number: 30,
  summary: 'exchange with other offices',
  sql: `
  CREATE TABLE peer_state (
    peer TEXT PRIMARY KEY,
    sent_number INTEGER NOT NULL DEFAULT 0,
    scanned_seq INTEGER NOT NULL DEFAULT 0,
    received_number INTEGER NOT NULL DEFAULT 0,
    received_head TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE TABLE withheld_change (
    peer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (peer, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outgoing_packet (
    uid TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'receipt')),
    peer TEXT NOT NULL,
    number INTEGER,
    folder TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('made', 'laid', 'acknowledged', 'refused')),
    change_count INTEGER NOT NULL,
    change_seqs TEXT NOT NULL,
    made_at TEXT NOT NULL,
    laid_at TEXT
  ) STRICT;
  CREATE INDEX outgoing_packet_open ON outgoing_packet (state, made_at) WHERE state <> 'acknowledged';

  CREATE TABLE outgoing_file (
    uid TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (uid, position)
  ) STRICT;

  CREATE TABLE incoming_message (
    uid TEXT NOT NULL,
    peer TEXT NOT NULL,
    number INTEGER,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'refused')),
    at TEXT NOT NULL,
    PRIMARY KEY (peer, uid)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE exchange_journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL CHECK (kind IN ('message', 'receipt', 'notification', 'unknown')),
    peer TEXT,
    uid TEXT,
    number INTEGER,
    folder TEXT NOT NULL,
    state TEXT NOT NULL,
    change_count INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    detail TEXT
  ) STRICT;

  CREATE TABLE exchange_round (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    taken INTEGER NOT NULL,
    applied INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    laid INTEGER NOT NULL
  ) STRICT;
  `,
};
