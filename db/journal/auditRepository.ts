import type { AuditAction } from '../../domain/audit/events';
import type { HashedLine } from './auditChain';
import { foldText } from '../../domain/values/foldText';
import type { AuditTail, ReadDb } from '../file/handles';

/** The journal of events read back: pages for people, runs of lines for files. */
export interface AuditFilter {
  /** Instants, ISO: from this one on, before that one. */
  readonly from: string | null;
  readonly until: string | null;
  /** Any part of the name or of the login. */
  readonly operator: string;
  readonly action: string;
  readonly object: string;
}

type Line = Omit<HashedLine, 'previous' | 'hash'>;

/** Newest first, below line `before` when it is given. */
export async function listAudit(
  db: ReadDb,
  filter: AuditFilter,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): Promise<Line[]> {
  const { from, until, action, object } = filter;
  const operators = filter.operator === '' ? null : await operatorsLike(db, filter.operator);
  const login = filter.operator.trim().toLowerCase();
  return db.all<Line>(
    `SELECT seq, at, office, operator, action, object, detail FROM audit
      WHERE seq < ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
        AND (?4 IS NULL OR operator IN (SELECT value FROM json_each(?4))
             OR instr(CASE WHEN json_valid(detail) THEN detail ->> 'login' END, ?5) > 0)
        AND substr(action, 1, length(?6)) = ?6 AND (?7 = '' OR instr(object, ?7) > 0)
      ORDER BY seq DESC LIMIT ?8`,
    [before, from, until, operators, login, action, object, limit],
  );
}

/** Which of these actions the journal tells of last. */
export async function lastAction(
  db: ReadDb,
  actions: readonly AuditAction[],
): Promise<AuditAction | undefined> {
  const line = await db.get<{ action: AuditAction }>(
    `SELECT action FROM audit WHERE action IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 1`,
    [JSON.stringify(actions)],
  );
  return line?.action;
}

export interface KeyLine {
  readonly seq: number;
  readonly at: string;
  readonly operator: string;
  readonly action: 'key.accept' | 'key.see';
  readonly object: string;
  readonly by: string | null;
  readonly upTo: number | null;
}

/** Who accepted the key and who looked at that, within a stretch of the journal, the oldest first. */
export function listKeyLines(db: ReadDb, after: number, upTo: number): Promise<KeyLine[]> {
  return db.all<KeyLine>(
    `SELECT seq, at, operator, action, object, CASE WHEN json_valid(detail) THEN detail ->> 'by' END AS by,
            CASE WHEN json_valid(detail) THEN detail ->> 'upTo' END AS upTo FROM audit
      WHERE seq > ? AND seq <= ? AND action IN ('key.accept', 'key.see') ORDER BY seq`,
    [after, upTo],
  );
}

/** Every line about these objects, with its hash: the extract that goes with an act. */
export function listAuditOf(db: ReadDb, objects: readonly string[]): Promise<HashedLine[]> {
  return db.all<HashedLine>(
    `SELECT seq, at, office, operator, action, object, detail, previous, hash FROM audit
      WHERE object IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    [JSON.stringify(objects)],
  );
}

/** SQLite knows no case of Cyrillic; operators are few, so their names are compared here. JSON of the names. */
async function operatorsLike(db: ReadDb, part: string): Promise<string> {
  const names = await db.all<{ operator: string }>('SELECT DISTINCT operator FROM audit');
  const wanted = foldText(part);
  const like = names.map(({ operator }) => operator).filter((name) => foldText(name).includes(wanted));
  return JSON.stringify(like);
}

/** A run of lines without a gap: the one it follows and the last of it; an empty run ends where it begins. */
export interface AuditRun {
  readonly before: AuditTail;
  readonly last: AuditTail;
}

/**
 * The run that holds every line of a period. The clock of a workstation may have been set back, so a few lines of other
 * days can lie between: leaving them out would break the chain.
 */
export async function runOfPeriod(db: ReadDb, from: string, until: string): Promise<AuditRun> {
  const ends = await db.get<{ first: number | null; last: number | null }>(
    'SELECT min(seq) AS first, max(seq) AS last FROM audit WHERE at >= ? AND at < ?',
    [from, until],
  );
  const { first, last } = { first: ends?.first ?? null, last: ends?.last ?? null };
  if (first === null || last === null) return { before: nothing, last: nothing };
  return { before: await lineBefore(db, first), last: await lineBefore(db, last + 1) };
}

const nothing: AuditTail = { seq: 0, hash: '' };

async function lineBefore(db: ReadDb, seq: number): Promise<AuditTail> {
  const row = await db.get<AuditTail>('SELECT seq, hash FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1', [
    seq,
  ]);
  return row ?? nothing;
}

const linesPerPage = 1000;

/** The lines of a run, page by page. */
export async function* readRun(db: ReadDb, { before, last }: AuditRun): AsyncGenerator<HashedLine> {
  let after = before.seq;
  for (;;) {
    const page = await db.all<HashedLine>(
      `SELECT seq, at, office, operator, action, object, detail, previous, hash FROM audit
        WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      [after, last.seq, linesPerPage],
    );
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    after = end.seq;
  }
}

/** Code of the office whose journal it is; undefined for an empty one. */
export async function journalOffice(db: Pick<ReadDb, 'get'>): Promise<string | undefined> {
  return (await db.get<{ office: string }>('SELECT office FROM audit ORDER BY seq LIMIT 1'))?.office;
}

/** Which of these objects the journal has a line about by this action. */
export async function objectsWithLine(
  db: ReadDb,
  action: AuditAction,
  objects: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.all<{ object: string }>(
    'SELECT DISTINCT object FROM audit WHERE action = ? AND object IN (SELECT value FROM json_each(?))',
    [action, JSON.stringify(objects)],
  );
  return rows.map(({ object }) => object);
}
