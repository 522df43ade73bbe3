import { seesAll, travels } from '../../domain/exchange/audience';
import type { Peer } from '../../domain/exchange/officeConfig';
import { ownerOf, type Holders } from '../../domain/record/ownership';
import { readByAudience } from '../../domain/exchange/audienceReads';
import type { Registry } from '../../domain/registry/defineRegistry';
import { listAhead, type Candidate } from '../../db/exchange/candidateRepository';
import type { LoggedChange } from '../../db/record/changeRepository';
import { holdersOf } from '../access/recordHolders';
import { gateOf } from '../record/recordEdits';
import type { ExchangeDeps } from './exchangeDeps';
import { routeTo } from './whoSees';

/** An event that concerns the peer, if only by some of its fields. */
export type Meant = Omit<Candidate, 'fields'> & { readonly fields: readonly string[] | null };

/**
 * An ask is told to the office whose word it asks for; on the way to the ministry it is told to the ministry. The fields
 * of a birth may be the words of several offices.
 */
export async function meantFor(
  deps: ExchangeDeps,
  peer: Peer,
  candidates: readonly Candidate[],
): Promise<readonly Meant[]> {
  const { read } = deps.database;
  const { place, registryOf } = gateOf(deps);
  const meant: Meant[] = [];
  const known = new Map<string, Holders>();
  for (const candidate of candidates) {
    const registry = registryOf(candidate.registry);
    if (candidate.fields === null || candidate.office === peer.code || peer.kind === 'ministry')
      meant.push({ ...candidate, fields: null });
    else if (registry !== undefined) {
      const { rootId } = candidate;
      const holders = known.get(rootId) ?? (await holdersOf(read, read.registries.rootOf(registry), rootId));
      known.set(rootId, holders);
      const asked = JSON.parse(candidate.fields) as readonly string[];
      const fields = asked.filter((field) => ownerOf(registry, field, holders, place) === peer.code);
      if (fields.length > 0) meant.push({ ...candidate, fields });
    }
  }
  return meant;
}

/** The changes that are meant; of a birth not all may be. */
export function onlyMeant(
  meant: readonly Meant[],
  changes: readonly LoggedChange[],
): readonly LoggedChange[] {
  const fieldsOf = new Map(meant.map(({ seq, fields }) => [seq, fields]));
  return changes.filter(({ seq, field }) => fieldsOf.get(seq)?.includes(field) ?? true);
}

/**
 * The log is told by pages, and a record is judged by its addressee as the page leaves it: what says that the addressee may
 * see it must not come with the next page.
 */
export async function aheadOf(
  deps: ExchangeDeps,
  peer: Peer,
  events: readonly Meant[],
  from: { readonly after: number; readonly scanned: number },
): Promise<readonly Meant[]> {
  const { read } = deps.database;
  const reads = read.registries.roots.filter((root) => travels(root) && !seesAll(root, peer)).flatMap(readOf);
  const rootIds = [...new Set(events.map(({ rootId }) => rootId))];
  const ahead = reads.length === 0 ? [] : await listAhead(read, routeTo(deps, peer), from, rootIds, reads);
  return ahead.map((event) => ({ ...event, fields: null }));
}

/** Registries and fields that say who may see a record. */
function readOf(root: Registry): [registry: string, fields: readonly string[] | null][] {
  const { fields, cells } = readByAudience(root);
  const lists = new Set(cells.map(([list]) => list));
  const ofLists = Object.entries(root.root?.lists ?? {}).filter(([list]) => lists.has(list));
  return [
    [root.code, ['status', 'decider', 'keeper', ...fields]],
    ...ofLists.map(([, child]): [string, null] => [child.code, null]),
  ];
}
