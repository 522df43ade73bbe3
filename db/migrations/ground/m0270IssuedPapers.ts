import type { Migration } from '../migration';

/** Papers that were given out under a number and a code, with the digest of what they said. */
export const m0270IssuedPapers: Migration = {
  number: 270,
  summary: 'papers that were given out',
  sql: `
  CREATE TABLE issued_paper (
    code TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    -- \`<registry>-<paper>\`
    kind TEXT NOT NULL,
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    -- SHA-256 of what the paper said.
    digest TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX issued_paper_by_record ON issued_paper (record_id, at);
  `,
};
