import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { provider } from '../../domain/registry/provider';
import { providerExtract } from '../../domain/report/providerExtract';
import { providerList } from '../../domain/report/providerList';
import type { ReportModel } from '../../domain/report/reportModel';
import { ok, type Result } from '../../domain/values/result';
import { findRecord, listRecords } from '../../db/repositories/recordRepository';
import type { FileStore } from '../app/fileStore';
import type { PdfPrinter } from '../pdf/printPdf';
import { notFound, type ReadDeps } from './recordEdits';

/** Rows -> content -> bytes -> file id. What a document says is decided in `domain/report`, how it looks in `pdf/`. */
export interface DocumentDeps extends ReadDeps {
  readonly files: FileStore;
  readonly printer: PdfPrinter;
}

export async function makeDocument(
  deps: DocumentDeps,
  input: Parsed<'document.make'>,
): Promise<Result<Output<'document.make'>, HandlerError<'document.make'>>> {
  const { classifiers, today: madeOn } = deps.context();
  const { office } = deps;
  if (input.kind === 'provider-list') {
    const rows = await listRecords(deps.read, provider);
    return print(deps, providerList({ rows, office, madeOn, classifiers }), `provider-list-${madeOn}`);
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
