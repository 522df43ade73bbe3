import type { Migration } from '../migration';

/** Citizens. Every declared column but the territory holds ciphertext; words are found by tokens that tell nothing. */
export const m0060Person: Migration = {
  number: 60,
  summary: 'citizens, sealed',
  sql: `
  CREATE TABLE person (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    registration_number TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    surname TEXT,
    given_name TEXT,
    patronymic TEXT,
    sex TEXT,
    birth_on TEXT,
    snils TEXT,
    location TEXT,
    territory TEXT,
    residence_address TEXT,
    phones TEXT,
    work_address TEXT,
    document_kind TEXT,
    document_number TEXT,
    document_issued_on TEXT,
    document_issuer TEXT,
    emails TEXT,
    applied_on TEXT,
    note TEXT
  ) STRICT;
  CREATE INDEX person_by_change ON person (changed_at, id) WHERE removed = 0;
  CREATE INDEX person_by_territory ON person (territory, changed_at, id) WHERE removed = 0;
  CREATE INDEX person_by_status ON person (status, changed_at, id) WHERE removed = 0;

  CREATE TABLE person_word (
    token TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (token, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX person_word_by_seq ON person_word (seq);
  `,
};
