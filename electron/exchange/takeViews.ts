import { readView, viewOf, viewText, type View } from '../../domain/exchange/audience';
import type { Refusal, ToldView } from '../../domain/exchange/packageManifest';
import { deciderOf } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isUuid } from '../../domain/values/uuid';
import { keepHidden } from '../../db/exchange/hiddenRepository';
import { rememberAudience } from '../../db/exchange/peerRepository';
import { noteRefused } from '../../db/exchange/withheldRepository';
import type { WriteTx } from '../../db/file/handles';
import { standingsOf } from '../../db/exchange/standingRepository';
import { holdersOf } from '../access/recordHolders';
import type { PackageSource } from '../record/kindOfChange';
import { showView } from '../record/showView';

/**
 * What a package says of whole records: what this office is shown of them from here on. The ministry says it, and whoever
 * decides on the record; what anybody else says of another's record is passed over, and so is what is said of our own.
 * Answers the codes of the registries in which something is shown or hidden by it.
 */
export async function takeViews(
  source: PackageSource,
  tx: WriteTx,
  views: readonly ToldView[],
): Promise<readonly string[]> {
  const { place, sender } = source;
  const touched = new Set<string>();
  for (const { registry: code, recordId, shows } of views) {
    const root = tx.registries.root(code);
    if (!isUuid(recordId) || (root === undefined && sender.kind !== 'ministry')) continue;
    const view: View = shows;
    if (root !== undefined) {
      const decider = deciderOf(await holdersOf(tx, root, recordId), place);
      if (decider === place.office || (sender.kind !== 'ministry' && decider !== sender.code)) continue;
    }
    // Of a registry that comes with a later version it is remembered too: what was told of it waits for that version.
    await keepHidden(tx, { registry: code, rootId: recordId, shows: viewText(view) }, sender.code);
    if (root === undefined) continue;
    let changed = await showView(source, tx, root, recordId, view);
    // Whoever says so: what this office's own declaration does not show it stays hidden.
    if (view !== 'nothing' && (await ownView(source, tx, root, recordId)) === 'nothing') {
      await keepHidden(tx, { registry: code, rootId: recordId, shows: 'nothing' }, sender.code);
      changed += await showView(source, tx, root, recordId, 'nothing');
    }
    if (changed > 0) touched.add(code);
  }
  return [...touched];
}

async function ownView(
  { place, onlooker }: PackageSource,
  tx: WriteTx,
  root: Registry,
  recordId: string,
): Promise<View> {
  const standing = (await standingsOf(tx, root, [recordId])).get(recordId);
  const us = onlooker(place.office);
  if (standing === undefined || us === undefined) return 'whole';
  return viewOf(root, us, { ...standing, decider: deciderOf(standing, place) });
}

/** The peer holds nothing of these records: told of them again, it is told all there is. */
export async function takeRefused(tx: WriteTx, peer: string, refused: readonly Refusal[]): Promise<void> {
  if (refused.length === 0) return;
  await noteRefused(tx, peer, refused);
  // It asks whether that still holds: all are looked at.
  if (refused.some(({ asks }) => asks === true)) await rememberAudience(tx, peer, '');
}

export const hiddenView = (text: string | undefined): { readonly view?: View } =>
  text === undefined ? {} : { view: readView(text) };
