import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { ImportPlan, PlannedRow } from '../../domain/import/planImport';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { sameValue } from '../../domain/registry/fieldKinds';
import { fail, ok, type Issue, type Params, type Result } from '../../domain/values/result';
import type { Origin } from '../../db/record/applyChanges';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { addBatch, listBatches } from '../../db/record/importRepository';
import { findRecords, type RecordState } from '../../db/record/recordRepository';
import type { BackupError } from '../backup/makeBackup';
import type { FileStore } from '../files/fileStore';
import type { Tasks } from '../tasks/tasks';
import type { Viewer } from '../access/personAccess';
import { titlesFor } from '../record/named/shownTitles';
import { planReading, readImport, type ImportReading } from './readImport';
import { passGateEach, writeJudged, type RecordChange } from '../record/changeGate';
import { birthEdits, findRoot, gateOf, type ReadDeps, type RecordDeps } from '../record/recordEdits';

/** Spreadsheets into a registry: a preview of the plan, and the plan carried out as one transaction. */
export interface ImportDeps extends RecordDeps {
  readonly files: FileStore;
  readonly tasks: Tasks;
  /** Told after commit. */
  readonly registryChanged: (registryCode: string) => void;
  /** Keeps what was there before so much is changed at once. */
  readonly backUpBefore: (actor: Actor, kind: 'import') => Promise<Result<null, BackupError>>;
}

/** Rows with something to say that a preview carries; the rest is told by the counts. */
const notedRows = 200;

export async function previewImport(
  deps: ImportDeps,
  viewer: Viewer,
  input: Parsed<'import.preview'>,
): Promise<Result<Output<'import.preview'>, HandlerError<'import.preview'>>> {
  const read = await readImport(deps, input, true);
  if (!read.ok) return read;
  const { layout, header, samples, columns } = read.value;
  const plan = await planReading(deps, deps.read, read.value, { decisions: [], alike: [] });
  // What waits for a decision comes before what is only told: it must not be cut off.
  const waiting = plan.rows.filter(({ duplicates: pairs }) => pairs.length > 0);
  const told = plan.rows.filter(({ issues, duplicates: pairs }) => pairs.length === 0 && issues.length > 0);
  const noted = [...waiting, ...told];
  const { created, drafts, duplicates, errors, rows } = plan.counts;
  const shown = noted.slice(0, notedRows);
  const { root } = read.value;
  const compared = shown.flatMap(({ duplicates: twins }) =>
    twins.flatMap(({ differences }) =>
      differences.flatMap(({ field, theirs, ours }) => [
        { registry: root.code, field, value: theirs },
        { registry: root.code, field, value: ours },
      ]),
    ),
  );
  const { titles } = await titlesFor(deps, viewer, compared);
  return ok({
    titles,
    layout,
    columns: header.map((heading, index) => ({
      header: heading,
      field: columns[index] ?? '-',
      samples: samples.map((cells) => cells[index] ?? ''),
    })),
    rows,
    noted: shown.map(({ row, title, issues, duplicates: pairs }) => ({
      row,
      title,
      issues,
      duplicates: pairs,
    })),
    complete: created - drafts,
    drafts,
    duplicates,
    alike: countAlike(waiting),
    errors,
  });
}

/** How many rows are like something by each key. */
function countAlike(waiting: readonly PlannedRow[]): Output<'import.preview'>['alike'] {
  const counts = new Map<string, number>();
  for (const by of waiting.flatMap(({ duplicates }) => duplicates[0]?.by ?? []))
    counts.set(by, (counts.get(by) ?? 0) + 1);
  return [...counts].map(([by, rows]) => ({ by, rows }));
}

export async function applyImport(
  deps: ImportDeps,
  actor: Actor,
  input: Parsed<'import.apply'>,
): Promise<Result<Output<'import.apply'>, HandlerError<'import.apply'>>> {
  const task = deps.tasks.start(input.taskId);
  try {
    const read = await readImport(deps, input, false);
    if (!read.ok) return read;
    const kept = await deps.backUpBefore(actor, 'import');
    if (!kept.ok) return kept;
    const batchId = randomUUID();
    const result = await deps.database.write(actor, async (tx) => {
      const plan = await planReading(deps, tx, read.value, input);
      const written = await writePlan(deps, tx, read.value, plan, batchId, task);
      return written.ok ? ok({ plan, written: written.value }) : written;
    });
    if (!result.ok) return result;
    deps.registryChanged(read.value.root.code);
    const { plan, written } = result.value;
    const { rows, counts } = plan;
    const { created, updated, proposed, refused } = written;
    const failed = [
      ...rows.filter(({ action }) => action === 'error'),
      ...refused.map(({ planned: { row }, issues }) => ({ row, issues })),
    ].sort((a, b) => a.row - b.row);
    return ok({
      ...{ batchId, ...counts, created, updated, errors: counts.errors + refused.length },
      ...(proposed === 0 ? {} : { proposed }),
      problems: failed.slice(0, notedRows).map(({ row, issues }) => ({ row, issues })),
    });
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
  plan: ImportPlan,
  batchId: string,
  task: ReturnType<Tasks['start']>,
): Promise<Result<Written, 'task.cancelled'>> {
  const { root, fileName } = reading;
  const at = deps.database.now().toISOString();
  const acting = plan.rows.filter(({ action }) => action === 'create' || action === 'update');
  const refused: RefusedRow[] = [];
  let [written, proposed] = [0, 0];
  for (const chunk of chunksOf(acting)) {
    if (task.isCancelled()) return fail('task.cancelled');
    const outcome = await writeRows(deps, tx, root, chunk, { action: 'import.apply', at, batch: batchId });
    refused.push(...outcome.refused);
    proposed += outcome.proposed;
    written += chunk.length;
    task.progress(written, acting.length);
  }
  const isUpdate = ({ planned }: RefusedRow): boolean => planned.recordId !== null;
  const created = plan.counts.created - refused.filter((row) => !isUpdate(row)).length;
  const updated = plan.counts.updated - refused.filter(isUpdate).length;
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
  return ok({ created, updated, proposed, refused });
}

interface Written {
  readonly created: number;
  readonly updated: number;
  /** Of these so many rows of which something waits for the office that decides. */
  readonly proposed: number;
  readonly refused: readonly RefusedRow[];
}

/** A row that the gate did not let through, as the record stood when it was written. */
interface RefusedRow {
  readonly planned: PlannedRow;
  readonly issues: readonly Issue[];
}

/** So many rows at once, and of two rows about one record the second in the next chunk. */
function* chunksOf(rows: readonly PlannedRow[]): Generator<readonly PlannedRow[]> {
  let chunk: PlannedRow[] = [];
  const ids = new Set<string>();
  for (const row of rows) {
    if (chunk.length === chunkRows || (row.recordId !== null && ids.has(row.recordId))) {
      yield chunk;
      chunk = [];
      ids.clear();
    }
    chunk.push(row);
    if (row.recordId !== null) ids.add(row.recordId);
  }
  if (chunk.length > 0) yield chunk;
}

async function writeRows(
  deps: ImportDeps,
  tx: WriteTx,
  root: Registry,
  rows: readonly PlannedRow[],
  origin: Origin,
): Promise<Pick<Written, 'proposed' | 'refused'>> {
  const ids = rows.flatMap(({ recordId }) => recordId ?? []);
  const records = await findRecords(tx, root, ids);
  const isGone = ({ recordId }: PlannedRow): boolean => recordId !== null && !records.has(recordId);
  const there = rows.filter((row) => !isGone(row));
  const changes = there.map((row) => rowChange(deps, root, row, records));
  const passed = await passGateEach(gateOf(deps), tx, changes);
  const entries = passed.flatMap((one) => (one.ok ? one.value.entries : []));
  await writeJudged(gateOf(deps), tx, entries, origin);
  const gone = rows.filter(isGone).map((planned): RefusedRow => ({ planned, issues: [notThere] }));
  const stopped = there.flatMap((planned, index): RefusedRow[] => {
    const one = passed[index];
    if (one === undefined || one.ok) return [];
    return [{ planned, issues: one.error.issues ?? [notYours(one.error.params)] }];
  });
  const proposed = passed.filter((one) => one.ok && one.value.proposed.length > 0).length;
  return { proposed, refused: [...gone, ...stopped] };
}

const notThere: Issue = { path: '', code: 'row.recordGone', severity: 'error' };
const notYours = (params: Params | undefined): Issue => ({
  path: String(params?.['field'] ?? ''),
  code: 'row.notYours',
  severity: 'error',
});

/** The changes of one row, over the record as it is now. */
function rowChange(
  deps: ImportDeps,
  root: Registry,
  { recordId, fields }: PlannedRow,
  records: ReadonlyMap<string, RecordState>,
): RecordChange {
  const record = recordId === null ? null : (records.get(recordId) ?? null);
  const id = recordId ?? randomUUID();
  const edits = Object.entries(fields).flatMap(([field, after]): FieldEdit[] => {
    const before = record?.fields[field] ?? null;
    return sameValue(before, after) ? [] : [{ registry: root.code, recordId: id, field, before, after }];
  });
  const birth = record === null ? birthEdits(deps, root, id, fields) : [];
  return { root, recordId: id, record, edits: [...birth, ...edits] };
}

export async function importList(
  deps: ReadDeps,
  input: Parsed<'import.list'>,
): Promise<Result<Output<'import.list'>, HandlerError<'import.list'>>> {
  const found = findRoot(deps.read, input.registry);
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
