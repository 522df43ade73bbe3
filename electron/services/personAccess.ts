import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { isPersonal } from '../../domain/registry/personal';
import { isWithin, maskFields, maskIssues, type Sight } from '../../domain/record/sight';
import { legalDate } from '../../domain/values/legalTime';
import { fail, ok, type Issue, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import type { Actor, ReadDb } from '../../db/handles';
import { hasEmergencyAccess } from '../../db/repositories/emergencyRepository';
import type { RecordState } from '../../db/repositories/recordRepository';
import { addReads, unreadOf } from '../../db/repositories/sealedReadRepository';
import { unreadable } from './recordEdits';

/**
 * Between a person's record and whoever asks for it: need to know, the journal of reading, the mask. Registries without
 * personal data pass untouched. Nothing of a person may be answered that did not go through here.
 */
export interface Viewer {
  readonly actor: Actor;
  readonly sight: Sight;
}

type Known = Pick<RecordState, 'recordId' | 'fields'>;

/** May this operator have the record that is here: is it his to see, and does it open? */
export async function admit(
  read: ReadDb,
  viewer: Viewer,
  root: Registry,
  record: Known & Pick<RecordState, 'unreadable'>,
  now: Date,
): Promise<Result<null, 'record.elsewhere' | 'record.unreadable'>> {
  const near = await checkTerritory(read, viewer, root, record, now);
  if (!near.ok) return near;
  return record.unreadable.length > 0 ? unreadable(root, record.recordId) : ok(null);
}

/** Is the record of the operator's territory, or did he take emergency access? */
export async function checkTerritory(
  read: ReadDb,
  { actor, sight }: Viewer,
  root: Registry,
  { recordId, fields }: Known,
  now: Date,
): Promise<Result<null, 'record.elsewhere'>> {
  if (!isPersonal(root)) return ok(null);
  if (isWithin(sight, fields[root.root?.territoryField ?? ''] ?? null)) return ok(null);
  const taken = await hasEmergencyAccess(read, actor.login, recordId, now.toISOString());
  return taken ? ok(null) : fail('record.elsewhere', { params: { recordId } });
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
  sight.masked ? maskFields(root, fields) : fields;

/** What validation says of a record: its sentences quote values. */
export const issuesShownTo = (
  { sight }: Viewer,
  root: Registry,
  issues: readonly Issue[],
): readonly Issue[] => (sight.masked && isPersonal(root) ? maskIssues(issues) : issues);

export const listsShownTo = (
  viewer: Viewer,
  root: Registry,
  lists: RecordState['lists'],
): RecordState['lists'] =>
  Object.fromEntries(
    Object.entries(lists).map(([list, rows]) => {
      const child = root.root?.lists[list];
      return [list, child === undefined ? rows : rows.map((row) => shownTo(viewer, child, row))];
    }),
  );
