import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { isPersonal } from '../../domain/registry/personal';
import { isMasked, isWithin, maskFields, maskIssues, type Sight } from '../../domain/access/sight';
import { legalDate } from '../../domain/values/legalTime';
import { fail, ok, type Issue, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor, ReadDb } from '../../db/file/handles';
import { heldEmergencyAccess, type EmergencyMark } from '../../db/access/emergencyRepository';
import type { RecordState } from '../../db/record/recordRepository';
import { addReads, unreadOf } from '../../db/sealing/sealedReadRepository';
import { unreadable } from '../record/recordEdits';

/**
 * Between a person's record and whoever asks for it: need to know, the journal of reading, the mask. Registries without
 * personal data pass untouched. Nothing of a person may be answered that did not go through here.
 */
export interface Viewer {
  readonly actor: Actor;
  readonly sight: Sight;
  /** Persons that he who watches looks at, each by the emergency access that opened it. */
  readonly looks: ReadonlyMap<string, EmergencyMark>;
  /** May he read records of this registry at all, and is what they want open at his desk? */
  readonly reads: (root: Registry) => boolean;
}

type Known = Pick<RecordState, 'recordId' | 'fields'>;
type Present = Known & Pick<RecordState, 'unreadable'>;

/**
 * May this operator read the record that is here: is it his to see, and does it open? Answers the emergency access that
 * shows it where his own right does not.
 */
export async function admitToRead(
  read: ReadDb,
  viewer: Viewer,
  root: Registry,
  record: Present,
  now: Date,
): Promise<Result<EmergencyMark | null, 'record.elsewhere' | 'record.unreadable'>> {
  const near = await checkTerritory(read, viewer, root, record, now);
  if (!near.ok) return near;
  return record.unreadable.length > 0 ? unreadable(root, record.recordId) : near;
}

/** May he change it? Emergency access reads and never writes. */
export async function admitToChange(
  read: ReadDb,
  viewer: Viewer,
  root: Registry,
  record: Present,
  now: Date,
): Promise<Result<null, 'record.elsewhere' | 'record.unreadable' | 'emergency.readOnly'>> {
  const admitted = await admitToRead(read, viewer, root, record, now);
  if (!admitted.ok) return admitted;
  return admitted.value === null ? ok(null) : fail('emergency.readOnly');
}

/** May a record with this content be his at all? For one that is not here yet. */
export function checkOwnTerritory(
  { sight }: Viewer,
  root: Registry,
  { recordId, fields }: Known,
): Result<null, 'record.elsewhere'> {
  if (!isPersonal(root)) return ok(null);
  return isWithin(sight, fields[root.root?.territoryField ?? ''] ?? null)
    ? ok(null)
    : fail('record.elsewhere', { params: { recordId } });
}

/** Is it his to see: by his own right, or by an emergency access, which is answered? */
export async function checkTerritory(
  read: ReadDb,
  viewer: Viewer,
  root: Registry,
  record: Known,
  now: Date,
): Promise<Result<EmergencyMark | null, 'record.elsewhere'>> {
  const own = checkOwnTerritory(viewer, root, record);
  if (own.ok) return own;
  const { actor, looks } = viewer;
  const held = await heldEmergencyAccess(read, actor.login, record.recordId, now.toISOString());
  const mark = held ?? looks.get(record.recordId);
  return mark === undefined ? own : ok(mark);
}

/** Writes down who read which sealed records, once per person and day, before they are shown. */
export async function noteReads(
  database: Database,
  { actor }: Viewer,
  root: Registry,
  recordIds: readonly string[],
): Promise<void> {
  if (!isPersonal(root) || recordIds.length === 0) return;
  const now = database.now();
  const day = legalDate(now);
  if ((await unreadOf(database.read, day, actor.login, recordIds)).length === 0) return;
  await database.write(actor, async (tx) => {
    const fresh = await addReads(tx, day, actor.login, recordIds);
    const lines = fresh.map((recordId) => ({
      action: 'record.read' as const,
      object: `${root.code}/${recordId}`,
      detail: { day },
    }));
    await appendAudit(tx, lines, now.toISOString());
    return ok(null);
  });
}

/** Fields as this operator sees them. */
export const shownTo = ({ sight }: Viewer, root: Registry, fields: FieldValues): FieldValues =>
  isMasked(sight, root) ? maskFields(root, fields) : fields;

/** What validation says of a record: its sentences quote values. */
export const issuesShownTo = (
  { sight }: Viewer,
  root: Registry,
  issues: readonly Issue[],
): readonly Issue[] => (isMasked(sight, root) ? maskIssues(issues) : issues);

export const listsShownTo = (
  viewer: Viewer,
  root: Registry,
  lists: RecordState['lists'],
): RecordState['lists'] =>
  Object.fromEntries(
    Object.entries(lists).map(([list, rows]) => {
      const child = root.root?.lists[list];
      const isShut = child !== undefined && isMasked(viewer.sight, root);
      return [list, isShut ? rows.map((row) => maskFields(child, row)) : rows];
    }),
  );
