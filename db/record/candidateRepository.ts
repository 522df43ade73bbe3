import { personalCodes } from '../../domain/registry/personal';
import type { ReadDb } from '../file/handles';
import { fieldCount, fieldNames } from './eventRow';

/** What of the log a peer has not been told of yet. */
/** An event that may concern a peer. */
export interface Candidate {
  readonly seq: number;
  readonly kind: 'word' | 'ask' | 'lost';
  readonly registry: string;
  readonly rootId: string;
  /** How many fields it speaks of; a birth speaks of all that it names. */
  readonly fieldCount: number;
  /** Of an ask: which, as a JSON array. */
  readonly fields: string | null;
  /** Who made the change that it speaks of. */
  readonly office: string;
}

/** Who tells whom. */
export interface Route {
  readonly office: string;
  readonly peer: string;
  /** The ministry passes on what others said; any other office tells what it said itself. */
  readonly isHub: boolean;
  readonly toHub: boolean;
}

const personal = ({ registries }: ReadDb): string =>
  personalCodes(registries)
    .map((code) => `'${code}'`)
    .join(', ');

/** The tenure, which ends with an office too, is looked past. */
const acceptedHere = "instr(substr(word_key, instr(word_key, ' ') + 1), '-' || ?3 || ' ') > 0";
/** A peer tells nobody of losses of its own, so that one of them that came with its package was made here. */
const answersPeer = `(kind = 'word' AND ${acceptedHere}) OR (kind = 'lost' AND office = ?2)`;
/**
 * Events a peer has not been told of: since the last look, or withheld then. Words that this office accepted, and at the
 * ministry everybody's; asks of this office, for the ministry, which passes them to their owner; losses, for the author or
 * on the way to him. Nothing goes back where it came from, except the answers of this office to what came from there.
 */
const untold = (
  db: ReadDb,
): string => `registry NOT IN (${personal(db)}) AND (via IS NOT ?2 OR ${answersPeer})
  AND CASE kind
  WHEN 'word' THEN ?4 OR ${acceptedHere} OR (office = ?3 AND word_key LIKE ' 0%')
  WHEN 'ask' THEN (?5 AND office = ?3) OR (?4 AND office <> ?2)
  WHEN 'lost' THEN office = ?2 OR (?5 AND office <> ?3)
  ELSE 0 END`;
const valuesOf = (after: number, { office, peer, isHub, toHub }: Route) => [
  ...[after, peer, office],
  ...[isHub ? 1 : 0, toHub ? 1 : 0],
];

export function listCandidates(
  db: ReadDb,
  route: Route,
  /** Up to where the log was looked at for the peer, and after which event this look begins. */
  { scanned, after }: { scanned: number; after: number },
  limit: number,
): Promise<Candidate[]> {
  return db.all<Candidate>(
    // Two short looks: one condition with OR would read the whole log.
    // What is withheld was looked at when it was, or belongs to the peer itself and is given back to it.
    `SELECT ${columns} FROM change_event WHERE seq > ?1 AND ${untold(db)}
      UNION
     SELECT ${columns} FROM change_event
      WHERE seq IN (SELECT seq FROM withheld_change WHERE peer = ?2 AND seq > ?7)
      ORDER BY seq LIMIT ?6`,
    [...valuesOf(Math.max(scanned, after), route), limit, after],
  );
}

const columns = `seq, kind, registry, root_id AS rootId, ${fieldCount} AS fieldCount,
  iif(kind = 'ask', ${fieldNames}, NULL) AS fields, office`;

/** How many changes there are since the last look that the peer has not been told of. */
export async function countCandidates(db: ReadDb, route: Route, after: number): Promise<number> {
  const row = await db.get<{ n: number }>(
    `SELECT coalesce(sum(${fieldCount}), 0) AS n FROM change_event WHERE seq > ?1 AND ${untold(db)}`,
    valuesOf(after, route),
  );
  return row?.n ?? 0;
}
