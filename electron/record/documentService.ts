import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { provider } from '../../domain/registry/provider/declaration';
import { providerExtract } from '../../domain/report/providerExtract';
import { selectionOf } from '../../domain/report/listSelection';
import { providerList } from '../../domain/report/providerList';
import type { ReportModel } from '../../domain/report/reportModel';
import { ok, type Result } from '../../domain/values/result';
import type { ListRepository } from '../../db/record/listRepository';
import { findRecord } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import type { PdfPrinter } from '../pdf/printPdf';
import { recordsShown } from './listService';
import { notFound, type ReadDeps } from './recordEdits';

/** Rows -> content -> bytes -> file id. What a document says is decided in `domain/report`, how it looks in `pdf/`. */
export interface DocumentDeps extends ReadDeps {
  readonly files: FileStore;
  readonly lists: ListRepository;
  readonly printer: PdfPrinter;
}

export async function makeDocument(
  deps: DocumentDeps,
  input: Parsed<'document.make'>,
): Promise<Result<Output<'document.make'>, HandlerError<'document.make'>>> {
  const { classifiers, today: madeOn } = deps.context();
  const { office } = deps;
  if (input.kind === 'provider-list') {
    const { shown } = input;
    const rows = await recordsShown(deps, provider, shown);
    if (!rows.ok) return rows;
    const selection = shown === undefined ? {} : selectionOf(shown, madeOn, classifiers);
    return print(
      deps,
      providerList({ rows: rows.value, office, madeOn, classifiers, ...selection }),
      `provider-list-${madeOn}`,
    );
  }
  const record = await findRecord(deps.read, provider, input.recordId);
  if (record === undefined) return notFound(input.recordId);
  const name = `provider-extract-${record.registrationNumber ?? record.recordId}-${madeOn}`;
  return print(deps, providerExtract({ provider: record, office, madeOn, classifiers }), name);
}

async function print(
  deps: DocumentDeps,
  model: ReportModel,
  name: string,
): Promise<Result<Output<'document.make'>, never>> {
  const { bytes, pages } = await deps.printer.print(model);
  const file = await deps.files.keep({ name: `${name}.pdf`, mime: 'application/pdf', bytes });
  return ok({ file, pages });
}
