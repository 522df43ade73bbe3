import { nextStatus } from '../record/recordStatus';
import { validateRecord, type RecordContext } from '../record/validateRecord';
import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';
import type { Issue } from '../values/result';
import {
  createDuplicateFinder,
  differencesOf,
  type Duplicate,
  type ExistingRecord,
  type ExistingRecords,
} from './findDuplicates';
import type { ImportRow } from './readRows';
import { settleFields } from './settleFields';

/**
 * What an import would do, row by row, before anything is done: the preview shows this plan and the import carries out
 * the same one. A pair nobody decided about is skipped and counted, never merged or doubled by the program. A row that
 * lacks something still becomes a draft; only a row that cannot even be a draft is an error.
 */
export type RowAction = 'create' | 'update' | 'skip';

export interface PlannedRow {
  /** Number of the row in the file, from 1. */
  readonly row: number;
  readonly title: string;
  readonly issues: readonly Issue[];
  readonly duplicates: readonly Duplicate[];
  /** `merge`: stated in addition to an earlier row of the file, which carries its fields. */
  readonly action: RowAction | 'merge' | 'error';
  /** The record to update. */
  readonly recordId: string | null;
  /** What to create with, or the fields to change. */
  readonly fields: FieldValues;
  /** Errors that stand between a created draft and the next status. */
  readonly lacks: readonly Issue[];
}

export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  /** Created rows that lack something for the next status. */
  readonly drafts: number;
  /** Rows left out because they repeat a record or an earlier row. */
  readonly duplicates: number;
  readonly errors: number;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly counts: ImportCounts;
}

export interface ImportRequest {
  readonly registry: Registry;
  readonly rows: readonly ImportRow[];
  readonly existing: ExistingRecords;
  readonly decisions: readonly { readonly row: number; readonly action: RowAction }[];
  readonly context: RecordContext;
}

export function planImport(request: ImportRequest): ImportPlan {
  const finder = createDuplicateFinder(request.existing);
  const decisions = new Map(request.decisions.map(({ row, action }) => [row, action]));
  const desk: Desk = { ...request, records: recordsById(request.existing), planned: new Map() };
  for (const row of request.rows) {
    const duplicates = row.isDraft ? finder.find(row) : [];
    const undecided = duplicates.length === 0 ? 'create' : 'skip';
    const planned = planRow(desk, row, duplicates, decisions.get(row.row) ?? undecided);
    desk.planned.set(row.row, planned);
  }
  const rows = [...desk.planned.values()].map((planned) => withLacks(desk, planned));
  return { rows, counts: countOf(rows) };
}

/** What is known while the rows are gone through: records and rows as they will stand so far. */
interface Desk extends ImportRequest {
  readonly records: Map<string, FieldValues>;
  readonly planned: Map<number, PlannedRow>;
}

function planRow(
  desk: Desk,
  row: ImportRow,
  duplicates: readonly Duplicate[],
  action: RowAction,
): PlannedRow {
  const { title, issues, fields } = row;
  const plan: PlannedRow = {
    row: row.row,
    title,
    issues,
    duplicates,
    action,
    recordId: null,
    fields,
    lacks: [],
  };
  if (action === 'skip') return plan;
  if (!row.isDraft) return { ...plan, action: 'error' };
  if (action === 'create') return plan;
  const record = duplicates.find(({ recordId }) => recordId !== null)?.recordId ?? null;
  if (record !== null) return updateRecord(desk, plan, row, record);
  const earlier = duplicates
    .map((duplicate) => desk.planned.get(duplicate.row ?? 0))
    .find((other) => other?.action === 'create');
  return earlier === undefined ? { ...plan, action: 'create' } : mergeIntoRow(desk, plan, row, earlier);
}

function updateRecord(desk: Desk, plan: PlannedRow, row: ImportRow, recordId: string): PlannedRow {
  const before = desk.records.get(recordId) ?? {};
  const settled = settleFields(desk.registry, before, row.stated, desk.context);
  if (!settled.isDraft) return { ...plan, issues: settled.issues, action: 'error' };
  const changed = differencesOf(before, settled.fields).map(({ field, ours }) => [field, ours] as const);
  if (changed.length === 0) return { ...plan, action: 'skip' };
  desk.records.set(recordId, settled.fields);
  return { ...plan, issues: settled.issues, recordId, fields: Object.fromEntries<FieldValue>(changed) };
}

function mergeIntoRow(desk: Desk, plan: PlannedRow, row: ImportRow, earlier: PlannedRow): PlannedRow {
  const settled = settleFields(desk.registry, earlier.fields, row.stated, desk.context);
  if (!settled.isDraft) return { ...plan, issues: settled.issues, action: 'error' };
  desk.planned.set(earlier.row, { ...earlier, fields: settled.fields });
  return { ...plan, issues: settled.issues, action: 'merge' };
}

function recordsById(existing: ExistingRecords): Map<string, FieldValues> {
  const lists = [existing.inn, existing.ogrn, existing.name].flatMap((index) => [...index.values()]);
  return new Map(lists.flat().map((record: ExistingRecord) => [record.recordId, record.fields]));
}

function withLacks({ registry, context }: Desk, planned: PlannedRow): PlannedRow {
  if (planned.action !== 'create') return planned;
  const aim = nextStatus(registry, registry.root?.statuses.order[0] ?? '');
  const found = validateRecord(registry, { fields: planned.fields, lists: {} }, aim, context);
  return { ...planned, lacks: found.filter(({ severity }) => severity === 'error') };
}

/** The counts of these rows, as the operator is told. */
export function countOf(rows: readonly PlannedRow[]): ImportCounts {
  const count = (is: (row: PlannedRow) => boolean): number => rows.filter(is).length;
  return {
    rows: rows.length,
    created: count(({ action }) => action === 'create'),
    updated: count(({ action }) => action === 'update' || action === 'merge'),
    drafts: count(({ lacks }) => lacks.length > 0),
    duplicates: count(({ action, duplicates }) => action === 'skip' && duplicates.length > 0),
    errors: count(({ action }) => action === 'error'),
  };
}
