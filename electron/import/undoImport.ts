import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldEdit } from '../../domain/record/editRecord';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Actor, WriteTx } from '../../db/file/handles';
import { listBatch, type LoggedChange } from '../../db/record/changeRepository';
import { countTouchedSince, findBatch, markUndone } from '../../db/record/importRepository';
import { findRecords } from '../../db/record/recordRepository';
import { readRegisters } from '../../db/record/registerRepository';
import { passGateEach, writeJudged } from '../record/changeGate';
import type { ImportDeps } from './importService';
import { findRoot, gateOf } from '../record/recordEdits';

/**
 * Undoing an import as one step: what it created is withdrawn, what it changed returns to what it was, as new changes
 * with a history of their own, and what it proposed is proposed no more. When somebody has worked on one of the records since, nothing is undone: their work would
 * go with it.
 */
export async function undoImport(
  deps: ImportDeps,
  actor: Actor,
  mayImport: (root: Registry) => boolean,
  { batchId }: Parsed<'import.undo'>,
): Promise<Result<Output<'import.undo'>, HandlerError<'import.undo'>>> {
  let registry = '';
  const result = await deps.database.write(actor, async (tx) => {
    const batch = await findBatch(tx, batchId);
    if (batch === undefined) return fail('import.notFound');
    const root = findRoot(tx, batch.registry);
    if (!root.ok || !mayImport(root.value)) return fail('import.notFound');
    if (batch.undoneAt !== null) return fail('import.undone', { params: { at: batch.undoneAt } });
    const superseded = await countTouchedSince(tx, batchId);
    if (superseded > 0) return fail('import.superseded', { params: { count: superseded } });
    registry = batch.registry;
    const changes = await listBatch(tx, batchId);
    const born = new Set(changes.filter(isBirth).map(({ rootId }) => rootId));
    const records = await findRecords(tx, root.value, [...new Set(changes.map(({ rootId }) => rootId))]);
    const proposals = await openProposals(tx, changes);
    if (proposals.replaced.size > 0)
      return fail('import.superseded', { params: { count: proposals.replaced.size } });
    const edits = new Map([...born].map((recordId) => [recordId, [withdrawal(registry, recordId)]]));
    const add = (rootId: string, edit: FieldEdit) => edits.set(rootId, [...(edits.get(rootId) ?? []), edit]);
    // Backwards: two rows of the file may have changed one field of one record.
    for (const change of changes.filter(isShown).toReversed())
      if (!born.has(change.rootId)) add(change.rootId, reversed(change));
    for (const { rootId, field, after } of proposals.open) {
      const held = records.get(rootId)?.fields[field] ?? null;
      add(rootId, { registry, recordId: rootId, field, before: after, after: held });
    }
    const passed = await passGateEach(
      gateOf(deps),
      tx,
      [...edits].map(([recordId, ofRecord]) => ({
        ...{ root: root.value, recordId, record: records.get(recordId) ?? null },
        ...{ edits: ofRecord, told: true as const },
      })),
    );
    // What went through the gate then may not go back through it now: a decision was made in between.
    const mayPropose = new Set(proposals.open.map(({ rootId, field }) => `${rootId}/${field}`));
    const isBack = ({ recordId, field }: FieldEdit): boolean => mayPropose.has(`${recordId}/${field}`);
    const refused = passed.filter((one) => !one.ok || !one.value.proposed.every(isBack)).length;
    if (refused > 0) return fail('import.superseded', { params: { count: refused } });
    const at = deps.database.now().toISOString();
    const entries = passed.flatMap((one) => (one.ok ? one.value.entries : []));
    await writeJudged(gateOf(deps), tx, entries, { action: 'import.undo', at });
    await markUndone(tx, batchId, at);
    return ok({ withdrawn: born.size, restored: edits.size - born.size });
  });
  if (result.ok) deps.registryChanged(registry);
  return result;
}

const isBirth = ({ field, before }: LoggedChange): boolean => field === 'status' && before === null;
/** What lost to a change of the import is no change of the import. */
const isShown = ({ outcome }: LoggedChange): boolean => outcome === 'applied';

/**
 * What the import proposed to the office that decides and is not answered. Asking for the value that holds takes it back,
 * unless somebody has proposed something else in its place since: `replaced` names the records where that is so.
 */
async function openProposals(
  tx: WriteTx,
  changes: readonly LoggedChange[],
): Promise<{ readonly open: readonly LoggedChange[]; readonly replaced: ReadonlySet<string> }> {
  const asked = changes.filter(({ kind, outcome }) => kind === 'ask' && outcome === 'stale');
  const registers = await readRegisters(tx, asked);
  const stamps = new Set(asked.map(({ stamp }) => stamp));
  const waiting = asked.filter((ask) => registers.of(ask).asks.has(ask.stamp));
  const lastOf = (ask: LoggedChange) =>
    [...registers.of(ask).asks.values()].findLast(({ office }) => office === ask.office)?.stamp ?? '';
  return {
    open: waiting.filter((ask) => lastOf(ask) === ask.stamp),
    replaced: new Set(waiting.filter((ask) => !stamps.has(lastOf(ask))).map(({ rootId }) => rootId)),
  };
}

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
