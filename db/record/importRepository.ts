import type { ReadDb, WriteTx } from '../file/handles';

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
       FROM (SELECT root_id, max(seq) AS seq FROM change_event WHERE batch = ?1 GROUP BY root_id) AS imported
       JOIN change_event AS later ON later.root_id = imported.root_id AND later.seq > imported.seq
      WHERE later.batch IS NOT ?1 AND later.outcome = 'applied'`,
    [batchId],
  );
  return row?.n ?? 0;
}
