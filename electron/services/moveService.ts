import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { FieldEdit } from '../../domain/record/editRecord';
import { findMove, mayMove } from '../../domain/record/recordStatus';
import { validateRecord } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import type { WriteTx } from '../../db/handles';
import { nextInSeries } from '../../db/repositories/numberRepository';
import { findRecord, type RecordState } from '../../db/repositories/recordRepository';
import { checkDecision, decisionEdits } from './decision';
import { admit, type Viewer } from './personAccess';
import { errorsAmong, findRoot, notFound, stale, writeEdits, type RecordDeps } from './recordEdits';

/**
 * Moving a record along its statuses with the decision behind it. A registration number is given once, at the first
 * inclusion, by the office that owns the registry, from a series that never goes back; so two offices without a network
 * cannot give the same number.
 */
export interface MoveDeps extends RecordDeps {
  readonly numberMasks: Readonly<Record<string, string>>;
}

export async function moveRecord(
  deps: MoveDeps,
  viewer: Viewer,
  input: Parsed<'record.move'>,
): Promise<Result<Output<'record.move'>, HandlerError<'record.move'>>> {
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const context = deps.context();
  const { recordId, to } = input;
  const result = await deps.database.write(viewer.actor, async (tx) => {
    const current = await findRecord(tx, root, recordId);
    if (current === undefined) return notFound(recordId);
    const admitted = await admit(tx, viewer, root, current, deps.database.now());
    if (!admitted.ok) return admitted;
    if (current.version !== input.baseVersion) return stale(current);
    const move = findMove(root, current.status, to);
    if (move === undefined || !mayMove(root, move, deps.office.kind)) {
      return fail('record.moveForbidden', { params: { from: current.status, to } });
    }
    const refusals = errorsAmong(
      validateRecord(root, current, to, context),
      checkDecision(root, input.decision, move.decision, context),
    );
    if (refusals.length > 0) return fail('record.invalid', { issues: refusals });
    const number = await numberFor(deps, tx, root, current, to);
    const version = await writeEdits(
      deps.database,
      tx,
      recordId,
      [
        { registry: root.code, recordId, field: 'status', before: current.status, after: to },
        ...number.edits,
        ...decisionEdits(
          root,
          recordId,
          current.lists['decisions']?.length ?? 0,
          move.event,
          input.decision ?? {},
        ),
      ],
      'record.move',
    );
    return ok({ version, status: to, registrationNumber: number.value });
  });
  if (result.ok) deps.saved(root, recordId, result.value.version, ['status', 'registrationNumber']);
  return result;
}

async function numberFor(
  deps: MoveDeps,
  tx: WriteTx,
  root: Registry,
  current: RecordState,
  to: string,
): Promise<{ value: string | null; edits: readonly FieldEdit[] }> {
  const known = current.registrationNumber;
  const mask = deps.numberMasks[root.code];
  if (known !== null || mask === undefined || to !== root.root?.statuses.versionedFrom)
    return { value: known, edits: [] };
  const running = await nextInSeries(tx, root.code);
  const value = fillMask(mask, running);
  const { recordId } = current;
  return {
    value,
    edits: [{ registry: root.code, recordId, field: 'registrationNumber', before: null, after: value }],
  };
}

/** `16-{n:6}` and 42 give `16-000042`. */
function fillMask(mask: string, running: number): string {
  return mask.replace(/\{n(?::(\d+))?\}/, (_all, width?: string) =>
    String(running).padStart(Number(width ?? 0), '0'),
  );
}
