import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stretchNew } from '../../db/sealing/keySlots';
import { createDatabaseFile, databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { makeJournal } from '../audit/auditTrail';
import { passwordOf } from '../support/offices/keyOffice';
import { officeJson } from '../support/offices/testOffice';
import { shipped } from '../../electron/app/shipped';

/** A data folder as the version before accounts and sealed data left it, with some thousand providers in it. */
export const olderVersion = 30;
export const olderProviders = 2000;

export async function makeOlder(folder: string): Promise<void> {
  await createDatabaseFile(folder, shipped, olderVersion);
  await writeFile(join(folder, 'office.json'), JSON.stringify(officeJson));
  const { kept } = await stretchNew(passwordOf('admin'), { cost: 2 ** 14, blockSize: 8, parallelization: 1 });
  const at = '2026-11-20T09:00:00.000Z';
  const connection = await connect(join(folder, databaseFile), 'write');
  await connection.script('BEGIN');
  await connection.run(
    `INSERT INTO operator (login, name, role, password_hash, created_at) VALUES ('admin', 'admin', 'administrator', ?, ?)`,
    [kept, at],
  );
  await connection.run(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${olderProviders})
     INSERT INTO provider (seq, id, created_at, changed_at, title_key, status, full_name, conditions)
     SELECT i, 'p' || i, ?1, ?1, 'дом ' || i, 'draft', 'Дом ' || i, hex(randomblob(200)) FROM n`,
    [at],
  );
  await connection.run(
    `INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
     SELECT ?1 || '-' || printf('%04x', seq) || '-mintrud', 'provider', id, id, 'status', 'null', '"draft"', 'mintrud',
            'admin', ?1, 1, 'applied' FROM provider ORDER BY seq`,
    [at],
  );
  await connection.run(
    `INSERT INTO provider_search (rowid, words) SELECT seq, title_key FROM provider ORDER BY seq`,
  );
  for (const line of makeJournal(200))
    await connection.run(
      'INSERT INTO audit (seq, at, office, operator, action, object, detail, previous, hash) VALUES (?,?,?,?,?,?,?,?,?)',
      [
        ...[line.seq, line.at, line.office, line.operator],
        ...[line.action, line.object, line.detail, line.previous, line.hash],
      ],
    );
  await connection.script('COMMIT');
  await connection.close();
}
