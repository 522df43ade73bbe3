import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldContext } from '../../domain/registry/fieldContext';
import { publishedFields, toPublishedRow } from '../../domain/publication/publishedRows';
import { publishedBook } from '../../domain/publication/publishedBook';
import { fail, ok, type Result } from '../../domain/values/result';
import { listRecords, type RecordState } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import type { ReadDeps } from '../record/recordEdits';
import { valuesOf, withTitles } from '../record/named/shownTitles';
import { writeCsv } from '../spreadsheet/writeCsv';
import { writeTables } from '../spreadsheet/writeXlsx';
import { bookOf } from './book';
import { zipFiles } from './zipFiles';

/** A book as one file: a table for each registry, or the whole of it as JSON, ours or that of other programs. */
export interface BookDeps extends ReadDeps {
  readonly files: FileStore;
  readonly now: () => Date;
  readonly mayExport: (root: Registry) => boolean;
}

type Format = Parsed<'export.make'>['format'];
interface Part {
  readonly registry: Registry;
  readonly records: readonly RecordState[];
}

export async function exportBook(
  deps: BookDeps,
  root: Registry,
  format: Format,
): Promise<Result<Output<'export.make'>, HandlerError<'export.make'>>> {
  const { read } = deps;
  const parts = await Promise.all(
    bookOf(read.registries, root)
      .filter(deps.mayExport)
      .map(async (registry): Promise<Part> => {
        const entered = registry.root?.statuses.versionedFrom ?? '';
        return { registry, records: await listRecords(read, registry, [entered]) };
      }),
  );
  const named = parts.flatMap(({ registry, records }) => records.flatMap((one) => valuesOf(registry, one)));
  const context = await withTitles(read, deps.context(), named);
  const made = await write(deps, root, parts, format, context);
  if (root.root?.book === undefined || made === undefined)
    return fail('document.unknown', { params: { kind: `${root.code} ${format}` } });
  const { bytes, mime, extension } = made;
  const name = `${root.root.book.code}-${context.today}.${extension}`;
  const file = await deps.files.keep({ name, mime, bytes });
  return ok({ file, rows: parts.reduce((sum, { records }) => sum + records.length, 0), leftOut: 0 });
}

interface Made {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly extension: string;
}

async function write(
  deps: BookDeps,
  root: Registry,
  parts: readonly Part[],
  format: Format,
  context: FieldContext,
): Promise<Made | undefined> {
  const madeAt = deps.now().toISOString();
  const tables = parts.map(({ registry, records }) => ({
    title: registry.name.ru,
    header: publishedFields(registry).map(({ label }) => label.ru),
    rows: records.map((record) => toPublishedRow(registry, record, 'ru', context)),
  }));
  switch (format) {
    case 'csv': {
      const files = parts.map(({ registry }, at) => {
        const { header = [], rows = [] } = tables[at] ?? {};
        return [`${registry.code}s.csv`, writeCsv({ header, rows })] as const;
      });
      return { ...zipMade, bytes: await zipFiles(new Map(files), deps.now()) };
    }
    case 'xlsx':
      return { ...workbookMade, bytes: await writeTables(tables, madeAt) };
    case 'json': {
      const { code, name } = deps.office;
      return jsonMade(publishedBook(root, parts, { madeAt, office: { code, name }, context }));
    }
    case 'hsds': {
      const make = deps.read.registries.behaviourOf(root.code).exports?.[format];
      const records = Object.fromEntries(parts.map((part) => [part.registry.code, part.records]));
      return make === undefined ? undefined : jsonMade(make({ records, context }));
    }
  }
}

const zipMade = { mime: 'application/zip', extension: 'zip' };
const workbookMade = {
  mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
};
const jsonMade = (value: unknown): Made => ({
  ...{ mime: 'application/json', extension: 'json' },
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
});
