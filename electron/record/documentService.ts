import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { PaperInput } from '../../domain/registry/behaviour';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import { listPaper } from '../../domain/report/listPaper';
import { selectionOf } from '../../domain/report/listSelection';
import { recordPaper } from '../../domain/report/recordPaper';
import { fail, ok, type Result } from '../../domain/values/result';
import type { ListRepository } from '../../db/record/listRepository';
import { findRecord } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import type { PdfPrinter } from '../pdf/printPdf';
import { recordsShown } from './listService';
import { findRoot, notFound, type ReadDeps } from './recordEdits';
import { valuesOf, withTitles } from './shownTitles';

/** Rows -> content -> bytes -> file id. What a paper says its registry declares or makes, how it looks is in `pdf/`. */
export interface DocumentDeps extends ReadDeps {
  readonly files: FileStore;
  readonly lists: ListRepository;
  readonly printer: PdfPrinter;
}

type Made = Promise<Result<Output<'document.make'>, HandlerError<'document.make'>>>;

export async function makeDocument(deps: DocumentDeps, input: Parsed<'document.make'>): Made {
  const { kind, recordId, shown } = input;
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const paper = root.root?.papers?.find(({ code }) => code === kind.slice(root.code.length + 1));
  // Papers leave the office; those of personal data are made where their reading is noted.
  if (paper === undefined || isPersonal(root)) return fail('document.unknown', { params: { kind } });
  const { today } = deps.context();
  if (paper.of === 'list') {
    const rows = await recordsShown(deps, root, shown);
    if (!rows.ok) return rows;
    const selection = shown === undefined ? {} : selectionOf(root, shown, today, deps.context().classifiers);
    return print(deps, root, paper, { records: rows.value, ...selection }, `${kind}-${today}`);
  }
  const record = recordId === undefined ? undefined : await findRecord(deps.read, root, recordId);
  if (record === undefined) return notFound(recordId ?? '');
  const name = `${kind}-${record.registrationNumber ?? record.recordId}-${today}`;
  return print(deps, root, paper, { records: [record] }, name);
}

async function print(
  deps: DocumentDeps,
  root: Registry,
  paper: PaperDeclaration,
  content: Omit<PaperInput, 'office' | 'context'>,
  name: string,
): Made {
  const named = content.records.flatMap((record) => valuesOf(root, record));
  const context = await withTitles(deps.read, deps.context(), named);
  const input = { ...content, office: deps.office, context };
  const declared = paper.of === 'list' ? listPaper : recordPaper;
  const own = deps.read.registries.behaviourOf(root.code).papers?.[paper.code];
  const model = own === undefined ? declared(root, paper, input) : own(input);
  const { bytes, pages } = await deps.printer.print(model);
  const file = await deps.files.keep({ name: `${name}.pdf`, mime: 'application/pdf', bytes });
  return ok({ file, pages });
}
