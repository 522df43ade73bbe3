import { seesAll, showsField, viewOf, type View } from '../../domain/exchange/audience';
import type { Change } from '../../domain/exchange/change';
import { deciderOf } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { hiddenAmong } from '../../db/exchange/hiddenRepository';
import type { WriteTx } from '../../db/file/handles';
import { standingsOf } from '../../db/exchange/standingRepository';
import { registryIn, type PackageSource, type Told } from '../record/kindOfChange';

/**
 * What was told to this office though it is not for it, by its own declarations and by the records as they stand once the
 * package was taken. Answers, by record, which of its changes those are; the package is then taken without them.
 */
export async function notForUs(
  { place, onlooker }: PackageSource,
  tx: WriteTx,
  records: readonly Told[],
): Promise<ReadonlyMap<Told, (change: Change) => boolean>> {
  const found = new Map<Told, (change: Change) => boolean>();
  const us = onlooker(place.office);
  if (us === undefined) return found;
  for (const root of new Set(records.map((told) => told.root))) {
    if (seesAll(root, us)) continue;
    const ofRoot = records.filter((told) => told.root === root);
    const names = ofRoot.map(({ rootId }) => ({ registry: root.code, rootId }));
    const hidden = await hiddenAmong(tx, names);
    const standings = await standingsOf(
      tx,
      root,
      ofRoot.map(({ rootId }) => rootId),
    );
    for (const told of ofRoot) {
      const standing = standings.get(told.rootId);
      // A record of which nothing was ever shown has no row.
      if (standing === undefined) continue;
      // With its withdrawal comes the word who holds it from now on.
      const isLeft = hidden.get(`${root.code}/${told.rootId}`) === 'nothing';
      const view = viewOf(root, us, { ...standing, decider: deciderOf(standing, place) });
      const isForeign = (change: Change): boolean =>
        !(isLeft && isOfHolders(root, change)) && isNotFor(place, root, view, change);
      if (view !== 'whole' && told.changes.some(isForeign)) found.set(told, isForeign);
    }
  }
  return found;
}

const isOfHolders = ({ code }: Registry, { registry, field }: Change): boolean =>
  registry === code && (field === 'keeper' || field === 'decider');

/** Answers to what this office said are for it, whatever it sees; the ministry passes asks on that it does not look at. */
function isNotFor(
  { office, ministry }: PackageSource['place'],
  root: Registry,
  view: View,
  change: Change,
): boolean {
  if (change.office === office || change.lost !== undefined) return false;
  if (change.accepted === undefined && office === ministry) return false;
  return !showsField(view, registryIn(root, change.registry), change.field);
}
