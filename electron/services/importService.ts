import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { PlannedRow } from '../../domain/import/planImport';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { fail, ok, type Result } from '../../domain/values/result';
import { applyChanges, type Entry } from '../../db/applyChanges';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import type { Actor, WriteTx } from '../../db/handles';
import { addBatch, listBatches, listFields } from '../../db/repositories/importRepository';
import type { BackupError } from '../backup/makeBackup';
import type { FileStore } from '../app/fileStore';
import type { Tasks } from '../app/tasks';
import { readImport, type ImportReading } from './readImport';
import { birthEdits, findRoot, toEntries, type ReadDeps } from './recordEdits';

/** Spreadsheets into a registry: a preview of the plan, and the plan carried out as one transaction. */
export interface ImportDeps extends ReadDeps {
  readonly database: Database;
  readonly files: FileStore;
  readonly tasks: Tasks;
  /** Told after commit. */
  readonly registryChanged: (registryCode: string) => void;
  /** Keeps what was there before so much is changed at once. */
  readonly backUpBefore: (actor: Actor, kind: 'import') => Promise<Result<null, BackupError>>;
}

/** Rows with something to say that a preview carries; the rest is told by the counts. */
const notedRows = 200;
const sampleCells = 5;

export async function previewImport(
  deps: ImportDeps,
  input: Parsed<'import.preview'>,
): Promise<Result<Output<'import.preview'>, HandlerError<'import.preview'>>> {
  const read = await readImport(deps, input, null);
  if (!read.ok) return read;
  const { table, columns, plan } = read.value;
  const noted = plan.rows.filter(({ issues, duplicates }) => issues.length > 0 || duplicates.length > 0);
  const { created, drafts, duplicates, errors, rows } = plan.counts;
  return ok({
    layout: table.layout,
    columns: table.header.map((header, index) => ({
      header,
      field: columns[index] ?? '-',
      samples: table.rows.slice(0, sampleCells).map(({ cells }) => cells[index] ?? ''),
    })),
    rows,
    noted: noted
      .slice(0, notedRows)
      .map(({ row, title, issues, duplicates: pairs }) => ({ row, title, issues, duplicates: pairs })),
    complete: created - drafts,
    drafts,
    duplicates,
    errors,
  });
}

export async function applyImport(
  deps: ImportDeps,
  actor: Actor,
  input: Parsed<'import.apply'>,
): Promise<Result<Output<'import.apply'>, HandlerError<'import.apply'>>> {
  const task = deps.tasks.start(input.taskId);
  try {
    const read = await readImport(deps, input, input.decisions);
    if (!read.ok) return read;
    const kept = await deps.backUpBefore(actor, 'import');
    if (!kept.ok) return kept;
    const batchId = randomUUID();
    const result = await deps.database.write(actor, (tx) => writePlan(deps, tx, read.value, batchId, task));
    if (!result.ok) return result;
    deps.registryChanged(read.value.root.code);
    const { rows, counts } = read.value.plan;
    const failed = rows.filter(({ action }) => action === 'error').slice(0, notedRows);
    return ok({ batchId, ...counts, problems: failed.map(({ row, issues }) => ({ row, issues })) });
  } finally {
    task.end();
  }
}

/** Rows written between two looks at the clock of progress and cancelling. */
const chunkRows = 50;

async function writePlan(
  deps: ImportDeps,
  tx: WriteTx,
  reading: ImportReading,
  batchId: string,
  task: ReturnType<Tasks['start']>,
): Promise<Result<null, 'task.cancelled'>> {
  const { root, plan, fileName } = reading;
  const at = deps.database.now().toISOString();
  const acting = plan.rows.filter(({ action }) => action === 'create' || action === 'update');
  for (let from = 0; from < acting.length; from += chunkRows) {
    if (task.isCancelled()) return fail('task.cancelled');
    const chunk = acting.slice(from, from + chunkRows);
    const updated = chunk.flatMap(({ recordId }) => recordId ?? []);
    const current = new Map(await listFields(tx, root, updated));
    const entries = chunk.flatMap((row) => rowEntries(deps.database, tx.actor, root, row, current, at));
    await applyChanges(tx, entries, { action: 'import.apply', at, batch: batchId });
    task.progress(from + chunk.length, acting.length);
  }
  const { created, updated } = plan.counts;
  await addBatch(tx, {
    batchId,
    registry: root.code,
    fileName,
    at,
    operator: tx.actor.operator,
    created,
    updated,
    undoneAt: null,
  });
  await appendAudit(
    tx,
    [{ action: 'import.apply', object: `import/${batchId}`, detail: { created, updated } }],
    at,
  );
  return ok(null);
}

/** The changes of one row; `current` is what the rows before it have made of the records. */
function rowEntries(
  database: Database,
  actor: Actor,
  root: Registry,
  planned: PlannedRow,
  current: Map<string, FieldValues>,
  at: string,
): Entry[] {
  const recordId = planned.recordId ?? randomUUID();
  const old = planned.recordId === null ? {} : (current.get(recordId) ?? {});
  current.set(recordId, { ...old, ...planned.fields });
  const edits: FieldEdit[] = Object.entries(planned.fields).flatMap(([field, after]) => {
    const was = old[field] ?? null;
    return after === null && was === null
      ? []
      : [{ registry: root.code, recordId, field, before: was, after }];
  });
  const birth =
    planned.recordId === null ? birthEdits(root, recordId, root.root?.statuses.order[0] ?? '') : [];
  return toEntries(database, actor, recordId, [...birth, ...edits], at);
}

export async function importList(
  deps: ReadDeps,
  input: Parsed<'import.list'>,
): Promise<Result<Output<'import.list'>, HandlerError<'import.list'>>> {
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const batches = await listBatches(deps.read, input.registry);
  return ok({
    batches: batches.map(({ batchId, at, operator, fileName, created, updated, undoneAt }) => ({
      batchId,
      at,
      operator,
      fileName,
      created,
      updated,
      undoneAt,
    })),
  });
}
