import type { Migration } from '../migration';

/** The registry of providers (442-ФЗ ст. 25) with its lists, and the index that finds words in it. */
export const m0020Provider: Migration = {
  number: 20,
  summary: 'registry of providers',
  sql: `
  CREATE TABLE provider (
    -- The index of words knows a record by this number; a bare rowid may change when a backup is made by VACUUM.
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    title_key TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'draft',
    registration_number TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    entity_kind TEXT,
    full_name TEXT,
    short_name TEXT,
    state_registration_on TEXT,
    legal_form TEXT,
    inn TEXT,
    kpp TEXT,
    ogrn TEXT,
    okved TEXT,
    okved_other TEXT,
    owner_kind TEXT,
    state_purchase INTEGER,
    legal_address TEXT,
    oktmo TEXT,
    phones TEXT,
    emails TEXT,
    head_name TEXT,
    service_forms TEXT,
    places_total INTEGER,
    places_free INTEGER,
    places_as_of_on TEXT,
    conditions TEXT,
    experience_text TEXT,
    source TEXT,
    note TEXT,
    -- A column, because a page is sought by (key, id) and SQLite seeks so by columns only.
    number_key TEXT NOT NULL AS (ifnull(registration_number, '')) VIRTUAL
  ) STRICT;
  CREATE TABLE provider_place (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    address TEXT,
    oktmo TEXT,
    phones TEXT
  ) STRICT;
  CREATE INDEX provider_place_by_parent ON provider_place (parent_id, position, id);
  CREATE TABLE provider_licence (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    number TEXT,
    issued_on TEXT,
    authority TEXT,
    activity TEXT,
    valid_until_on TEXT,
    state TEXT
  ) STRICT;
  CREATE INDEX provider_licence_by_parent ON provider_licence (parent_id, position, id);
  CREATE TABLE provider_service (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    form TEXT,
    kind TEXT,
    service TEXT
  ) STRICT;
  CREATE INDEX provider_service_by_parent ON provider_service (parent_id, position, id);
  CREATE TABLE provider_tariff (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    form TEXT,
    kind TEXT,
    service TEXT,
    amount INTEGER,
    valid_from_on TEXT,
    valid_until_on TEXT,
    act TEXT
  ) STRICT;
  CREATE INDEX provider_tariff_by_parent ON provider_tariff (parent_id, position, id);
  CREATE TABLE provider_capacity (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    form TEXT,
    total INTEGER,
    free INTEGER,
    as_of_on TEXT
  ) STRICT;
  CREATE INDEX provider_capacity_by_parent ON provider_capacity (parent_id, position, id);
  CREATE TABLE provider_inspection (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    body TEXT,
    inspected_on TEXT,
    subject TEXT,
    result TEXT,
    prescription TEXT,
    fulfilled_on TEXT
  ) STRICT;
  CREATE INDEX provider_inspection_by_parent ON provider_inspection (parent_id, position, id);
  CREATE TABLE provider_experience (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    year INTEGER,
    description TEXT
  ) STRICT;
  CREATE INDEX provider_experience_by_parent ON provider_experience (parent_id, position, id);
  CREATE TABLE provider_extra (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    subject TEXT,
    content TEXT
  ) STRICT;
  CREATE INDEX provider_extra_by_parent ON provider_extra (parent_id, position, id);
  CREATE TABLE provider_decision (
    id TEXT PRIMARY KEY,
    parent_id TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    event TEXT,
    act TEXT,
    number TEXT,
    decided_on TEXT,
    ground TEXT,
    decided_by TEXT
  ) STRICT;
  CREATE INDEX provider_decision_by_parent ON provider_decision (parent_id, position, id);
  CREATE INDEX provider_by_title ON provider (title_key, id) WHERE removed = 0;
  CREATE INDEX provider_by_number ON provider (number_key, id) WHERE removed = 0;
  CREATE INDEX provider_by_change ON provider (changed_at, id) WHERE removed = 0;
  CREATE INDEX provider_by_status ON provider (status, title_key, id) WHERE removed = 0;
  CREATE INDEX provider_by_oktmo ON provider (oktmo, title_key, id) WHERE removed = 0;
  CREATE UNIQUE INDEX provider_registration_number ON provider (registration_number) WHERE registration_number IS NOT NULL;
  CREATE VIRTUAL TABLE provider_search USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
  );
  `,
};
