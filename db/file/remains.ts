import { readFileHeader } from './fileHeader';
import { logTable, type LogTable } from '../record/logTable';
import { connect, hasCode, type Connection } from './sqliteConnection';
import { steadyFiles } from './steadyFiles';

/**
 * How far a database that is damaged had come. Each end is asked for by itself, from the newest row on, so that damage
 * elsewhere hides none of them; an end that cannot be read is null and never guessed. Nothing is changed, and nobody else
 * may have the database open meanwhile: the caller holds the folder's lock.
 */
export interface Remains {
  readonly lastChange: number | null;
  /** When that change was made. */
  readonly lastChangeAt: string | null;
  readonly auditSeq: number | null;
}

export async function readRemains(path: string): Promise<Remains> {
  const hadLog = (await readFileHeader(`${path}-wal`)).kind !== 'absent';
  const copy = await connect(path, 'read').catch(unlessDamaged);
  if (copy === undefined) return { lastChange: null, lastChangeAt: null, auditSeq: null };
  try {
    const log = await logTable(copy).catch(unlessDamaged);
    const newest = log === undefined ? undefined : await newestOf(copy, log);
    const line = await newestOf(copy, 'audit');
    return {
      lastChange: newest === undefined ? await countedChanges(copy, log) : (newest.row?.seq ?? 0),
      lastChangeAt: newest?.row?.at ?? null,
      auditSeq: line === undefined ? null : (line.row?.seq ?? 0),
    };
  } finally {
    await copy.close();
    // A reader may not tidy up after itself: without a log before, the one that is left is empty.
    if (!hadLog) for (const end of ['-wal', '-shm']) await steadyFiles.remove(path + end);
  }
}

/** In a pair of braces, because an empty table has no newest row and can be read all the same. */
async function newestOf(copy: Connection, table: LogTable | 'audit') {
  const read = copy.get<{ seq: number; at: string }>(
    `SELECT seq, at FROM ${table} ORDER BY seq DESC LIMIT 1`,
  );
  return read.then((row) => ({ row })).catch(unlessDamaged);
}

/** SQLite counts the rows of the log in a table of its own, which is read where the newest row itself is lost. */
async function countedChanges(copy: Connection, log: LogTable | undefined): Promise<number | null> {
  const counted = copy.get<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?', [
    log ?? 'change_event',
  ]);
  return (await counted.catch(unlessDamaged))?.seq ?? null;
}

function unlessDamaged(error: unknown): undefined {
  if (!hasCode(error, ...damage)) throw error;
}

const damage = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_ERROR', 'SQLITE_IOERR'];
