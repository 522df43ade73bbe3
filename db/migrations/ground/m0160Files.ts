import type { Migration } from '../migration';
import { fileTable } from '../rootTable';

/**
 * Files of records. Bytes lie once for every address, in pieces; a row of a list of files says what they are, and
 * `file_use` which bytes are meant by it, so that nobody needs a key to see which bytes nobody means any more.
 */
export const m0160Files: Migration = {
  number: 160,
  summary: 'files of records',
  sql: `
  CREATE TABLE file_content (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of the bytes, or a keyed hash of it where they are sealed; NULL while they are written or swept.
    address TEXT UNIQUE,
    -- Whose key seals the bytes; NULL where they lie open.
    record_id TEXT,
    size INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    -- SHA-256 of the pieces as they lie.
    digest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX file_content_by_record ON file_content (record_id) WHERE record_id IS NOT NULL;
  CREATE INDEX file_content_unnamed ON file_content (id) WHERE address IS NULL;

  CREATE TABLE file_chunk (
    id INTEGER PRIMARY KEY,
    content INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (content, number)
  ) STRICT;

  CREATE TABLE file_use (
    row_id TEXT PRIMARY KEY,
    registry TEXT NOT NULL,
    root_id TEXT NOT NULL,
    content INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX file_use_by_content ON file_use (content);
  CREATE INDEX file_use_by_root ON file_use (root_id);

  ${fileTable('provider', false)}
  ${fileTable('person', true)}
  `,
};
