import { organisationNameKey } from '../../../domain/values/organisationName';
import type { Migration } from '../migration';

/**
 * By what records that are the same thing are found while one of them is typed. Numbers are looked up as they are kept;
 * a name by its key, which only the program can make.
 */
export const m0110Identity: Migration = {
  number: 110,
  summary: 'records that are the same thing',
  sql: `
  ALTER TABLE provider ADD COLUMN name_key TEXT;
  CREATE INDEX provider_by_inn ON provider (inn) WHERE removed = 0;
  CREATE INDEX provider_by_ogrn ON provider (ogrn) WHERE removed = 0;
  CREATE INDEX provider_by_name ON provider (name_key) WHERE removed = 0;

  -- Two records that look the same and are kept both; the reason lies sealed where the records do.
  CREATE TABLE identity_kept (
    record_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (record_id, other_id)
  ) STRICT, WITHOUT ROWID;

  -- What a package brought beside a record that was here; it stands until somebody decides.
  CREATE TABLE identity_finding (
    registry TEXT NOT NULL,
    record_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    -- Code of the key that both share.
    by_key TEXT NOT NULL,
    via TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (record_id, other_id)
  ) STRICT, WITHOUT ROWID;
  `,
  async fill(connection) {
    for (let after = 0; ;) {
      const rows = await connection.all<{ seq: number; name: string }>(
        `SELECT seq, full_name AS name FROM provider
          WHERE seq > ? AND full_name IS NOT NULL ORDER BY seq LIMIT ${rowsPerStep}`,
        [after],
      );
      if (rows.length === 0) return;
      const keys = rows.map(({ seq, name }) => [seq, organisationNameKey(name)]);
      await connection.run(
        `UPDATE provider SET name_key = (SELECT value ->> 1 FROM json_each(?1) WHERE value ->> 0 = seq)
          WHERE seq IN (SELECT value ->> 0 FROM json_each(?1))`,
        [JSON.stringify(keys)],
      );
      after = rows.at(-1)?.seq ?? 0;
    }
  },
};

const rowsPerStep = 200;
