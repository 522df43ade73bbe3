import { nextStatus } from '../record/recordStatus';
import type { RecordContent } from '../record/recordContent';
import { validateRecord, type RecordContext } from '../record/validateRecord';
import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, FieldValues } from '../registry/fieldKinds';
import type { IssueCode } from '../values/issueCodes';
import type { Issue } from '../values/result';
import {
  createDuplicateFinder,
  differencesOf,
  type Duplicate,
  type ExistingRecord,
  type ExistingRecords,
} from './findDuplicates';
import type { ImportRow } from './readRows';
import { noteFieldOf, type RowFields } from './rowToFields';
import { settleFields } from './settleFields';

/**
 * What an import would do, row by row, before anything is done: the preview shows this plan and the import carries out
 * the same one, made again where it is written. A pair nobody decided about is skipped and counted, never merged or doubled
 * by the program; of several candidates none is taken for being the first. An update fills what is empty and writes over
 * what the operator named and nothing else, and must leave its record sound where that stands. A row that lacks something still becomes a draft; only a row that cannot even
 * be a draft is an error.
 */
export type RowAction = 'create' | 'update' | 'skip';

/** What the operator decided about a row that resembles something. */
export interface RowDecision {
  readonly row: number;
  readonly action: RowAction;
  /** Which of the candidates to update: a record, or an earlier row of the file. Needed where there are several. */
  readonly recordId?: string | undefined;
  readonly withRow?: number | undefined;
  /** The version of that record when the operator decided; a later one makes the row an error. */
  readonly baseVersion?: number | undefined;
  /** Fields whose held values the row's are to replace; the others are only filled where they are empty. */
  readonly overwrite?: readonly string[] | undefined;
}

/** One decision for all rows that resemble something by this key and were not decided on one by one. */
export interface AlikeDecision {
  readonly by: string;
  readonly action: RowAction;
}

export interface PlannedRow {
  /** Number of the row in the file, from 1. */
  readonly row: number;
  readonly title: string;
  readonly issues: readonly Issue[];
  readonly duplicates: readonly Duplicate[];
  /** `merge`: stated in addition to an earlier row of the file, which carries its fields. */
  readonly action: RowAction | 'merge' | 'error';
  /** The record to update, and the version it had when this was planned. */
  readonly recordId: string | null;
  readonly baseVersion: number | null;
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
  readonly decisions: readonly RowDecision[];
  readonly alike?: readonly AlikeDecision[];
  readonly context: RecordContext;
}

/** Takes the rows of a file in their order, so many at once as the caller likes. Of each only what the plan says is kept. */
export interface Planner {
  /** `existing`: the records that share a key with one of these rows. */
  add(rows: Iterable<ImportRow>, existing: ExistingRecords): void;
  /** Of all rows that were added. */
  plan(): ImportPlan;
}

export function createPlanner(request: ImportRequest): Planner {
  const finder = createDuplicateFinder(request.registry);
  const decisions = new Map(request.decisions.map((decision) => [decision.row, decision]));
  const desk: Desk = { ...request, records: new Map(), planned: new Map() };
  return {
    add(rows, existing) {
      for (const record of recordsOf(existing))
        if (!desk.records.has(record.recordId)) desk.records.set(record.recordId, record);
      for (const row of rows) {
        const duplicates = row.isDraft ? finder.find(row, existing) : [];
        const decision = decisions.get(row.row) ?? decideAlike(desk, row.row, duplicates);
        const planned = planRow(desk, row, duplicates, decision);
        desk.planned.set(row.row, planned);
      }
    },
    plan() {
      const rows = [...desk.planned.values()].map((planned) => withLacks(desk, planned));
      return { rows, counts: countOf(rows) };
    },
  };
}

/** What is known while the rows are gone through: records and rows as they will stand so far. */
interface Desk extends ImportRequest {
  readonly records: Map<string, ExistingRecord>;
  readonly planned: Map<number, PlannedRow>;
}

function decideAlike({ alike = [] }: Desk, row: number, duplicates: readonly Duplicate[]): RowDecision {
  const [surest] = duplicates;
  if (surest === undefined) return { row, action: 'create' };
  const action = alike.find(({ by }) => by === surest.by)?.action ?? 'skip';
  // Which of several is meant cannot be decided for all of them at once.
  return { row, action: action === 'update' && candidatesOf(duplicates).length > 1 ? 'skip' : action };
}

/** Records before rows: a row that resembles a record is a second statement about it. */
function candidatesOf(duplicates: readonly Duplicate[]): readonly Duplicate[] {
  const records = duplicates.filter(({ recordId }) => recordId !== null);
  return records.length > 0 ? records : duplicates;
}

function planRow(
  desk: Desk,
  row: ImportRow,
  duplicates: readonly Duplicate[],
  decision: RowDecision,
): PlannedRow {
  const { title, issues, fields } = row;
  const { action } = decision;
  const plan: PlannedRow = {
    row: row.row,
    title,
    issues,
    duplicates,
    action,
    recordId: null,
    baseVersion: null,
    fields,
    lacks: [],
  };
  if (action === 'skip') return plan;
  if (!row.isDraft) return { ...plan, action: 'error' };
  if (action === 'create') return plan;
  const twin = chosenTwin(desk, duplicates, decision);
  if (twin === 'none') return { ...plan, action: 'create' };
  if (twin === 'unclear') return refused(plan, 'twin.notChosen');
  if ('recordId' in twin) return updateRecord(desk, plan, row, twin.recordId, decision);
  return mergeIntoRow(desk, plan, row, twin.earlier, decision.overwrite ?? []);
}

const refused = (plan: PlannedRow, code: IssueCode): PlannedRow => ({
  ...plan,
  action: 'error',
  issues: [...plan.issues, { path: '', code, severity: 'error' }],
});

/** The record or the earlier row that a decision means. */
function chosenTwin(
  desk: Desk,
  duplicates: readonly Duplicate[],
  { recordId, withRow }: RowDecision,
): { readonly recordId: string } | { readonly earlier: PlannedRow } | 'none' | 'unclear' {
  if (recordId !== undefined) {
    return duplicates.some((twin) => twin.recordId === recordId) ? { recordId } : 'unclear';
  }
  const records = duplicates.flatMap((twin) => twin.recordId ?? []);
  const rows = duplicates.flatMap(({ row }) => desk.planned.get(row ?? 0) ?? []);
  const born = rows.filter(({ action }) => action === 'create');
  const named = withRow === undefined ? born : born.filter(({ row }) => row === withRow);
  const [record] = records;
  if (record !== undefined && withRow === undefined)
    return records.length > 1 ? 'unclear' : { recordId: record };
  const [earlier] = named;
  if (earlier === undefined) return withRow === undefined ? 'none' : 'unclear';
  return named.length > 1 ? 'unclear' : { earlier };
}

function updateRecord(
  desk: Desk,
  plan: PlannedRow,
  row: ImportRow,
  recordId: string,
  { baseVersion, overwrite = [] }: RowDecision,
): PlannedRow {
  const record = desk.records.get(recordId);
  if (record === undefined) return refused(plan, 'twin.notChosen');
  if (baseVersion !== undefined && baseVersion !== record.version) return refused(plan, 'twin.changedSince');
  const before = record.fields;
  const settled = settleFields(
    desk.registry,
    before,
    takenFields(desk.registry, row.stated, before, overwrite),
    desk.context,
  );
  if (!settled.isDraft) return { ...plan, issues: settled.issues, action: 'error' };
  const changed = differencesOf(before, settled.fields).map(({ field, ours }) => [field, ours] as const);
  if (changed.length === 0) return { ...plan, action: 'skip' };
  const unsound = errorsOf(desk, { fields: settled.fields, lists: record.lists ?? {} }, record.status);
  // A row that is refused changes nothing for those after it: what they state is compared with what the record keeps.
  if (unsound.length > 0) return { ...plan, issues: unsound, action: 'error' };
  desk.records.set(recordId, { ...record, fields: settled.fields });
  return {
    ...plan,
    issues: settled.issues,
    recordId,
    baseVersion: record.version,
    fields: Object.fromEntries<FieldValue>(changed),
  };
}

function mergeIntoRow(
  desk: Desk,
  plan: PlannedRow,
  row: ImportRow,
  earlier: PlannedRow,
  overwrite: readonly string[],
): PlannedRow {
  const stated = takenFields(desk.registry, row.stated, earlier.fields, overwrite);
  const settled = settleFields(desk.registry, earlier.fields, stated, desk.context);
  if (!settled.isDraft) return { ...plan, issues: settled.issues, action: 'error' };
  desk.planned.set(earlier.row, { ...earlier, fields: settled.fields });
  return { ...plan, issues: settled.issues, action: 'merge' };
}

/** Of what a row states only what fills a gap, adds to the note or was asked to replace what is there. */
function takenFields(
  registry: Registry,
  stated: RowFields,
  before: FieldValues,
  overwrite: readonly string[],
): RowFields {
  const noteField = noteFieldOf(registry);
  const taken = Object.entries(stated.fields).filter(
    ([field]) => field === noteField || (before[field] ?? null) === null || overwrite.includes(field),
  );
  return { ...stated, fields: Object.fromEntries(taken) };
}

const recordsOf = (existing: ExistingRecords): readonly ExistingRecord[] =>
  Object.values(existing).flatMap((index) => [...index.values()].flat());

function withLacks(desk: Desk, planned: PlannedRow): PlannedRow {
  if (planned.action !== 'create') return planned;
  const { registry } = desk;
  const aim = nextStatus(registry, registry.root?.statuses.order[0] ?? '');
  return { ...planned, lacks: errorsOf(desk, { fields: planned.fields, lists: {} }, aim) };
}

const errorsOf = ({ registry, context }: Desk, content: RecordContent, status: string): readonly Issue[] =>
  validateRecord(registry, content, status, context).filter(({ severity }) => severity === 'error');

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
