import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { formColumns, formMarkRows, formSheetName, type FormColumn } from '../../domain/import/emptyForm';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import type { FileStore } from '../files/fileStore';
import { findRoot, type ReadDeps } from '../record/recordEdits';
import { columnLetters, sheetName, type Cell, type Entry, type Workbook } from '../spreadsheet/workbook';
import { writeWorkbook } from '../spreadsheet/writeWorkbook';

/** An empty XLSX form of a registry: filled in by who has no program, known when it is imported. */
export interface FormDeps extends ReadDeps {
  readonly files: FileStore;
  readonly now: () => Date;
}

export async function makeForm(
  deps: FormDeps,
  { registry }: Parsed<'form.make'>,
): Promise<Result<Output<'form.make'>, HandlerError<'form.make'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const root = found.value;
  if (root.root?.importing === undefined) return fail('import.none');
  const bytes = await writeWorkbook(formBook(root, deps.now().toISOString()));
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const file = await deps.files.keep({ name: `${root.code}-form.xlsx`, mime, bytes });
  return ok({ file });
}

/** As many rows as a body fills in by hand. */
const formRows = 500;

function formBook(root: Registry, madeAt: string): Workbook {
  const columns = formColumns(root);
  return {
    madeAt,
    keepSheets: true,
    sheets: [
      {
        name: sheetName(root.name.ru),
        locked: true,
        frozen: { rows: 1 },
        columns: columns.map(({ heading }) => ({ width: Math.min(40, Math.max(14, heading.length + 2)) })),
        rows: rowsOf(columns),
        entries: columns.flatMap(entryOf),
      },
      { name: formSheetName, hidden: true, locked: true, rows: formMarkRows(root) },
    ],
  };
}

function* rowsOf(columns: readonly FormColumn[]): Generator<readonly Cell[]> {
  yield columns.map(({ heading, needed }) => ({
    value: heading,
    style: { bold: needed, wrap: true, top: true, fill: 'DDEBF7' },
  }));
  const blank = columns.map(({ kind }) => ({
    value: null,
    style: { unlocked: true, wrap: true, top: true, format: kind === 'integer' ? '0' : '@' },
  }));
  for (let row = 0; row < formRows; row += 1) yield blank;
}

function entryOf({ options }: FormColumn, at: number): readonly Entry[] {
  if (options === undefined) return [];
  const column = columnLetters(at);
  return [{ cells: `${column}2:${column}${formRows + 1}`, rule: { kind: 'list', values: options } }];
}
