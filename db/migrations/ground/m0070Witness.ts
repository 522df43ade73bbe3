import type { Migration } from '../migration';

/**
 * Heads of other offices' journals as their packages brought them: one row per package, for ever. What came before this
 * step is taken over from our own journal, which noted the hash and not the number of the line.
 */
export const m0070Witness: Migration = {
  number: 70,
  summary: 'heads of the journals of other offices',
  sql: `
  CREATE TABLE witness (
    peer TEXT NOT NULL,
    uid TEXT NOT NULL,
    seq INTEGER,
    hash TEXT NOT NULL,
    at TEXT NOT NULL,
    went_back INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (peer, uid)
  ) STRICT;
  CREATE INDEX witness_by_seq ON witness (peer, seq);
  INSERT OR IGNORE INTO witness (peer, uid, hash, at)
    SELECT message.peer, message.uid, audit.detail ->> 'peerHead', audit.at
      FROM audit JOIN incoming_message AS message ON message.uid = substr(audit.object, length('packet/') + 1)
     WHERE audit.action = 'exchange.take' AND iif(json_valid(audit.detail), audit.detail ->> 'peerHead', '') <> ''
     ORDER BY audit.seq;
  CREATE TRIGGER witness_is_append_only_update BEFORE UPDATE ON witness
    BEGIN SELECT RAISE(ABORT, 'the witnessed heads are append-only'); END;
  CREATE TRIGGER witness_is_append_only_delete BEFORE DELETE ON witness
    BEGIN SELECT RAISE(ABORT, 'the witnessed heads are append-only'); END;

  CREATE TRIGGER audit_is_append_only_insert BEFORE INSERT ON audit
    WHEN NEW.seq <= (SELECT max(seq) FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit journal is append-only'); END;
  `,
};
