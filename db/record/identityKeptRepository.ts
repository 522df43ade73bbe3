import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import type { ReadDb, WriteTx } from '../file/handles';
import { keysOfRecords, keysToWrite, openValue, sealValue } from '../sealing/recordKeys';
import { snakeCase } from './tables';

/** Pairs that look the same: those that somebody keeps both, and those that a package brought and nobody decided on. */
export interface KeptPair {
  readonly otherId: string;
  /** '' where damage keeps it shut. */
  readonly reason: string;
}

/** What this record is kept beside, whichever of the two the reason was given for. */
export async function keptBeside(db: ReadDb, root: Registry, recordId: string): Promise<readonly KeptPair[]> {
  const rows = await db.all<{ recordId: string; otherId: string; reason: string }>(
    `SELECT record_id AS recordId, other_id AS otherId, reason FROM identity_kept WHERE record_id = ?1
      UNION ALL SELECT record_id, other_id, reason FROM identity_kept WHERE other_id = ?1`,
    [recordId],
  );
  const owners = rows.map((row) => row.recordId);
  const keys = isPersonal(root) ? await keysOfRecords(db, owners) : null;
  return rows.map((row) => {
    const opened =
      keys === null ? row.reason : openValue(keys.get(row.recordId), row.recordId, place, row.reason);
    return {
      otherId: row.recordId === recordId ? row.otherId : row.recordId,
      reason: typeof opened === 'string' ? opened : '',
    };
  });
}

/** Keeps both and why; a finding about them is settled by it. */
export async function keepBoth(
  tx: WriteTx,
  root: Registry,
  pair: { readonly recordId: string; readonly otherId: string; readonly reason: string },
  at: string,
): Promise<void> {
  const { recordId, otherId } = pair;
  const reason = isPersonal(root)
    ? sealValue(await keysToWrite(tx, root, recordId), recordId, place, pair.reason)
    : pair.reason;
  await tx.run(
    `INSERT INTO identity_kept (record_id, other_id, reason, operator, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (record_id, other_id) DO UPDATE SET reason = excluded.reason, operator = excluded.operator, at = excluded.at`,
    [recordId, otherId, String(reason), tx.actor.operator, at],
  );
  await tx.run(
    'DELETE FROM identity_finding WHERE (record_id = ?1 AND other_id = ?2) OR (record_id = ?2 AND other_id = ?1)',
    [recordId, otherId],
  );
}

/** What the sealed reason is bound to, beside its record. */
const place = 'keptBeside';

export interface IdentityFinding {
  readonly recordId: string;
  readonly otherId: string;
  readonly by: string;
  readonly via: string;
  readonly at: string;
}

export async function addFinding(tx: WriteTx, registry: string, finding: IdentityFinding): Promise<void> {
  const { recordId, otherId, by, via, at } = finding;
  await tx.run(
    `INSERT OR IGNORE INTO identity_finding (registry, record_id, other_id, by_key, via, at) VALUES (?, ?, ?, ?, ?, ?)`,
    [registry, recordId, otherId, by, via, at],
  );
}

/** What was found of this record is found no more, but for these others. */
export async function dropFindings(
  tx: WriteTx,
  registry: string,
  recordId: string,
  { but }: { readonly but: readonly string[] },
): Promise<void> {
  await tx.run(
    `DELETE FROM identity_finding
      WHERE registry = ?1 AND (record_id = ?2 OR other_id = ?2)
        AND iif(record_id = ?2, other_id, record_id) NOT IN (SELECT value FROM json_each(?3))`,
    [registry, recordId, JSON.stringify(but)],
  );
}

/** Findings whose two records are both still here, newest first. Of open registries: persons do not travel. */
export function listFindings(
  db: ReadDb,
  root: Registry,
): Promise<(IdentityFinding & { readonly title: string; readonly otherTitle: string })[]> {
  const title = snakeCase(root.root?.titleField ?? 'id');
  return db.all(
    `SELECT found.record_id AS recordId, found.other_id AS otherId, found.by_key AS "by", found.via, found.at,
            coalesce(one.${title}, '') AS title, coalesce(other.${title}, '') AS otherTitle
       FROM identity_finding AS found
       JOIN ${root.table} AS one ON one.id = found.record_id AND one.removed = 0
       JOIN ${root.table} AS other ON other.id = found.other_id AND other.removed = 0
      WHERE found.registry = ? ORDER BY found.at DESC, found.record_id LIMIT ${mostFindings}`,
    [root.code],
  );
}

const mostFindings = 200;
