import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { FieldEdit } from '../../domain/record/editRecord';
import { holdsOver } from '../../domain/access/permissions';
import { settingEdits } from '../../domain/record/moveJudge';
import type { RecordRight } from '../../domain/registry/traits/rights';
import { askedBy, type StatusMove } from '../../domain/registry/traits/statuses';
import { findMove } from '../../domain/record/recordStatus';
import { validateRecord } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import { numberEdits, type NumberDeps } from './numbering';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { checkDecision, decisionEdits, onlyAsked, type Decision } from './decision';
import { checkIdentity, keepPairs } from './identityService';
import { noteTwins } from './twins';
import { admitToChange, type Viewer } from '../access/personAccess';
import { changeRecord, changeWithAct } from './changeGate';
import { isOwnedHere } from '../access/recordHolders';
import { errorsAmong, findRoot, gateOf, notFound, stale, type RecordDeps } from './recordEdits';

/**
 * Moving a record along its statuses with the decision behind it. A registration number is given once, at the first
 * inclusion, by the office that decides on the record, from its own series that never goes back. Numbers of a
 * territorial office bear its index, so two offices without a network cannot give the same number.
 */

export async function moveRecord(
  deps: NumberDeps,
  viewer: Viewer,
  input: Parsed<'record.move'>,
): Promise<Result<Output<'record.move'>, HandlerError<'record.move'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const context = deps.context();
  const { recordId, to } = input;
  const result = await deps.database.write(viewer.actor, async (tx) => {
    const current = await findRecord(tx, root, recordId);
    if (current === undefined) return notFound(recordId);
    const admitted = await admitToChange(tx, viewer, root, current, deps.database.now());
    if (!admitted.ok) return admitted;
    if (current.version !== input.baseVersion) return stale(current);
    const move = findMove(root, current.status, to);
    if (move === undefined) return fail('record.moveForbidden', { params: { from: current.status, to } });
    const gate = gateOf(deps);
    const decides = await isOwnedHere(tx, gate.place, root, { registry: root, recordId, field: 'status' });
    const asked = askedBy(move);
    const refusals = errorsAmong(
      validateRecord(root, current, to, context),
      checkDecision(root, input.decision, asked, context),
    );
    if (refusals.length > 0 && (decides || !move.decision))
      return fail('record.invalid', { issues: refusals });
    const keep = input.keep ?? [];
    const at = deps.database.now().toISOString();
    if (move.asksIdentity === true && input.keep !== undefined) {
      const alone = await checkIdentity(tx, root, current, keep);
      if (!alone.ok) return alone;
    }
    const status = { registry: root.code, recordId, field: 'status', before: current.status, after: to };
    // The number is given by who decides, with its acceptance.
    const isNumbered = decides && current.registrationNumber === null && root.root?.numbers?.at.status === to;
    const number = isNumbered ? await numberEdits(deps, tx, root, current) : [];
    const registrationNumber = current.registrationNumber ?? textOr(number[0]?.after);
    const edits = [status, ...rowOf(root, current, move, decides, input.decision ?? {})];
    edits.push(...settingEdits(root, recordId, current.fields, move, context.today));
    const may = (right: RecordRight): boolean => holdsOver(root, viewer.sight.role, right);
    const change = { root, recordId, record: current, edits, may };
    const changed = await changeWithAct(gate, tx, change, number, 'record.move');
    if (!changed.ok) return changed;
    await keepPairs(tx, root, recordId, keep, at);
    // Whoever does not take part in the question is not stopped by it, and the pair waits for somebody who does.
    if (move.asksIdentity === true && input.keep === undefined)
      await noteTwins(tx, root, [recordId], { via: tx.actor.office, at, drafts: 'told' });
    const { version, proposed } = changed.value;
    return proposed.length > 0
      ? ok({ version, status: current.status, registrationNumber, asked: true as const })
      : ok({ version, status: to, registrationNumber });
  });
  if (result.ok) deps.saved(root, recordId, result.value.version, ['status', 'registrationNumber']);
  return result;
}

/** The row that says the move was made: by who decides, or, of what the move asks, by who asks for the move. */
function rowOf(
  root: Registry,
  { recordId, lists }: RecordState,
  move: StatusMove,
  decides: boolean,
  said: Decision,
): readonly FieldEdit[] {
  const asked = askedBy(move);
  const count = lists['decisions']?.length ?? 0;
  if (!decides && asked.length === 0) return [];
  return decisionEdits(root, recordId, count, move.event, decides ? said : onlyAsked(said, asked));
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A draft that was a mistake is withdrawn by whoever keeps it or decides on it, and by nobody once it is under way. */
export async function withdrawRecord(
  deps: RecordDeps,
  viewer: Viewer,
  { registry, recordId, baseVersion }: Parsed<'record.withdraw'>,
): Promise<Result<Output<'record.withdraw'>, HandlerError<'record.withdraw'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const root = found.value;
  const result = await deps.database.write(viewer.actor, async (tx) => {
    const record = await findRecord(tx, root, recordId);
    if (record === undefined) return notFound(recordId);
    const admitted = await admitToChange(tx, viewer, root, record, deps.database.now());
    if (!admitted.ok) return admitted;
    if (record.version !== baseVersion) return stale(record);
    if (record.status !== root.root?.statuses.order[0]) return fail('record.notDraft');
    const edits = [{ registry: root.code, recordId, field: 'removed', before: false, after: true }];
    const change = { root, recordId, record, edits };
    const changed = await changeRecord(gateOf(deps), tx, change, 'record.withdraw');
    return changed.ok ? ok({ version: changed.value.version }) : changed;
  });
  if (result.ok) deps.saved(root, recordId, result.value.version, ['removed']);
  return result;
}
