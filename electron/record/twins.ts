import { identifying } from '../../domain/import/findDuplicates';
import { identityOf, isIdentifying, sameBy } from '../../domain/record/identity';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import type { IdentityKey } from '../../domain/registry/traits/identity';
import type { ReadDb, WriteTx } from '../../db/file/handles';
import { addFinding, dropFindings, keptBeside } from '../../db/record/identityKeptRepository';
import { findAlike, listHeld, type HeldRecord } from '../../db/record/identityRepository';

/** Records that are the same thing as another one, and the pairs of them that wait for a person. */
export interface Alike {
  readonly record: HeldRecord;
  /** The surest key that both share. */
  readonly by: IdentityKey;
}

/** Records that are the same as these values, the surest first. */
export async function findSame(
  db: ReadDb,
  root: Registry,
  values: FieldValues,
  except: string | null,
): Promise<readonly Alike[]> {
  const ids = (await findAlike(db, root, values)).filter((id) => id !== except);
  const order = identityOf(root).map(({ code }) => code);
  return [...(await listHeld(db, root, ids)).values()]
    .flatMap((record): Alike[] => {
      const by = sameBy(root, values, identifying(record));
      return by === null ? [] : [{ record, by }];
    })
    .sort((one, other) => order.indexOf(one.by.code) - order.indexOf(other.by.code));
}

/** The same, less those that somebody keeps beside this record. */
export async function openTwins(db: ReadDb, root: Registry, record: HeldRecord): Promise<readonly Alike[]> {
  const same = await findSame(db, root, identifying(record), record.recordId);
  if (same.length === 0) return same;
  const kept = new Set((await keptBeside(db, root, record.recordId)).map(({ otherId }) => otherId));
  return same.filter(({ record: other }) => !kept.has(other.recordId));
}

/** Does this field of the record itself say who it is? */
export const tellsWhoItIs = (
  root: Registry,
  of: { readonly registry: string; readonly field: string },
): boolean => of.registry === root.code && isIdentifying(root, of.field);

/**
 * What waits for a person after these records changed: each of them and a twin is a finding, and what was found before and
 * holds no more is dropped. `drafts: 'quiet'` adds none of a draft: whoever types it here is asked beside the form, and
 * the next act asks again.
 */
export async function noteTwins(
  tx: WriteTx,
  root: Registry,
  recordIds: readonly string[],
  { via, at, drafts }: { readonly via: string; readonly at: string; readonly drafts: 'told' | 'quiet' },
): Promise<void> {
  for (const record of (await listHeld(tx, root, recordIds)).values()) {
    const { recordId, status } = record;
    const twins = await openTwins(tx, root, record);
    await dropFindings(tx, root.code, recordId, { but: twins.map(({ record: other }) => other.recordId) });
    if (drafts === 'quiet' && status === root.root?.statuses.order[0]) continue;
    for (const { record: other, by } of twins) {
      // One line for a pair, whichever of the two came last.
      const [oneId = '', otherId = ''] = [recordId, other.recordId].sort();
      await addFinding(tx, root.code, { recordId: oneId, otherId, by: by.code, via, at });
    }
  }
}
