import { randomBytes } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { PaperInput } from '../../domain/registry/behaviour';
import { hasEntered } from '../../domain/record/recordStatus';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import { withCode } from '../../domain/report/reportParts';
import { selectionOf } from '../../domain/report/listSelection';
import type { ReportModel } from '../../domain/report/reportModel';
import { paperCode } from '../../domain/publication/paperCode';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { addIssuedPaper } from '../../db/publication/issuedPaperRepository';
import type { ListRepository } from '../../db/record/listRepository';
import { nextInSeries } from '../../db/record/numberRepository';
import { findRecord, listRecords, type RecordState } from '../../db/record/recordRepository';
import type { FileStore } from '../files/fileStore';
import type { PdfPrinter } from '../pdf/printPdf';
import { recordsShown } from '../record/listService';
import { bookOf } from './book';
import { paperDigest, paperModel, paperOf } from './papers';
import { findRoot, notFound, type ReadDeps } from '../record/recordEdits';

/** Rows -> content -> bytes -> file id. What a paper says its registry declares or makes, how it looks is in `pdf/`. */
export interface DocumentDeps extends ReadDeps {
  readonly database: Database;
  readonly files: FileStore;
  readonly lists: ListRepository;
  readonly printer: PdfPrinter;
}

interface PaperDeps extends DocumentDeps {
  /** May whoever asks read it? */
  readonly mayRead: (root: Registry) => boolean;
}

type Made = Promise<Result<Output<'document.make'>, HandlerError<'document.make'>>>;

export async function makeDocument(deps: PaperDeps, actor: Actor, input: Parsed<'document.make'>): Made {
  const { kind, recordId, shown } = input;
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const paper = paperOf(root, kind);
  // Papers leave the office; those of personal data are made where their reading is noted.
  if (paper === undefined || isPersonal(root)) return fail('document.unknown', { params: { kind } });
  const { today, classifiers } = deps.context();
  if (paper.of === 'list') {
    const rows = await recordsShown(deps, root, shown);
    if (!rows.ok) return rows;
    const selection = shown === undefined ? {} : selectionOf(root, shown, today, classifiers);
    const others = await othersOf(deps, root, paper);
    const model = await paperModel(deps, root, paper, { records: rows.value, ...others, ...selection });
    return print(deps, model, `${kind}-${today}`);
  }
  const record = recordId === undefined ? undefined : await findRecord(deps.read, root, recordId);
  if (record === undefined) return notFound(recordId ?? '');
  const name = `${kind}-${record.registrationNumber ?? record.recordId}-${today}`;
  if (input.issue === true) return issue(deps, actor, root, paper, record, { kind, name });
  return print(deps, await paperModel(deps, root, paper, { records: [record] }), name);
}

/** Of a paper of a book, the other registries of the book that whoever asks may read. */
async function othersOf(
  { read, mayRead }: PaperDeps,
  root: Registry,
  paper: PaperDeclaration,
): Promise<Pick<PaperInput, 'others'>> {
  if (paper.by === undefined) return {};
  const [, ...rest] = bookOf(read.registries, root).filter(mayRead);
  const records = await Promise.all(rest.map((other) => listRecords(read, other)));
  return { others: Object.fromEntries(rest.map(({ code }, at) => [code, records[at] ?? []])) };
}

/** A paper that is given out gets a number of its year and a code, and is registered before it is printed. */
async function issue(
  deps: DocumentDeps,
  actor: Actor,
  root: Registry,
  paper: PaperDeclaration,
  record: RecordState,
  { kind, name }: { readonly kind: string; readonly name: string },
): Made {
  if (paper.issued !== true || !hasEntered(root, record.status))
    return fail('document.unissued', { params: { kind } });
  const madeOn = deps.context().today;
  const code = paperCode(randomBytes(12));
  const digest = paperDigest(await paperModel(deps, root, paper, { records: [record] }));
  const year = madeOn.slice(0, 4);
  const issued = await deps.database.write(actor, async (tx) => {
    const number = `${year}-${await nextInSeries(tx, `paper/${kind}/${year}`)}`;
    const { recordId, version } = record;
    const entry = { code, number, kind, registry: root.code, recordId, version, madeOn, digest };
    await addIssuedPaper(tx, entry, deps.database.now().toISOString());
    return ok(number);
  });
  const number = issued.value;
  const model = await paperModel(deps, root, paper, { records: [record], number });
  const made = await print(deps, withCode(model, code), `${name}-${number}`);
  return made.ok ? ok({ ...made.value, number, code }) : made;
}

async function print(deps: DocumentDeps, model: ReportModel, name: string): Made {
  const { bytes, pages } = await deps.printer.print(model);
  const file = await deps.files.keep({ name: `${name}.pdf`, mime: 'application/pdf', bytes });
  return ok({ file, pages });
}
