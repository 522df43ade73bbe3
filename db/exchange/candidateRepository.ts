import { stayingCodes, type Gain } from '../../domain/exchange/audience';
import type { ReadDb, WriteTx } from '../file/handles';
import { fieldCount, fieldNames } from '../record/eventRow';
import { shippedBy } from '../../domain/registry/shippedBy';

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

const staying = ({ registries }: ReadDb): string =>
  stayingCodes(registries)
    .map((code) => `'${code}'`)
    .join(', ');

/** The tenure, which ends with an office too, is looked past. */
const acceptedHere = "instr(substr(word_key, instr(word_key, ' ') + 1), '-' || ?3 || ' ') > 0";
/** A peer tells nobody of losses of its own, so that one of them that came with its package was made here. */
const answersPeer = `(kind = 'word' AND ${acceptedHere}) OR (kind = 'lost' AND office = ?2)`;
/**
 * Events that are a peer's to be told: words that this office accepted, and at the ministry everybody's; asks of this
 * office, for the ministry, which passes them to their owner; losses, for the author or on the way to him. Nothing goes
 * back where it came from, except the answers of this office to what came from there.
 */
const meant = (
  db: ReadDb,
): string => `registry NOT IN (${staying(db)}) AND office <> '${shippedBy}' AND (via IS NOT ?2 OR ${answersPeer})
  AND CASE kind
  WHEN 'word' THEN ?4 OR ${acceptedHere} OR (office = ?3 AND word_key LIKE ' 0%')
  WHEN 'ask' THEN (?5 AND office = ?3) OR (?4 AND office <> ?2)
  WHEN 'lost' THEN office = ?2 OR (?5 AND office <> ?3)
  ELSE 0 END`;
const notAhead = 'seq NOT IN (SELECT seq FROM told_ahead WHERE peer = ?2)';
const valuesOf = (after: number, { office, peer, isHub, toHub }: Route) => [
  ...[after, peer, office],
  ...[isHub ? 1 : 0, toHub ? 1 : 0],
];

/** The next events that the peer must be told of, or owed to it; `scanned`: up to where the log was looked at for it. */
export function listCandidates(
  db: ReadDb,
  route: Route,
  scanned: number,
  limit: number,
): Promise<Candidate[]> {
  return db.all<Candidate>(
    // Two short looks: one condition with OR would read the whole log.
    `SELECT ${columns} FROM change_event WHERE seq > ?1 AND ${notAhead} AND ${meant(db)}
      UNION
     SELECT ${columns} FROM change_event
      WHERE seq IN (SELECT seq FROM owed_event WHERE peer = ?2 ORDER BY seq LIMIT ?6)
      ORDER BY seq LIMIT ?6`,
    [...valuesOf(scanned, route), limit],
  );
}

/** Words beyond a place in the log that say whether the peer may see these records; told with what stands before it. */
export function listAhead(
  db: ReadDb,
  route: Route,
  { after, scanned }: { readonly after: number; readonly scanned: number },
  rootIds: readonly string[],
  /** Registries, each with the fields that its audience reads; null for every field. */
  read: readonly (readonly [registry: string, fields: readonly string[] | null])[],
): Promise<Candidate[]> {
  return db.all<Candidate>(
    `SELECT ${columns} FROM change_event
      WHERE root_id IN (SELECT value FROM json_each(?6)) AND seq > ?1 AND kind = 'word' AND ${notAhead} AND ${meant(db)}
        AND (seq > ?8 OR seq IN (SELECT seq FROM owed_event WHERE peer = ?2))
        AND EXISTS (SELECT 1 FROM json_each(?7) AS read WHERE read.value ->> 0 = registry
          AND (read.value ->> 1 IS NULL OR field IN (SELECT value FROM json_each(read.value ->> 1))))
      ORDER BY seq`,
    [...valuesOf(after, route), JSON.stringify(rootIds), JSON.stringify(read), scanned],
  );
}

/**
 * The peer may see these records, or more of them, from now on: what was looked at for it and withheld is owed to it, in
 * the order of the log. It has been told already of what it said itself.
 */
export async function oweRecords(
  tx: WriteTx,
  route: Route,
  scanned: number,
  rootIds: readonly string[],
  { fields, registries }: Gain,
): Promise<void> {
  await tx.run(
    `INSERT OR IGNORE INTO owed_event (peer, seq)
     SELECT ?2, seq FROM change_event
      WHERE root_id IN (SELECT value FROM json_each(?6)) AND seq <= ?1 AND ${meant(tx)}
        AND office <> ?2 AND (kind <> 'ask' OR ?5)
        AND registry IN (SELECT value FROM json_each(?7))
        AND (?8 IS NULL OR record_id <> root_id OR field = '' OR field IN (SELECT value FROM json_each(?8)))`,
    [
      ...valuesOf(scanned, route),
      JSON.stringify(rootIds),
      JSON.stringify(registries),
      fields === null ? null : JSON.stringify(fields),
    ],
  );
}

/** Those of these records of which the peer was told something, or told something itself. */
export async function knownTo(
  db: ReadDb,
  { peer }: Route,
  scanned: number,
  registries: readonly string[],
  rootIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT wanted.value AS id FROM json_each(?3) AS wanted
      WHERE EXISTS (SELECT 1 FROM change_event
        WHERE root_id = wanted.value AND registry IN (SELECT value FROM json_each(?4)) AND kind IN ('word', 'ask')
          AND (seq <= ?1 OR via = ?2))`,
    [scanned, peer, JSON.stringify(rootIds), JSON.stringify(registries)],
  );
  return new Set(rows.map(({ id }) => id));
}

const columns = `seq, kind, registry, root_id AS rootId, ${fieldCount} AS fieldCount,
  iif(kind = 'ask', ${fieldNames}, NULL) AS fields, office`;

/** How many changes there are since the last look that the peer has not been told of. */
export async function countCandidates(db: ReadDb, route: Route, after: number): Promise<number> {
  const row = await db.get<{ n: number }>(
    `SELECT coalesce(sum(${fieldCount}), 0) AS n FROM change_event WHERE seq > ?1 AND ${meant(db)}`,
    valuesOf(after, route),
  );
  return row?.n ?? 0;
}
