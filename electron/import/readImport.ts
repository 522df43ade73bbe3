import type { HandlerError, Parsed } from '../../domain/contract';
import { indexRecords, type ExistingRecord, type ExistingRecords } from '../../domain/import/findDuplicates';
import { areUsableColumns, guessColumns } from '../../domain/import/guessColumns';
import { countOf, createPlanner, type ImportPlan } from '../../domain/import/planImport';
import { readRows, type ImportRow } from '../../domain/import/readRows';
import { textKeysOf } from '../../domain/record/identity';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import { findAlikeMany, listHeld } from '../../db/record/identityRepository';
import { findRecords, type RecordState } from '../../db/record/recordRepository';
import type { ReadDb } from '../../db/file/handles';
import type { FileStore } from '../files/fileStore';
import { readTable } from '../spreadsheet/readTable';
import type { LayoutChoice, Table, TableLayout } from '../spreadsheet/table';
import { namedInCells } from './namedInCells';
import { findRoot, type ReadDeps } from '../record/recordEdits';

/**
 * From an uploaded file to the plan of its import. The preview shows a plan; the import makes it again inside its
 * transaction, so that what was saved or imported meanwhile is seen and nothing is judged by what no longer stands.
 */
export interface ImportReading {
  readonly root: Registry;
  readonly fileName: string;
  readonly layout: TableLayout;
  readonly header: readonly string[];
  readonly columns: readonly string[];
  /** Cells of the first rows. */
  readonly samples: readonly (readonly string[])[];
  readonly rowCount: number;
  /** Reads them when they are planned, once. null where the columns name no record: then there is nothing to plan. */
  readonly rows: Iterable<ImportRow> | null;
}

type Decisions = Pick<Parsed<'import.apply'>, 'decisions' | 'alike'>;

export async function readImport(
  deps: ReadDeps & { readonly files: FileStore },
  input: Parsed<'import.preview'>,
  /** A preview shows the columns of a guess that finds no name, for the operator to correct. */
  isPreview: boolean,
): Promise<Result<ImportReading, HandlerError<'import.preview'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  if (root.root?.importing === undefined) return fail('import.none');
  const file = deps.files.find(input.fileId);
  if (file === undefined) return fail('file.notFound');
  const columnsOf = (one: Table): readonly string[] =>
    input.columns ??
    one.form?.columns ??
    guessColumns(
      root,
      one.header,
      one.rows.slice(0, sampleRows).map(({ cells }) => cells),
    );
  const suits = (one: Table): boolean => areUsableColumns(root, columnsOf(one));
  const read = await readTable(file, choiceOf(input.layout), suits);
  if (!read.ok) return read;
  const table = read.value;
  if (table.form !== undefined && table.form.registry !== root.code)
    return fail('import.otherForm', { params: { registry: table.form.registry.slice(0, 60) } });
  const columns = columnsOf(table);
  const { layout, header, rows } = table;
  const samples = rows.slice(0, shownRows).map(({ cells }) => cells);
  const reading = { root, fileName: file.name, layout, header, columns, samples, rowCount: rows.length };
  if (!areUsableColumns(root, columns)) {
    if (input.columns !== undefined || !isPreview) return fail('import.unmapped');
    return ok({ ...reading, rows: null });
  }
  const named = await namedInCells(deps.read, root, table, columns);
  return ok({ ...reading, rows: readRows(root, table, columns, { ...deps.context(), ...named }) });
}

/** Plans the rows against what is there now: pass the transaction that will write them. */
export async function planReading(
  deps: ReadDeps,
  db: ReadDb,
  { root, rows, rowCount }: ImportReading,
  { decisions, alike }: Decisions,
): Promise<ImportPlan> {
  if (rows === null) return { rows: [], counts: { ...countOf([]), rows: rowCount, errors: rowCount } };
  const isUpdated = [...decisions, ...alike].some(({ action }) => action === 'update');
  const planner = createPlanner({ registry: root, decisions, alike, context: deps.context() });
  for (const some of chunksOf(rows)) planner.add(some, await loadExisting(db, root, some, isUpdated));
  return planner.plan();
}

/** So many rows are read, and looked for among the records, at once. */
const chunkRows = 500;

function* chunksOf(rows: Iterable<ImportRow>): Generator<readonly ImportRow[]> {
  let chunk: ImportRow[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < chunkRows) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** How many rows show the operator what a column holds. */
const shownRows = 5;
/** Enough to tell a column of ИНН from one of telephone numbers. */
const sampleRows = 200;

/** Records that share a key with a row of the file, with their fields for a comparison side by side. */
async function loadExisting(
  db: ReadDb,
  root: Registry,
  rows: readonly ImportRow[],
  withLists: boolean,
): Promise<ExistingRecords> {
  const wanted = textKeysOf(root).map(({ code }) => {
    const texts = new Set(rows.flatMap(({ keys }) => keys[code] ?? []));
    return [code, [...texts]] as const;
  });
  const near = await findAlikeMany(db, root, new Map(wanted));
  const held = await listHeld(db, root, near);
  const whole = withLists ? await findRecords(db, root, [...held.keys()]) : new Map<string, RecordState>();
  const titleField = root.root?.titleField ?? '';
  return indexRecords(
    root,
    [...held.values()].map((record): ExistingRecord => {
      const title = record.fields[titleField];
      const lists = whole.get(record.recordId)?.lists ?? {};
      return { ...record, lists, title: typeof title === 'string' ? title : '' };
    }),
  );
}

function choiceOf(layout: Parsed<'import.preview'>['layout']): LayoutChoice {
  return layout ?? {};
}
