import type { FieldEdit } from '../../domain/record/editRecord';
import { deciderOf } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isKeptByAny } from '../../domain/registry/traits/held';
import type { WriteTx } from '../../db/file/handles';
import { hangingOn, readKept, type Kept } from '../../db/record/keeperRepository';
import { findRecord } from '../../db/record/recordRepository';
import type { GateDeps, RecordChange } from './recordChange';

/**
 * Records that go with an office or with another record are handed over by whoever decides on them, by whatever door
 * the change came that tells whose they are: the ministry keeps a card until its office has the program. Answers the
 * changes to be made; each of them may hand over what hangs on its record.
 */
export type Touched = Pick<FieldEdit, 'registry' | 'recordId' | 'field'>;

export async function handOvers(
  deps: GateDeps,
  tx: WriteTx,
  touched: readonly Touched[],
): Promise<readonly RecordChange[]> {
  const changes: RecordChange[] = [];
  for (const [root, ids] of await concerned(tx, touched))
    for (const kept of await readKept(tx, root, [...ids])) {
      const keeper = keeperOf(deps, kept);
      if (deciderOf(kept, deps.place) !== deps.place.office || keeper === (kept.keeper ?? deps.place.office))
        continue;
      const record = await findRecord(tx, root, kept.id);
      if (record === undefined) continue;
      const edit = { registry: root.code, recordId: kept.id, field: 'keeper' };
      const edits = [{ ...edit, before: kept.keeper, after: keeper }];
      changes.push({ root, recordId: kept.id, record, edits, acts: true });
    }
  return changes;
}

/** Records of which the changes tell who keeps them, and those that hang on records which were handed over. */
async function concerned(
  tx: WriteTx,
  touched: readonly Touched[],
): Promise<ReadonlyMap<Registry, ReadonlySet<string>>> {
  const found = new Map<Registry, Set<string>>();
  const note = (root: Registry, id: string) => found.set(root, (found.get(root) ?? new Set()).add(id));
  const handed = new Map<Registry, string[]>();
  for (const { registry, recordId, field } of touched) {
    const root = tx.registries.root(registry);
    const held = root?.root?.held;
    if (root === undefined || held === undefined) continue;
    const telling = ['status', 'keeper', held.office, held.through, held.territory];
    if (isKeptByAny(held) && telling.includes(field)) note(root, recordId);
    if (field === 'keeper') handed.set(root, [...(handed.get(root) ?? []), recordId]);
  }
  for (const [parent, ids] of handed)
    for (const [root, hanging] of await hangingOn(tx, parent, ids)) for (const id of hanging) note(root, id);
  return found;
}

/** By its own code, by whoever keeps what it hangs on, by its territory; else who decides. */
function keeperOf({ place, officeOf }: GateDeps, { office, through, territory }: Kept): string {
  if (office !== null && place.offices.has(office)) return office;
  if (through !== null && through !== place.office) return through;
  return officeOf(territory) ?? place.office;
}
