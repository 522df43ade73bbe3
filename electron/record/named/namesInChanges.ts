import type { Targets } from '../../../domain/record/references';
import type { FieldEdit } from '../../../domain/record/editRecord';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { readReference } from '../../../domain/registry/references/recordReference';
import { referenceFields } from '../../../domain/registry/references/referenceFields';
import type { ReadDb } from '../../../db/file/handles';
import {
  countNamingEach,
  nameOfTarget,
  readTargets,
  type WantedTargets,
} from '../../../db/record/referenceRepository';
import type { RecordChange } from '../recordChange';

/** What the gate must know of records that changes name, and of records that others name and changes withdraw. */
export interface NamesInChanges {
  readonly targets: Targets;
  readonly namedBy: (recordId: string) => number;
}

/** Reads it for all of these changes at once; nothing is read where they name nobody. */
export async function namesIn(db: ReadDb, changes: readonly RecordChange[]): Promise<NamesInChanges> {
  const targets = await targetsOf(
    db,
    changes.flatMap(({ edits }) => edits),
  );
  const counts = new Map<string, number>();
  for (const [root, ids] of withdrawnBy(changes))
    for (const [id, count] of await countNamingEach(db, root, ids)) counts.set(id, count);
  return { targets, namedBy: (recordId) => counts.get(recordId) ?? 0 };
}

function withdrawnBy(changes: readonly RecordChange[]): ReadonlyMap<Registry, readonly string[]> {
  const found = new Map<Registry, string[]>();
  for (const { root, recordId, edits } of changes)
    if (
      edits.some(
        ({ registry, field, after }) => registry === root.code && field === 'removed' && after === true,
      )
    )
      found.set(root, [...(found.get(root) ?? []), recordId]);
  return found;
}

/** Everything that is known of the records that these values name. */
export async function targetsOf(
  db: ReadDb,
  named: readonly Pick<FieldEdit, 'registry' | 'field' | 'after'>[],
): Promise<Targets> {
  const wanted = wantedBy(db, named);
  if (wanted.size === 0) return () => undefined;
  const { targets } = await readTargets(db, wanted);
  return (registry, id) => targets.get(nameOfTarget(registry, id));
}

/** Records that these values name, by code of their registry. */
export function wantedBy(
  { registries }: ReadDb,
  named: readonly Pick<FieldEdit, 'registry' | 'field' | 'after'>[],
): WantedTargets {
  const fields = registries.once(referenceFields);
  const wanted = new Map<string, Set<string>>();
  for (const { registry, field, after } of named) {
    const target = fields.get(registry)?.get(field)?.kind.registry;
    const reference = target === undefined ? null : readReference(after);
    if (target === undefined || reference === null) continue;
    const ids = wanted.get(target) ?? new Set();
    wanted.set(target, ids.add(reference.id));
  }
  return wanted;
}
