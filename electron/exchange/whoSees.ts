import {
  audienceKey,
  gainOf,
  readView,
  sameView,
  seesAll,
  showsField,
  travels,
  viewOf,
  viewText,
  type Gain,
  type Standing,
  type View,
} from '../../domain/exchange/audience';
import type { Peer } from '../../domain/exchange/officeConfig';
import { deciderOf } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { childRegistries } from '../../domain/registry/index';
import { ok } from '../../domain/values/result';
import { peerState, rememberAudience } from '../../db/exchange/peerRepository';
import {
  hasWithheld,
  keepWithheld,
  withheldAmong,
  type WithheldRecord,
} from '../../db/exchange/withheldRepository';
import type { Actor, WriteTx } from '../../db/file/handles';
import { knownTo, oweRecords, type Route } from '../../db/exchange/candidateRepository';
import type { LoggedChange } from '../../db/record/changeRepository';
import { nextStandings, standingsOf } from '../../db/exchange/standingRepository';
import { gateOf } from '../record/recordEdits';
import type { ExchangeDeps } from './exchangeDeps';

/**
 * What a peer sees of records, and what follows where that has become another thing: a record that it may see is told from
 * its beginning, one that it may see no more is withdrawn there by name. A record is looked at when something is said of
 * it; only another kind or territory of the peer, or another declaration, makes all of them looked at, once.
 */
export interface Look {
  /** Is this field of what an event speaks of for the peer? */
  tells(event: Pick<LoggedChange, 'office' | 'rootId' | 'registry' | 'field'>): boolean;
  /** Is the peer shown what the record is called? */
  isTitled(event: Pick<LoggedChange, 'rootId'>, root: Registry): boolean;
  readonly found: Found;
}

/** What the look must leave behind. */
interface Found {
  readonly withheld: readonly WithheldRecord[];
  readonly gains: readonly { readonly rootId: string; readonly gain: Gain }[];
}

export const routeTo = ({ config: { office } }: ExchangeDeps, peer: Peer): Route => {
  const isHub = office.kind === 'ministry';
  return { office: office.code, peer: peer.code, isHub, toHub: peer.kind === 'ministry' };
};

/** Does something become visible or is withdrawn? Then it is noted before the next message is made. */
export const isTurn = ({ withheld, gains }: Found): boolean =>
  gains.length > 0 || withheld.some(({ due }) => due !== null);

/** Looks at the records that these events are of. */
export async function lookAt(
  deps: ExchangeDeps,
  peer: Peer,
  scanned: number,
  events: readonly { readonly registry: string; readonly rootId: string }[],
): Promise<Look> {
  const { read } = deps.database;
  const { registries } = read;
  const looked = new Map<string, Looked>();
  for (const root of registries.roots.filter(travels)) {
    const codes = new Set([root, ...childRegistries(root)].map(({ code }) => code));
    const ids = new Set(events.flatMap(({ registry, rootId }) => (codes.has(registry) ? [rootId] : [])));
    if (ids.size === 0) continue;
    const withheld = await withheldAmong(read, peer.code, root.code, [...ids]);
    const needed = seesAll(root, peer) ? [...withheld.keys()] : [...ids];
    const standings = await standingsOf(read, root, needed);
    looked.set(root.code, await look(deps, peer, scanned, { root, ids: [...ids], withheld, standings }));
  }
  const all = [...looked.values()];
  return {
    found: { withheld: all.flatMap((one) => one.withheld), gains: all.flatMap((one) => one.gains) },
    isTitled({ rootId }, root) {
      const view = looked.get(root.code)?.views.get(rootId) ?? 'nothing';
      return showsField(view, root, root.root?.titleField ?? '');
    },
    tells({ office, rootId, registry: code, field }) {
      const registry = registries.find(code);
      if (registry === undefined) return false;
      // Of what it asked or said itself an office is answered, whatever it sees.
      if (office === peer.code) return true;
      const of = looked.get(registries.rootOf(registry).code);
      const view = of?.views.get(rootId) ?? 'nothing';
      return (
        showsField(view, registry, field) || (of?.left.has(rootId) === true && isOfHolders(registry, field))
      );
    },
  };
}

/** A former keeper is told who keeps the record from now on, with the last word that it hears of it. */
const isOfHolders = ({ parent }: Registry, field: string): boolean =>
  parent === undefined && (field === 'keeper' || field === 'decider');

interface Looked extends Found {
  readonly views: ReadonlyMap<string, View>;
  /** Records that the peer sees less of than it was told. */
  readonly left: ReadonlySet<string>;
}

interface Asked {
  readonly root: Registry;
  readonly ids: readonly string[];
  readonly withheld: ReadonlyMap<string, WithheldRecord>;
  readonly standings: ReadonlyMap<string, Standing>;
}

async function look(
  deps: ExchangeDeps,
  peer: Peer,
  scanned: number,
  { root, ids, withheld, standings }: Asked,
): Promise<Looked> {
  const { place } = gateOf(deps);
  const route = routeTo(deps, peer);
  const views = new Map<string, View>();
  for (const id of ids) {
    const standing = standings.get(id);
    if (seesAll(root, peer)) views.set(id, 'whole');
    else if (standing !== undefined)
      views.set(id, viewOf(root, peer, { ...standing, decider: deciderOf(standing, place) }));
  }
  const codes = [root, ...childRegistries(root)].map(({ code }) => code);
  const unsure = [...views].flatMap(([id, view]) => (view === 'whole' || withheld.has(id) ? [] : [id]));
  const known = await knownTo(deps.database.read, route, scanned, codes, unsure);
  const left = new Set<string>();
  const found = { withheld: [] as WithheldRecord[], gains: [] as { rootId: string; gain: Gain }[] };
  for (const [rootId, view] of views) {
    const row = withheld.get(rootId);
    if (row === undefined && view === 'whole') continue;
    const first = known.has(rootId) ? 'whole' : null;
    const { told, due } = row ?? { told: first, due: null };
    const former = readView(due ?? told ?? 'nothing');
    if (row !== undefined && sameView(former, view)) continue;
    const gain = gainOf(root, former, view);
    if (row !== undefined && gain.registries.length > 0) found.gains.push({ rootId, gain });
    const lost = gainOf(root, view, former);
    if (lost.registries.length > 0) left.add(rootId);
    // What nobody has told the peer needs no word of withdrawal, and only who decides on a record may say one.
    const standing = standings.get(rootId);
    const speaks = route.isHub || (standing !== undefined && deciderOf(standing, place) === place.office);
    const silent = told === null || !speaks;
    const text = viewText(view);
    const isNever = told === null && view === 'nothing';
    found.withheld.push({
      ...{ registry: root.code, rootId },
      ...(silent ? { told: isNever ? null : text, due: null } : { told, due: text }),
    });
  }
  return { ...found, views, left };
}

/** Notes what a look found; `scanned` is up to where the log was looked at for the peer. */
export async function noteFound(
  deps: ExchangeDeps,
  tx: WriteTx,
  peer: Peer,
  scanned: number,
  { withheld, gains }: Found,
): Promise<void> {
  await keepWithheld(tx, peer.code, withheld);
  const alike = new Map<string, { readonly gain: Gain; readonly ids: string[] }>();
  for (const { rootId, gain } of gains) {
    const same = alike.get(JSON.stringify(gain)) ?? { gain, ids: [] };
    alike.set(JSON.stringify(gain), same);
    same.ids.push(rootId);
  }
  for (const { gain, ids } of alike.values()) await oweRecords(tx, routeTo(deps, peer), scanned, ids, gain);
}

/** So many records are looked at in one transaction: a save waits for no more. */
const recordsAtOnce = 2000;

/** Looks at all records where the peer is of another kind or territory than before, or audiences are declared anew. */
export async function lookAnew(deps: ExchangeDeps, actor: Actor, peer: Peer): Promise<void> {
  const { read } = deps.database;
  const { scannedSeq, audience } = await peerState(read, peer.code);
  const key = audienceKey(read.registries, peer);
  if (audience === key) return;
  for (const root of read.registries.roots.filter(travels)) {
    if (scannedSeq === 0 || (seesAll(root, peer) && !(await hasWithheld(read, peer.code, root.code))))
      continue;
    let after: number | null = 0;
    while (after !== null) after = await lookAtPage(deps, actor, peer, root, scannedSeq, after);
  }
  await deps.database.write(actor, async (tx) => {
    await rememberAudience(tx, peer.code, key);
    return ok(null);
  });
}

async function lookAtPage(
  deps: ExchangeDeps,
  actor: Actor,
  peer: Peer,
  root: Registry,
  scanned: number,
  after: number,
): Promise<number | null> {
  const { read } = deps.database;
  const { standings, last } = await nextStandings(read, root, after, recordsAtOnce);
  const ids = [...standings.keys()];
  const withheld = await withheldAmong(read, peer.code, root.code, ids);
  const found = await look(deps, peer, scanned, { root, ids, withheld, standings });
  if (found.withheld.length > 0)
    await deps.database.write(actor, async (tx) => {
      await noteFound(deps, tx, peer, scanned, found);
      return ok(null);
    });
  return last;
}
