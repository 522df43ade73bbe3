import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { isPersonal } from '../../domain/registry/personal';
import { ok, type Result } from '../../domain/values/result';
import { listHistory, type LoggedChange } from '../../db/record/changeRepository';
import { findRecord } from '../../db/record/recordRepository';
import { admitToRead, noteReads, type Viewer } from '../access/personAccess';
import type { NoteDamage } from './damageNotes';
import { findRoot, notFound, type ReadDeps } from './recordEdits';
import { beforeAndAfter, titlesFor, type TitleDeps } from './named/shownTitles';

/** What was changed of a record, by whom and where; only who may read it is told. */
export async function recordHistory(
  deps: ReadDeps & TitleDeps & { readonly noteDamage: NoteDamage },
  viewer: Viewer,
  input: Parsed<'record.history'>,
): Promise<Result<Output<'record.history'>, HandlerError<'record.history'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  if (isPersonal(found.value)) {
    const record = await findRecord(deps.read, found.value, input.recordId);
    if (record === undefined) return notFound(input.recordId);
    const admitted = await admitToRead(deps.read, viewer, found.value, record, deps.database.now());
    if (!admitted.ok) return admitted;
    await noteReads(deps.database, viewer, found.value, [input.recordId]);
  }
  const changes = await listHistory(deps.read, found.value, input.recordId, input.limit, input.before);
  if (changes.length === 0 && input.before === undefined) return notFound(input.recordId);
  if (changes.some((change) => change.unreadable))
    await deps.noteDamage(viewer.actor, found.value.code, [input.recordId]);
  const { titles } = await titlesFor(deps, viewer, beforeAndAfter(changes));
  return ok({ entries: changes.map(toHistoryEntry), titles });
}

function toHistoryEntry(change: LoggedChange): Output<'record.history'>['entries'][number] {
  const {
    seq,
    at,
    operator,
    office,
    registry,
    recordId,
    field,
    before,
    after,
    version,
    outcome,
    via,
    batch,
  } = change;
  const origin = via !== null ? 'package' : batch !== null ? 'import' : 'edit';
  const damage = change.unreadable ? { unreadable: true as const } : {};
  return {
    ...{ seq, at, operator, office, registry, recordId, field, before, after, version, outcome, origin },
    ...damage,
  };
}
