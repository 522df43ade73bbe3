import type { Migration } from '../migration';

/**
 * The change log becomes a log of events about changes. Every row goes over under its own number with the sixteen values
 * that lines of the journal digest (`changeBinding.ts`). The key of a word that nobody accepted in so many words is a
 * local one: it begins with `0`, less than any year, and follows the order of the log.
 */
export const m0090EventLog: Migration = {
  number: 90,
  summary: 'the change log as events about changes',
  rebuilds: { change: 'change_event' },
  sql: `
  CREATE TABLE change_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('ask', 'word', 'lost', 'shown', 'former')),
    -- Names the change; several events speak of one.
    stamp TEXT NOT NULL,
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    root_id TEXT NOT NULL,
    -- Empty for a birth: the first values of a record or list row.
    field TEXT NOT NULL,
    -- JSON; of a birth: null and an object of values by field.
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    replaces TEXT,
    office TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    -- Of a word: tenure, accepted and stamp joined by one space; compares as text.
    word_key TEXT,
    -- Key of the word that the owner held when it accepted this one.
    over TEXT,
    -- JSON array of stamps.
    settles TEXT,
    -- Of a loss: the stamp that stands instead, and why.
    against TEXT,
    reason TEXT,
    version INTEGER NOT NULL,
    -- applied: shown from here on. A record at a version is its applied events in order.
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'stale', 'conflict')),
    via TEXT,
    batch TEXT
  ) STRICT;
  INSERT INTO change_event (seq, kind, stamp, registry, record_id, root_id, field, before, after, replaces, office,
                            operator, at, word_key, against, reason, version, outcome, via, batch)
  SELECT seq, CASE outcome WHEN 'applied' THEN 'word' WHEN 'conflict' THEN 'lost' ELSE 'former' END,
         stamp, registry, record_id, root_id, field, before, after, replaces, office, operator, at,
         CASE outcome WHEN 'applied' THEN printf(' 0%015d %s', seq, stamp) END,
         CASE outcome WHEN 'conflict' THEN
           (SELECT shown.stamp FROM change AS shown
             WHERE shown.record_id = change.record_id AND shown.field = change.field AND shown.outcome = 'applied'
               AND shown.seq < change.seq ORDER BY shown.seq DESC LIMIT 1) END,
         CASE outcome WHEN 'conflict' THEN 'concurrent' END,
         version, outcome, via, batch
    FROM change ORDER BY seq;
  DROP TABLE change;
  CREATE INDEX change_event_by_root ON change_event (root_id, seq);
  CREATE INDEX change_event_by_field ON change_event (record_id, field, seq) WHERE outcome = 'applied';
  CREATE INDEX change_event_by_batch ON change_event (batch, seq) WHERE batch IS NOT NULL;
  CREATE INDEX change_event_by_stamp ON change_event (stamp, kind);
  CREATE INDEX change_event_by_key ON change_event (record_id, field, word_key) WHERE kind = 'word';
  CREATE INDEX change_event_open ON change_event (record_id, field, seq) WHERE kind IN ('ask', 'lost');
  CREATE TRIGGER change_event_is_append_only_update BEFORE UPDATE ON change_event
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
  CREATE TRIGGER change_event_is_append_only_delete BEFORE DELETE ON change_event
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
  `,
};
