import type { Registry } from '../../domain/registry/defineRegistry';
import { fileListName } from '../../domain/registry/traits/files';
import type { ReadDb, WriteTx } from '../file/handles';

/**
 * Bytes that nobody means any more. A row means its bytes while it stands in a record that stands, and while it is asked
 * for and the ask is open.
 */

/** Root registries with files, each with the child that lists them. */
export const fileRegistries = ({ roots }: ReadDb['registries']): readonly (readonly [Registry, Registry])[] =>
  roots.flatMap((root) => {
    const child = root.root?.lists[fileListName];
    return root.root?.files === undefined || child === undefined ? [] : [[root, child] as const];
  });

/** Takes back what rows that stand no more mean, of one record or of all; answers whether any did. */
export async function dropDeadUses(
  tx: WriteTx,
  root: Registry,
  child: Registry,
  rootId: string | null,
): Promise<number> {
  return tx.run(
    `DELETE FROM file_use WHERE registry = ?1 AND (?2 IS NULL OR root_id = ?2)
        AND NOT EXISTS (SELECT 1 FROM ${child.table} AS row JOIN ${root.table} AS own ON own.id = row.parent_id
                         WHERE row.id = file_use.row_id AND row.parent_id = file_use.root_id
                           AND row.removed = 0 AND own.removed = 0)
        AND NOT EXISTS (SELECT 1 FROM change_event AS ask
                         WHERE ask.record_id = file_use.row_id AND ask.kind = 'ask'
                           AND NOT EXISTS (SELECT 1 FROM change_event AS answer
                                            WHERE answer.stamp = ask.stamp AND answer.record_id = ask.record_id
                                              AND answer.kind IN ('word', 'lost')))`,
    [child.code, rootId],
  );
}

/** Bytes that no row means lose their address, so that no row can mean them again while they are swept. */
export async function unnameUnused(tx: WriteTx): Promise<readonly number[]> {
  const rows = await tx.all<{ id: number }>(
    `UPDATE file_content SET address = NULL
      WHERE address IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file_use WHERE content = file_content.id)
      RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

/** Bytes without an address: at the start of the program they are what a killed one left. */
export async function unnamedContents(db: ReadDb): Promise<readonly number[]> {
  const rows = await db.all<{ id: number }>('SELECT id FROM file_content WHERE address IS NULL');
  return rows.map(({ id }) => id);
}

/** Removes some pieces, and what they were pieces of with the last; answers whether it is gone. */
export async function dropSomeChunks(tx: WriteTx, content: number): Promise<boolean> {
  const dropped = await tx.run(
    'DELETE FROM file_chunk WHERE id IN (SELECT id FROM file_chunk WHERE content = ? LIMIT ?)',
    [content, chunksAtOnce],
  );
  if (dropped === chunksAtOnce) return false;
  await tx.run('DELETE FROM file_content WHERE id = ?', [content]);
  return true;
}

/** A megabyte: nobody who saves waits long for it. */
const chunksAtOnce = 16;

/** The bytes of a record that is destroyed go with it, in its own transaction. */
export async function dropContentsOf(tx: WriteTx, recordId: string): Promise<void> {
  await tx.run('DELETE FROM file_use WHERE root_id = ?', [recordId]);
  await tx.run('DELETE FROM file_chunk WHERE content IN (SELECT id FROM file_content WHERE record_id = ?)', [
    recordId,
  ]);
  await tx.run('DELETE FROM file_content WHERE record_id = ?', [recordId]);
}
