import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { FieldEdit } from '../../domain/record/editRecord';
import { fail, ok, type Result } from '../../domain/values/result';
import { applyChanges, type Entry } from '../../db/applyChanges';
import type { Actor } from '../../db/handles';
import { listBatch, type LoggedChange } from '../../db/repositories/changeRepository';
import { countTouchedSince, findBatch, markUndone } from '../../db/repositories/importRepository';
import type { ImportDeps } from './importService';
import { toEntries } from './recordEdits';

/**
 * Undoing an import as one step: what it created is withdrawn, what it changed returns to what it was, as new changes
 * with a history of their own. When somebody has worked on one of the records since, nothing is undone: their work would
 * go with it.
 */
export async function undoImport(
  deps: ImportDeps,
  actor: Actor,
  { batchId }: Parsed<'import.undo'>,
): Promise<Result<Output<'import.undo'>, HandlerError<'import.undo'>>> {
  let registry = '';
  const result = await deps.database.write(actor, async (tx) => {
    const batch = await findBatch(tx, batchId);
    if (batch === undefined) return fail('import.notFound');
    if (batch.undoneAt !== null) return fail('import.undone', { params: { at: batch.undoneAt } });
    const superseded = await countTouchedSince(tx, batchId);
    if (superseded > 0) return fail('import.superseded', { params: { count: superseded } });
    registry = batch.registry;
    const changes = await listBatch(tx, batchId);
    const born = new Set(changes.filter(isBirth).map(({ rootId }) => rootId));
    const edits = [...born].map((recordId): FieldEdit => withdrawal(registry, recordId));
    // Backwards: two rows of the file may have changed one field of one record.
    const restored = changes.filter(({ rootId }) => !born.has(rootId)).toReversed();
    const at = deps.database.now().toISOString();
    const entries: Entry[] = [...edits, ...restored.map(reversed)].flatMap((edit) =>
      toEntries(deps.database, tx.actor, edit.recordId, [edit], at),
    );
    await applyChanges(tx, entries, { action: 'import.undo', at });
    await markUndone(tx, batchId, at);
    return ok({ withdrawn: born.size, restored: new Set(restored.map(({ rootId }) => rootId)).size });
  });
  if (result.ok) deps.registryChanged(registry);
  return result;
}

const isBirth = ({ field, before }: LoggedChange): boolean => field === 'status' && before === null;

const withdrawal = (registry: string, recordId: string): FieldEdit => ({
  registry,
  recordId,
  field: 'removed',
  before: false,
  after: true,
});

const reversed = ({ registry, recordId, field, before, after }: LoggedChange): FieldEdit => ({
  registry,
  recordId,
  field,
  before: after,
  after: before,
});
