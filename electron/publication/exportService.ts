import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { ForeignFormat } from '../../domain/registry/traits/book';
import type { FieldContext } from '../../domain/registry/fieldContext';
import { publishedFields, toPublishedRow } from '../../domain/publication/publishedRows';
import { publishedDocument } from '../../domain/publication/publishedSchema';
import { ok, type Result } from '../../domain/values/result';
import type { ListRepository } from '../../db/record/listRepository';
import type { RecordState } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import { writeCsv } from '../spreadsheet/writeCsv';
import { writeXlsx } from '../spreadsheet/writeXlsx';
import { exportBook, type BookDeps } from './exportBook';
import { recordsShown } from '../record/listService';
import { findRoot, type ReadDeps } from '../record/recordEdits';
import { valuesOf, withTitles } from '../record/named/shownTitles';

/**
 * What is public of a registry as a file: the records that are in it by a decision, and of them the published fields
 * only. Drafts and what is kept for the service never leave this way.
 */
export interface ExportDeps extends ReadDeps {
  readonly files: FileStore;
  readonly lists: ListRepository;
  readonly now: () => Date;
}

export async function makeExport(
  deps: ExportDeps & Pick<BookDeps, 'mayExport'>,
  input: Parsed<'export.make'>,
): Promise<Result<Output<'export.make'>, HandlerError<'export.make'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const { format } = input;
  // What other programs read is made of a book only.
  if (input.book === true || format === 'hsds') return exportBook(deps, root, format);
  const shown = await recordsShown(deps, root, input.shown);
  if (!shown.ok) return shown;
  const records = shown.value.filter(({ status }) => status === root.root?.statuses.versionedFrom);
  const named = records.flatMap((record) => valuesOf(root, record));
  const context = await withTitles(deps.read, deps.context(), named);
  const bytes = await writers[format](deps, root, records, context);
  const name = `${root.code}s-${deps.context().today}.${format}`;
  const file = await deps.files.keep({ name, mime: mimes[format], bytes });
  return ok({ file, rows: records.length, leftOut: shown.value.length - records.length });
}

type Format = Exclude<Parsed<'export.make'>['format'], ForeignFormat>;
type Writer = (
  deps: ExportDeps,
  root: Registry,
  records: readonly RecordState[],
  context: FieldContext,
) => Promise<Uint8Array> | Uint8Array;

const mimes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

const writers: Readonly<Record<Format, Writer>> = {
  csv: (_deps, root, records, context) => writeCsv(table(root, records, context)),
  xlsx: (deps, root, records, context) =>
    writeXlsx({ title: root.name.ru, madeAt: deps.now().toISOString(), ...table(root, records, context) }),
  json: (deps, root, records, context) => {
    const { code, name } = deps.office;
    const document = publishedDocument(root, {
      madeAt: deps.now().toISOString(),
      office: { code, name },
      records,
      context,
    });
    return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  },
};

function table(root: Registry, records: readonly RecordState[], context: FieldContext) {
  return {
    header: publishedFields(root).map(({ label }) => label.ru),
    rows: records.map((record) => toPublishedRow(root, record, 'ru', context)),
  };
}
