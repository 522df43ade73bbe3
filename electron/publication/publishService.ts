import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { fillPassport, openDataStructure, type OpenData } from '../../domain/publication/passport';
import { publicSite } from '../../domain/publication/site';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldContext } from '../../domain/registry/fieldContext';
import { publishedFields, toPublishedRow } from '../../domain/publication/publishedRows';
import { publishedDocument, publishedSchema } from '../../domain/publication/publishedSchema';
import { fail, ok, type Result } from '../../domain/values/result';
import { listRecords, type RecordState } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import { findRoot, type ReadDeps } from '../record/recordEdits';
import { valuesOf as namedIn, withTitles } from '../record/named/shownTitles';
import { zipFiles } from './zipFiles';
import { writeCsv } from '../spreadsheet/writeCsv';

/**
 * What the law makes public of a registry (442-ФЗ ст. 25 ч. 4) as a folder of pages and open data, in one zip: records
 * that are in the registry by a decision, published fields only. Laying it on a site is the office's own act.
 */
export interface PublishDeps extends ReadDeps {
  readonly files: FileStore;
  readonly openData: OpenData;
  readonly now: () => Date;
}

export async function publishRegistry(
  deps: PublishDeps,
  { registry }: Parsed<'registry.publish'>,
): Promise<Result<Output<'registry.publish'>, HandlerError<'registry.publish'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const root = found.value;
  const statuses = root.root?.statuses;
  if (root.root?.publication === undefined || statuses === undefined)
    return fail('registry.unpublished', { params: { registry } });
  const records = await listRecords(deps.read, root, [statuses.versionedFrom]);
  const { today } = deps.context();
  const named = records.flatMap((record) => namedIn(root, record));
  const context = await withTitles(deps.read, deps.context(), named);
  const pages = publicFiles(deps, root, records, context);
  const bytes = await zipFiles(pages, deps.now());
  const name = `${root.code}s-site-${today}.zip`;
  const file = await deps.files.keep({ name, mime: 'application/zip', bytes });
  return ok({ file, records: records.length, pages: pages.size });
}

/** Every file of the publication, by its path. */
function publicFiles(
  deps: PublishDeps,
  root: Registry,
  records: readonly RecordState[],
  context: FieldContext,
): ReadonlyMap<string, string | Uint8Array> {
  const { code, name } = deps.office;
  const plural = `${root.code}s`;
  const data = {
    csv: `${plural}-${context.today}.csv`,
    json: `${plural}-${context.today}.json`,
    schema: `${plural}.schema.json`,
    passport: 'meta.csv',
  };
  const structure = 'structure.csv';
  const table = {
    header: publishedFields(root).map(({ label }) => label.ru),
    rows: records.map((record) => toPublishedRow(root, record, 'ru', context)),
  };
  const passport = fillPassport(deps.openData, {
    ...valuesOf(deps.openData),
    registry: plural,
    title: root.root?.publication?.title.ru ?? '',
    description: root.root?.publication?.description.ru ?? '',
    subject: root.root?.publication?.subject ?? '',
    owner: name,
    createdOn: context.today.replaceAll('-', ''),
    madeOn: context.today.replaceAll('-', ''),
    data: data.csv,
    structure,
  });
  const madeAt = deps.now().toISOString();
  const document = publishedDocument(root, { madeAt, office: { code, name }, records, context });
  const asCsv = ([header = [], ...rows]: readonly (readonly string[])[]) => writeCsv({ header, rows });
  return new Map<string, string | Uint8Array>([
    ...publicSite({ root, records, office: deps.office, context, data }),
    [`data/${data.csv}`, writeCsv(table)],
    [`data/${data.json}`, `${JSON.stringify(document, null, 2)}\n`],
    [`data/${data.schema}`, `${JSON.stringify(publishedSchema(root), null, 2)}\n`],
    [`data/${data.passport}`, asCsv(passport)],
    [`data/${structure}`, asCsv(openDataStructure(root))],
  ]);
}

const valuesOf = ({ identifier, publisherName, publisherPhone, publisherEmail }: OpenData) => ({
  ...{ identifier, publisherName, publisherPhone, publisherEmail },
});
