import type { HandlerError, Parsed } from '../../domain/contract';
import {
  indexRecords,
  keysOf,
  type ExistingRecord,
  type ExistingRecords,
  type KeyName,
} from '../../domain/import/findDuplicates';
import { areUsableColumns, guessColumns } from '../../domain/import/guessColumns';
import { countOf, planImport, type ImportPlan } from '../../domain/import/planImport';
import { readRows, type ImportRow } from '../../domain/import/readRows';
import { validateRecord } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import { listFields, listIdentities } from '../../db/repositories/importRepository';
import { findRecord } from '../../db/repositories/recordRepository';
import type { ReadDb } from '../../db/handles';
import type { FileStore } from '../app/fileStore';
import { readTable } from '../spreadsheet/readTable';
import type { LayoutChoice, Table } from '../spreadsheet/table';
import { errorsAmong, findRoot, type ReadDeps } from './recordEdits';

/** From an uploaded file to the plan of its import: the preview shows the plan, the import carries out the same one. */
export interface ImportReading {
  readonly root: Registry;
  readonly fileName: string;
  readonly table: Table;
  readonly columns: readonly string[];
  readonly plan: ImportPlan;
}

export async function readImport(
  deps: ReadDeps & { readonly files: FileStore },
  input: Parsed<'import.preview'>,
  /** null for a preview: a guess that finds no name then still shows the columns, for the operator to correct. */
  decisions: Parsed<'import.apply'>['decisions'] | null,
): Promise<Result<ImportReading, HandlerError<'import.preview'>>> {
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const file = deps.files.find(input.fileId);
  if (file === undefined) return fail('file.notFound');
  const read = await readTable(file, choiceOf(input.layout));
  if (!read.ok) return read;
  const table = read.value;
  const samples = table.rows.slice(0, sampleRows).map(({ cells }) => cells);
  const columns = input.columns ?? guessColumns(root, table.header, samples);
  const reading = { root, fileName: file.name, table, columns };
  if (!areUsableColumns(root, columns)) {
    if (input.columns !== undefined || decisions !== null) return fail('import.unmapped');
    return ok({ ...reading, plan: nothingPlanned(table) });
  }
  const context = deps.context();
  const rows = [...readRows(root, table, columns, context)];
  const existing = await loadExisting(deps.read, root, rows);
  const plan = planImport({ registry: root, rows, existing, decisions: decisions ?? [], context });
  return ok({ ...reading, plan: await judgeUpdates(deps, root, plan) });
}

/** An update must leave its record sound in the status and with the lists it really has; else the row is an error. */
async function judgeUpdates(deps: ReadDeps, root: Registry, plan: ImportPlan): Promise<ImportPlan> {
  const context = deps.context();
  const rows = await Promise.all(
    plan.rows.map(async (planned) => {
      if (planned.action !== 'update' || planned.recordId === null) return planned;
      const record = await findRecord(deps.read, root, planned.recordId);
      if (record === undefined) return planned;
      const next = { fields: { ...record.fields, ...planned.fields }, lists: record.lists };
      const errors = errorsAmong(validateRecord(root, next, record.status, context));
      return errors.length === 0 ? planned : { ...planned, action: 'error' as const, issues: errors };
    }),
  );
  return { rows, counts: countOf(rows) };
}

function nothingPlanned({ rows }: Table): ImportPlan {
  return { rows: [], counts: { ...countOf([]), rows: rows.length, errors: rows.length } };
}

/** Enough to tell a column of ИНН from one of telephone numbers. */
const sampleRows = 200;

/** Records that share a key with a row of the file, with their fields for a comparison side by side. */
async function loadExisting(
  db: ReadDb,
  root: Registry,
  rows: readonly ImportRow[],
): Promise<ExistingRecords> {
  const wanted: Record<KeyName, Set<string>> = { inn: new Set(), ogrn: new Set(), name: new Set() };
  const names = Object.keys(wanted) as KeyName[];
  for (const { keys } of rows) {
    for (const name of names) if (keys[name] !== null) wanted[name].add(keys[name]);
  }
  const titleField = root.root?.titleField ?? '';
  const near = (await listIdentities(db, root)).flatMap(({ recordId, title, inn, ogrn }) => {
    const keys = keysOf(root, { [titleField]: title, inn, ogrn });
    return names.some((name) => wanted[name].has(keys[name] ?? '')) ? [{ recordId, title }] : [];
  });
  const fields = await listFields(
    db,
    root,
    near.map(({ recordId }) => recordId),
  );
  return indexRecords(
    root,
    near.map(({ recordId, title }): ExistingRecord => ({
      recordId,
      title,
      fields: fields.get(recordId) ?? {},
    })),
  );
}

function choiceOf(layout: Parsed<'import.preview'>['layout']): LayoutChoice {
  return layout ?? {};
}
