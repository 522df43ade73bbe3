import type { AuditReport, Head } from '../../domain/audit/finding';
import { createChainWalk, type HashedLine } from './auditChain';
import { bindingOf, checkBindings } from '../record/changeBinding';
import type { ReadDb } from '../file/handles';
import { verifyContents } from './verifyContents';
import { logTable, type LogTable } from '../record/logTable';

/**
 * Checks the whole journal of an open database, page by page, and the change log against it. It reads what was there
 * when it began, so work may go on meanwhile. It needs no key and no account: anybody who has the file may ask.
 */
export interface VerifyOptions {
  /** Lines of this journal that others have seen. */
  readonly heads?: readonly Head[];
  readonly onProgress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

type Reader = Pick<ReadDb, 'all' | 'get'>;

const linesPerPage = 500;
const lineColumns = 'seq, at, office, operator, action, object, detail, previous, hash';

/** Null when it was cancelled. */
export async function verifyAudit(db: Reader, options: VerifyOptions = {}): Promise<AuditReport | null> {
  const table = await logTable(db);
  const ends = await endsOf(db, table);
  const walk = createChainWalk(options.heads);
  const log = createLogCheck(db, table);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    if (options.isCancelled?.() === true) return null;
    const page = await db.all<HashedLine>(
      `SELECT ${lineColumns} FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      [after, ends.line, linesPerPage],
    );
    const last = page.at(-1);
    if (last === undefined) break;
    const sound = page.filter((line) => walk.take(line));
    for (const seq of await log.unlogged(sound)) walk.add('unlogged', seq);
    after = last.seq;
    options.onProgress?.(after, ends.line);
  }
  const contents = await verifyContents(db, options.isCancelled);
  for (const seq of contents.damaged) walk.add('file', seq);
  const unbound = await log.firstUnbound(ends.row);
  if (unbound !== null) walk.add('unbound', unbound);
  const { lines, findings, found, head } = walk.end();
  return { lines, changes: log.checked(), files: contents.files, ok: found === 0, findings, found, head };
}

/** Where journal and log end, seen in one moment. */
async function endsOf(db: Reader, table: LogTable): Promise<{ line: number; row: number }> {
  const ends = await db.get<{ line: number | null; row: number | null }>(
    `SELECT (SELECT max(seq) FROM audit) AS line, (SELECT max(seq) FROM ${table}) AS row`,
  );
  return { line: ends?.line ?? 0, row: ends?.row ?? 0 };
}

function createLogCheck(db: Reader, table: LogTable) {
  let checked = 0;
  /** Rows before it were logged by a version that did not bind them. */
  let firstBound = Number.MAX_SAFE_INTEGER;
  let lastBound = 0;
  return {
    checked: () => checked,

    /** Numbers of those lines whose changes are not what the log holds. */
    async unlogged(lines: readonly HashedLine[]): Promise<readonly number[]> {
      const bound = lines.flatMap((line) => {
        const binding = bindingOf(line);
        return binding === undefined ? [] : [{ seq: line.seq, ...binding }];
      });
      for (const { from, to } of bound) {
        firstBound = Math.min(firstBound, from);
        lastBound = Math.max(lastBound, to);
      }
      const answers = await checkBindings(db, table, bound);
      checked += answers.reduce((sum, { rows }) => sum + rows, 0);
      return bound.filter((_one, index) => answers[index]?.fits !== true).map(({ seq }) => seq);
    },

    /** Every row since the first bound one must have been checked once; else where to look. */
    async firstUnbound(lastRow: number): Promise<number | null> {
      const logged = await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM ${table} WHERE seq BETWEEN ? AND ?`,
        [firstBound, lastRow],
      );
      if (logged?.n === checked || lastBound === 0) return null;
      return lastRow > lastBound ? lastBound + 1 : firstBound;
    },
  };
}
