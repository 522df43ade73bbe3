import type { HandlerError, Parsed } from '../../domain/contract';
import {
  keysOf,
  type ExistingRecord,
  type ExistingRecords,
  type KeyName,
} from '../../domain/import/findDuplicates';
import { areUsableColumns, guessColumns } from '../../domain/import/guessColumns';
import { planImport, type ImportPlan } from '../../domain/import/planImport';
import { readRows, type ImportRow } from '../../domain/import/readRows';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import { listFields, listIdentities } from '../../db/repositories/importRepository';
import type { ReadDb } from '../../db/handles';
import type { FileStore } from '../app/fileStore';
import { readTable } from '../spreadsheet/readTable';
import type { LayoutChoice, Table } from '../spreadsheet/table';
import { findRoot, type ReadDeps } from './recordEdits';

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
  decisions: Parsed<'import.apply'>['decisions'],
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
  if (!areUsableColumns(root, columns)) return fail('import.unmapped');
  const context = deps.context();
  const rows = [...readRows(root, table, columns, context)];
  const existing = await loadExisting(deps.read, root, rows);
  const plan = planImport({ registry: root, rows, existing, decisions, context });
  return ok({ root, fileName: file.name, table, columns, plan });
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
    return names.some((name) => wanted[name].has(keys[name] ?? '')) ? [{ recordId, title, keys }] : [];
  });
  const fields = await listFields(
    db,
    root,
    near.map(({ recordId }) => recordId),
  );
  const existing: Record<KeyName, Map<string, ExistingRecord[]>> = {
    inn: new Map(),
    ogrn: new Map(),
    name: new Map(),
  };
  for (const { recordId, title, keys } of near) {
    const record = { recordId, title, fields: fields.get(recordId) ?? {} };
    for (const name of names) {
      const key = keys[name];
      if (key !== null) existing[name].set(key, [...(existing[name].get(key) ?? []), record]);
    }
  }
  return existing;
}

function choiceOf(layout: Parsed<'import.preview'>['layout']): LayoutChoice {
  return layout ?? {};
}
