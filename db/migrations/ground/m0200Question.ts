import type { Migration } from '../migration';

/**
 * What questions over records are answered by: an index for every field that a list of any length is narrowed and
 * ordered by, one for what is counted together, and the questions that operators keep under a name.
 */
export const m0200Question: Migration = {
  number: 200,
  summary: 'questions over records',
  sql: `
  CREATE INDEX provider_by_legal_form ON provider (legal_form, title_key, id) WHERE removed = 0;
  CREATE INDEX provider_by_owner_kind ON provider (owner_kind, title_key, id) WHERE removed = 0;
  CREATE INDEX provider_by_places_free ON provider (places_free, title_key, id) WHERE removed = 0;
  CREATE INDEX provider_counted ON provider (oktmo, status, state_registration_on) WHERE removed = 0;
  CREATE INDEX provider_licence_until ON provider_licence (valid_until_on, parent_id) WHERE removed = 0;
  CREATE INDEX provider_decision_on ON provider_decision (decided_on, parent_id) WHERE removed = 0;

  CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    registry TEXT NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    kept_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX saved_view_by_login ON saved_view (login, registry, name);
  `,
};
