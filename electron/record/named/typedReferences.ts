import type { FieldEdit } from '../../../domain/record/editRecord';
import type { RecordContent } from '../../../domain/record/recordContent';
import { choiceIssues } from '../../../domain/record/references';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { isPersonal } from '../../../domain/registry/personal';
import type { Issue } from '../../../domain/values/result';
import type { ReadDb } from '../../../db/file/handles';
import { nameOfTarget, readTerritories } from '../../../db/record/referenceRepository';
import { checkTerritory, type Viewer } from '../../access/personAccess';
import { targetsOf, wantedBy } from './namesInChanges';

/** What a form says of records that are typed into it, beside what the gate says of every change. */

/** What stands against what is typed, before it is saved. */
export const typedReferenceIssues = async (
  db: ReadDb,
  root: Registry,
  edits: readonly FieldEdit[],
  next: RecordContent,
): Promise<readonly Issue[]> => choiceIssues(root, edits, next, await targetsOf(db, edits));

/**
 * Errors of who is chosen and may not be read by whoever chooses: a person whom he would not find. Asked inside a
 * transaction: nobody is shown, so no reading is noted.
 */
export async function unseenChoices(
  db: ReadDb,
  viewer: Viewer,
  root: Registry,
  edits: readonly FieldEdit[],
  next: RecordContent,
  now: Date,
): Promise<readonly Issue[]> {
  const seen = new Set<string>();
  for (const [code, ids] of wantedBy(db, edits)) {
    const target = db.registries.root(code);
    if (target === undefined || !isPersonal(target)) continue;
    for (const record of viewer.reads(target) ? await readTerritories(db, target, [...ids]) : [])
      if ((await checkTerritory(db, viewer, target, record, now)).ok)
        seen.add(nameOfTarget(code, record.recordId));
  }
  const told = { state: 'told', status: null, edition: null } as const;
  return choiceIssues(root, edits, next, (code, id) => {
    const target = db.registries.root(code);
    const isOpen = target !== undefined && !isPersonal(target);
    return isOpen || seen.has(nameOfTarget(code, id)) ? told : undefined;
  });
}
