import { createHash } from 'node:crypto';
import type { ReadDb } from '../file/handles';
import { hasCode } from '../file/sqliteConnection';
import { readChunks } from '../content/contentRepository';

/**
 * Holds the bytes of files against what was written of them and against the log, which the journal binds. It needs no key:
 * of sealed bytes the digest is that of what lies there.
 */
type Reader = Pick<ReadDb, 'all' | 'get'>;

export interface ContentsReport {
  /** Files whose bytes were looked at, each once however often attached. */
  readonly files: number;
  /** Numbers in the log of the events that attached what is not there any more, or is other bytes. */
  readonly damaged: readonly number[];
}

interface Kept {
  readonly id: number;
  readonly address: string;
  readonly recordId: string | null;
  readonly chunks: number;
  readonly digest: string;
}

/** A database of before has no files, and nothing is wrong with them. */
export async function verifyContents(
  db: Reader,
  isCancelled: () => boolean = () => false,
): Promise<ContentsReport> {
  const table = await db.get("SELECT 1 FROM sqlite_schema WHERE name = 'file_content'");
  if (table === undefined) return { files: 0, damaged: [] };
  const contents = await db.all<Kept>(
    `SELECT id, address, record_id AS recordId, chunks, digest FROM file_content WHERE address IS NOT NULL`,
  );
  const damaged: number[] = [];
  for (const content of contents) {
    if (isCancelled()) break;
    if (!(await isAsWritten(db, content))) damaged.push(content.id);
  }
  const attached = await db.all<{ seq: number }>(
    `SELECT min(born.seq) AS seq FROM file_use LEFT JOIN file_content ON file_content.id = content
       JOIN change_event AS born ON born.record_id = row_id AND born.field = ''
      WHERE content IN (SELECT value FROM json_each(?)) OR address IS NULL
         OR (file_content.record_id IS NULL AND json_extract(born.after, '$.sha256') IS NOT address)
      GROUP BY row_id ORDER BY seq`,
    [JSON.stringify(damaged)],
  );
  return { files: contents.length, damaged: attached.map(({ seq }) => seq) };
}

async function isAsWritten(db: Reader, { id, address, recordId, chunks, digest }: Kept): Promise<boolean> {
  const hash = createHash('sha256');
  let count = 0;
  try {
    for await (const bytes of readChunks(db, id)) {
      hash.update(bytes);
      count += 1;
    }
  } catch (error) {
    if (hasCode(error, 'SQLITE_CORRUPT')) return false;
    throw error;
  }
  const found = hash.digest('hex');
  return count === chunks && found === digest && (recordId !== null || found === address);
}
