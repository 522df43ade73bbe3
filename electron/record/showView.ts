import { showsField, type View } from '../../domain/exchange/audience';
import { nameOfChange, type Change } from '../../domain/exchange/change';
import { emptyRegister, noteEvent, shownBy, type Register } from '../../domain/exchange/register';
import type { Registry } from '../../domain/registry/defineRegistry';
import { sameValue, type FieldValue } from '../../domain/registry/fieldKinds';
import { nothingIn } from '../../domain/registry/systemFields';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import { listOfRecord, type LoggedChange } from '../../db/record/changeRepository';
import { eventChange } from '../../db/record/eventRow';
import type { WriteTx } from '../../db/file/handles';
import { registryIn, type PackageSource } from './kindOfChange';

/**
 * This office is shown another part of a record than before. What it is not shown leaves rows, lists and search; log and
 * journal keep it, and whatever it is shown again comes back from there.
 */
export async function showView(
  { database, place, sender }: PackageSource,
  tx: WriteTx,
  root: Registry,
  rootId: string,
  view: View,
): Promise<number> {
  const fields = fieldsOf(root, rootId, await listOfRecord(tx, root, rootId));
  const said = { stamp: database.nextStamp(place.office), replaces: null, office: sender.code, operator: '' };
  const at = database.now().toISOString();
  const entries = [...fields.values()].flatMap(({ place: of, register, shown, proposed }): Entry[] => {
    const isProposal = (ask: Change): boolean => proposed.has(nameOfChange(ask));
    const held = shownBy(register, place.office, isProposal);
    const after = wanted(view, root, of, shown, held?.after ?? nothingIn(of.field));
    if (sameValue(after, shown)) return [];
    const change = { ...(held ?? { ...said, at }), ...of, before: shown, after };
    return [
      {
        change: after === held?.after ? change : { ...change, ...said, at },
        rootId,
        outcome: 'applied',
        shown: true,
      },
    ];
  });
  if (entries.length > 0) await applyChanges(tx, entries, { action: 'exchange.apply', at, via: sender.code });
  return entries.length;
}

type Place = Pick<Change, 'registry' | 'recordId' | 'field'>;

/** One field: all that was told of it, and what it shows now. */
interface Field {
  readonly place: Place;
  readonly register: Register;
  readonly proposed: Set<string>;
  shown: FieldValue;
}

function fieldsOf(root: Registry, rootId: string, log: readonly LoggedChange[]): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const fieldAt = (place: Place): Field => {
    const name = JSON.stringify([place.registry, place.recordId, place.field]);
    const known = fields.get(name);
    if (known !== undefined) return known;
    const made = {
      place,
      register: emptyRegister(),
      proposed: new Set<string>(),
      shown: nothingIn(place.field),
    };
    fields.set(name, made);
    return made;
  };
  for (const event of log) {
    const { registry, recordId, field, kind, outcome } = event;
    const at = fieldAt({ registry, recordId, field });
    // Rows and records are hidden as a whole, whether anybody has spoken of their end or not.
    fieldAt({ registry, recordId, field: 'removed' });
    if (outcome === 'applied') at.shown = event.after;
    if (kind === 'ask' && outcome === 'stale') at.proposed.add(nameOfChange(event));
    if (kind === 'word' || kind === 'ask' || kind === 'lost') noteEvent(at.register, eventChange(event));
  }
  if (log.length > 0) fieldAt({ registry: root.code, recordId: rootId, field: 'removed' });
  return fields;
}

/** What the field shows under the view. */
function wanted(
  view: View,
  root: Registry,
  { registry: code, field }: Place,
  shown: FieldValue,
  held: FieldValue,
): FieldValue {
  const registry = registryIn(root, code);
  if (view === 'nothing') return registry === root && field === 'removed' ? true : shown;
  if (showsField(view, registry, field)) return held;
  if (registry === root) return nothingIn(field);
  return field === 'removed' ? true : shown;
}
