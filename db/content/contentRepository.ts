import type { SqlValue } from '../file/sqliteConnection';
import type { ReadDb, WriteTx } from '../file/handles';

/**
 * Bytes of files, in pieces beside the records, once for every address. They are written in small transactions under no
 * address; the transaction that attaches a file gives the address and says which row means it. So a program that was
 * killed leaves bytes without an address, and those are swept (`contentSweep.ts`).
 */
export interface Content {
  readonly id: number;
  readonly address: string;
  /** Whose key seals it; null where it lies open. */
  readonly recordId: string | null;
  readonly size: number;
  readonly chunks: number;
}

const columns = 'id, address, record_id AS recordId, size, chunks';

/** The bytes at the first of these addresses where any lie. */
export async function contentAt(
  db: Pick<ReadDb, 'get'>,
  addresses: readonly string[],
): Promise<Content | undefined> {
  for (const address of addresses) {
    const found = await db.get<Content>(`SELECT ${columns} FROM file_content WHERE address = ?`, [address]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The bytes that a row means; undefined where they are not here. */
export const contentOf = (db: ReadDb, rowId: string): Promise<Content | undefined> =>
  db.get<Content>(
    `SELECT ${columns} FROM file_content WHERE address IS NOT NULL
       AND id = (SELECT content FROM file_use WHERE row_id = ?)`,
    [rowId],
  );

export interface AttachedFile {
  readonly rowId: string;
  /** Are its bytes here? */
  readonly here: boolean;
  readonly attachedAt: string;
  readonly operator: string;
}

/** Who attached the files of these rows, when, and which of them have their bytes here. */
export async function filesAttached(db: ReadDb, rowIds: readonly string[]): Promise<readonly AttachedFile[]> {
  const rows = await db.all<Omit<AttachedFile, 'here'> & { here: number }>(
    `SELECT value AS rowId, born.at AS attachedAt, born.operator,
            EXISTS (SELECT 1 FROM file_use JOIN file_content ON file_content.id = content AND address IS NOT NULL
                     WHERE row_id = value) AS here
       FROM json_each(?) JOIN change_event AS born
         ON born.seq = (SELECT min(seq) FROM change_event WHERE record_id = value AND outcome = 'applied')`,
    [JSON.stringify(rowIds)],
  );
  return rows.map((row) => ({ ...row, here: row.here === 1 }));
}

/** Begins bytes that have no address yet. */
export async function beginContent(tx: WriteTx, recordId: string | null, size: number): Promise<number> {
  const row = await tx.get<{ id: number }>(
    "INSERT INTO file_content (record_id, size, chunks, digest) VALUES (?, ?, 0, '') RETURNING id",
    [recordId, size],
  );
  if (row === undefined) throw new Error('a content was not begun');
  return row.id;
}

export async function addChunk(tx: WriteTx, content: number, number: number, bytes: SqlValue): Promise<void> {
  await tx.run('INSERT INTO file_chunk (content, number, bytes) VALUES (?, ?, ?)', [content, number, bytes]);
}

/** What was written whole may be found from now on. */
export async function nameContent(
  tx: WriteTx,
  { id, address, chunks, digest }: Pick<Content, 'id' | 'address' | 'chunks'> & { readonly digest: string },
): Promise<void> {
  await tx.run('UPDATE file_content SET address = ?, chunks = ?, digest = ? WHERE id = ?', [
    ...[address, chunks],
    ...[digest, id],
  ]);
}

/** Says which bytes a row means. */
export async function addUse(
  tx: WriteTx,
  use: {
    readonly rowId: string;
    readonly registry: string;
    readonly rootId: string;
    readonly content: number;
  },
): Promise<void> {
  await tx.run('INSERT INTO file_use (row_id, registry, root_id, content) VALUES (?, ?, ?, ?)', [
    ...[use.rowId, use.registry],
    ...[use.rootId, use.content],
  ]);
}

/** The pieces as they lie, in order; one that is missing ends them. */
export async function* readChunks(db: Pick<ReadDb, 'get'>, content: number): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number += 1) {
    const row = await db.get<{ bytes: Uint8Array }>(
      'SELECT bytes FROM file_chunk WHERE content = ? AND number = ?',
      [content, number],
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}
