import type { Migration } from '../migration';

/**
 * What a peer is not shown is kept by the record. Rows of `withheld_change` stood for three things: changes that the peer
 * may not see yet, answers to it, what it is told again. All of them are owed once more under the new name; the next look
 * drops those of records that stay hidden. A record whose first word was withheld is one that the peer knows nothing of.
 */
export const m0170Audience: Migration = {
  number: 170,
  summary: 'what is withheld from a peer, by the record',
  rebuilds: { withheld_change: 'owed_event' },
  sql: `
  -- Events that a peer is told with the next package though the log was looked at already; then the row goes.
  CREATE TABLE owed_event (
    peer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (peer, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO owed_event (peer, seq) SELECT peer, seq FROM withheld_change ORDER BY peer, seq;

  -- Events behind the last look that the peer was told of already.
  CREATE TABLE told_ahead (
    peer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (peer, seq)
  ) STRICT, WITHOUT ROWID;

  -- Records that a peer is not shown whole.
  CREATE TABLE withheld_record (
    peer TEXT NOT NULL,
    registry TEXT NOT NULL,
    root_id TEXT NOT NULL,
    -- What it was told that it is shown: 'nothing', 'whole' or a part; NULL where it was told nothing of the record.
    told TEXT,
    -- What the next package must say.
    due TEXT,
    PRIMARY KEY (peer, registry, root_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX withheld_record_due ON withheld_record (peer) WHERE due IS NOT NULL;
  INSERT INTO withheld_record (peer, registry, root_id)
  SELECT DISTINCT withheld.peer, first.registry, first.root_id
    FROM (SELECT DISTINCT change.peer, event.root_id
            FROM withheld_change AS change JOIN change_event AS event ON event.seq = change.seq) AS withheld
    JOIN change_event AS first ON first.seq =
      (SELECT min(seq) FROM change_event WHERE root_id = withheld.root_id AND record_id = root_id AND kind = 'word')
    JOIN withheld_change AS kept ON kept.peer = withheld.peer AND kept.seq = first.seq;
  DROP TABLE withheld_change;

  -- By which kind, territory and declarations the peer was looked at last.
  ALTER TABLE peer_state ADD COLUMN audience TEXT NOT NULL DEFAULT '';
  -- Of which records a package said what the peer is shown: [[registry, id], ...]
  ALTER TABLE outgoing_packet ADD COLUMN view_records TEXT NOT NULL DEFAULT '[]';

  -- Records of which a peer says that this office is shown less than the whole.
  CREATE TABLE hidden_record (
    registry TEXT NOT NULL,
    root_id TEXT NOT NULL,
    shows TEXT NOT NULL,
    via TEXT NOT NULL,
    PRIMARY KEY (registry, root_id)
  ) STRICT, WITHOUT ROWID;

  -- Records of a peer of which it must be told that nothing is held here: they are not for this office, or (asks = 1) it
  -- said so and may have forgotten it since.
  CREATE TABLE refused_record (
    peer TEXT NOT NULL,
    registry TEXT NOT NULL,
    root_id TEXT NOT NULL,
    asks INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (peer, registry, root_id)
  ) STRICT, WITHOUT ROWID;
  `,
};
