import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { ReadDb, WriteTx } from '../handles';
import { columnsOf, rowToFields, snakeCase } from '../tables';

export interface ImportBatch {
  readonly batchId: string;
  readonly registry: string;
  readonly fileName: string;
  readonly at: string;
  readonly operator: string;
  readonly created: number;
  readonly updated: number;
  readonly undoneAt: string | null;
}

const columns = `id AS batchId, registry, file_name AS fileName, at, operator, created_count AS created,
  updated_count AS updated, undone_at AS undoneAt`;

export function listBatches(db: ReadDb, registry: string): Promise<ImportBatch[]> {
  return db.all<ImportBatch>(`SELECT ${columns} FROM import_batch WHERE registry = ? ORDER BY at DESC`, [
    registry,
  ]);
}

export function findBatch(db: ReadDb, batchId: string): Promise<ImportBatch | undefined> {
  return db.get<ImportBatch>(`SELECT ${columns} FROM import_batch WHERE id = ?`, [batchId]);
}

export async function addBatch(tx: WriteTx, batch: ImportBatch): Promise<void> {
  await tx.run(
    `INSERT INTO import_batch (id, registry, file_name, at, operator, created_count, updated_count)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [batch.batchId, batch.registry, batch.fileName, batch.at, batch.operator, batch.created, batch.updated],
  );
}

export async function markUndone(tx: WriteTx, batchId: string, at: string): Promise<void> {
  await tx.run('UPDATE import_batch SET undone_at = ? WHERE id = ?', [at, batchId]);
}

/** How many records the import touched that anybody has changed since. */
export async function countTouchedSince(db: ReadDb, batchId: string): Promise<number> {
  const row = await db.get<{ n: number }>(
    `SELECT count(DISTINCT later.root_id) AS n
       FROM (SELECT root_id, max(seq) AS seq FROM change WHERE batch = ?1 GROUP BY root_id) AS imported
       JOIN change AS later ON later.root_id = imported.root_id AND later.seq > imported.seq
      WHERE later.batch IS NOT ?1 AND later.outcome = 'applied'`,
    [batchId],
  );
  return row?.n ?? 0;
}

/** Declared fields of these records, by id. */
export async function listFields(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, FieldValue>>>> {
  if (ids.length === 0) return new Map();
  const columns = columnsOf(root).filter(({ field }) => Object.hasOwn(root.fields, field));
  const rows = await db.all<Record<string, unknown>>(
    `SELECT * FROM ${root.table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [String(row['id']), rowToFields(columns, row).fields]));
}

/** What duplicates are looked for by: titles and identifying codes of every record that is not withdrawn. */
export interface IdentityRow {
  readonly recordId: string;
  readonly title: string;
  readonly inn: string | null;
  readonly ogrn: string | null;
}

export function listIdentities(db: ReadDb, root: Registry): Promise<IdentityRow[]> {
  return db.all<IdentityRow>(
    `SELECT id AS recordId, coalesce(${snakeCase(root.root?.titleField ?? 'id')}, '') AS title, inn, ogrn
       FROM ${root.table} WHERE removed = 0`,
  );
}
