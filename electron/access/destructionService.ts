import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fileListName } from '../../domain/registry/traits/files';
import { isPersonal, sealedFields } from '../../domain/registry/personal';
import { destructionAct, type DestroyedSubject } from '../../domain/report/destructionAct';
import { destructionExtract } from '../../domain/report/destructionExtract';
import { postOf } from '../../domain/report/postOf';
import { legalDate } from '../../domain/values/legalTime';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { listAuditOf } from '../../db/journal/auditRepository';
import { lastInSeries, nextInSeries } from '../../db/record/numberRepository';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { emptySealed } from '../../db/sealing/sealedRows';
import type { StoredFile } from '../files/fileStore';
import type { References } from '../record/lists/references';
import type { DocumentDeps } from '../publication/documentService';
import { admitToChange, type Viewer } from './personAccess';
import { changeRecord } from '../record/changeGate';
import { findRoot, gateOf, notFound, type RecordDeps } from '../record/recordEdits';
import { provePassword, type SessionDeps } from './sessionService';
import { writeCsv } from '../spreadsheet/writeCsv';

/**
 * Уничтожение personal data (приказ Роскомнадзора № 179): by a ground, with an act and an extract of the journal, both
 * kept on paper for three years; the program keeps neither, because they name whom it has just forgotten. Keys, tokens
 * and ciphertext of the record go; the log keeps noise that no key opens, so the journal's chain still verifies.
 * No COMMIT before both papers lie in the store: afterwards nothing could make the act. The act takes seconds and is
 * printed before the transaction, with the number that will be next; the extract holds lines of the transaction itself
 * and is made within it. Where number or record turn out to be others, all is rolled back and begun anew.
 */
export interface DestructionDeps extends DocumentDeps, SessionDeps, Pick<RecordDeps, 'config' | 'deciders'> {
  readonly references: References;
  readonly office: DocumentDeps['office'];
  readonly saved: (registry: Registry, recordId: string, version: number, fields: readonly string[]) => void;
}

export async function destroyPersons(
  deps: DestructionDeps,
  viewer: Viewer,
  input: Parsed<'person.destroy'>,
): Promise<Result<Output<'person.destroy'>, HandlerError<'person.destroy'>>> {
  const found = findRoot(deps.database.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  if (!isPersonal(root)) return fail('registry.unknown', { params: { registry: input.registry } });
  const ground = deps.references.lists.destructionGrounds.entries.find(({ code }) => code === input.ground);
  if (ground === undefined) return fail('destruction.groundUnknown');
  const proven = await provePassword(deps, viewer.actor.login, input.password);
  if (!proven.ok) return proven;
  const { name, role } = proven.value.operator;
  const by = { name, post: postOf(deps.office, name, role) };
  for (;;) {
    const records = await admitted(deps, viewer, root, input.recordIds);
    if (!records.ok) return records;
    const order = { root, ground, reason: input.reason, by, actor: viewer.actor, records: records.value };
    const done = await destroyOnce(deps, order);
    if (done.ok) return done;
  }
}

interface Order {
  readonly root: Registry;
  readonly ground: { readonly code: string; readonly ru: string };
  readonly reason: string;
  readonly by: { readonly name: string; readonly post: string };
  readonly actor: Actor;
  readonly records: readonly RecordState[];
}

/** Refuses when what was printed is not what would be destroyed: somebody was here between the two. */
async function destroyOnce(
  deps: DestructionDeps,
  order: Order,
): Promise<Result<Output<'person.destroy'>, 'record.stale'>> {
  const { database, files } = deps;
  const now = database.now();
  const number = (await lastInSeries(deps.read, series)) + 1;
  const papers = [await keepAct(deps, order, number, now)];
  const forget = () => Promise.all(papers.map(({ fileId }) => files.drop(fileId)));
  try {
    const written = await database.write(order.actor, async (tx) => {
      if (!(await isAsPrinted(tx, order, number))) return fail('record.stale');
      await empty(deps, tx, order, number, now.toISOString());
      papers.push(await keepExtract(deps, tx, order, number));
      return ok(null);
    });
    if (!written.ok) {
      await forget();
      return written;
    }
  } catch (error) {
    if (papers.length < 2 || !(await isGone(deps, order))) {
      await forget();
      throw error;
    }
  }
  // The keys must not live on in the write-ahead log; what fails here the next checkpoint does.
  await database.settle().catch(() => undefined);
  for (const { recordId, version } of order.records)
    deps.saved(order.root, recordId, version + 1, ['removed']);
  const [act, extract] = papers;
  if (act === undefined || extract === undefined) throw new Error('destroyed without its papers');
  return ok({ number: String(number), destroyed: order.records.length, act, extract });
}

const series = 'destruction';

async function isAsPrinted(tx: WriteTx, { root, records }: Order, number: number): Promise<boolean> {
  if ((await lastInSeries(tx, series)) + 1 !== number) return false;
  for (const { recordId, version } of records)
    if ((await findRecord(tx, root, recordId))?.version !== version) return false;
  return true;
}

/** A COMMIT that failed half way may stand nevertheless, and then the papers are all there is. */
async function isGone({ read }: DestructionDeps, { root, records }: Order): Promise<boolean> {
  const [first] = records;
  return first !== undefined && (await findRecord(read, root, first.recordId)) === undefined;
}

async function empty(
  deps: DestructionDeps,
  tx: WriteTx,
  { root, ground, records }: Order,
  number: number,
  at: string,
): Promise<void> {
  await nextInSeries(tx, series);
  for (const { recordId } of records) {
    const gone = { registry: root.code, recordId, field: 'removed', before: false, after: true };
    const record = (await findRecord(tx, root, recordId)) ?? null;
    const change = { root, recordId, record, edits: [gone], acts: true } as const;
    const changed = await changeRecord(gateOf(deps), tx, change, 'person.destroy');
    if (!changed.ok) throw new Error(`a destruction did not pass the gate: ${changed.error.code}`);
    await emptySealed(tx, root, recordId);
  }
  const detail = { number, ground: ground.code, records: records.map(({ recordId }) => recordId) };
  await appendAudit(tx, [{ action: 'person.destroyed', object: `act/${number}`, detail }], at);
}

async function keepAct(deps: DestructionDeps, order: Order, number: number, now: Date): Promise<StoredFile> {
  const { root, ground, reason, by, records } = order;
  const { bytes } = await deps.printer.print(
    destructionAct({
      ...{
        office: deps.office,
        number: String(number),
        madeOn: legalDate(now),
        ground: ground.ru,
        reason,
        by,
      },
      subjects: records.map((record) => subjectOf(root, record)),
    }),
  );
  return deps.files.keep({ name: `${nameOf(number)}.pdf`, mime: 'application/pdf', bytes });
}

/** The journal's lines about these records, those of this very transaction at the end. */
async function keepExtract(
  { files, references }: DestructionDeps,
  tx: WriteTx,
  { root, ground, records }: Order,
  number: number,
): Promise<StoredFile> {
  const objects = records.map(({ recordId }) => `${root.code}/${recordId}`);
  const table = destructionExtract({
    ...{ root, ground: ground.ru, grounds: references.lists.destructionGrounds.entries },
    categories: new Map(records.map((record) => [record.recordId, subjectOf(root, record).categories])),
    lines: await listAuditOf(tx, [...objects, `act/${number}`]),
  });
  const name = `${nameOf(number)}-journal.csv`;
  return files.keep({ name, mime: 'text/csv; charset=utf-8', bytes: writeCsv(table) });
}

const nameOf = (number: number): string => `destruction-act-${number}`;

async function admitted(
  deps: DestructionDeps,
  viewer: Viewer,
  root: Registry,
  recordIds: readonly string[],
): Promise<
  Result<
    readonly RecordState[],
    'record.notFound' | 'record.elsewhere' | 'record.unreadable' | 'emergency.readOnly'
  >
> {
  const records: RecordState[] = [];
  for (const recordId of new Set(recordIds)) {
    const record = await findRecord(deps.read, root, recordId);
    if (record === undefined) return notFound(recordId);
    const allowed = await admitToChange(deps.read, viewer, root, record, deps.database.now());
    if (!allowed.ok) return allowed;
    records.push(record);
  }
  return ok(records);
}

function subjectOf(root: Registry, { recordId, fields, lists }: RecordState): DestroyedSubject {
  const filled = sealedFields(root).filter((field) => (fields[field] ?? null) !== null);
  return {
    recordId,
    files: lists[fileListName]?.length ?? 0,
    name: ['surname', 'givenName', 'patronymic']
      .map((field) => fields[field])
      .filter((part) => typeof part === 'string')
      .join(' '),
    categories: filled.map((field) => root.fields[field]?.label.ru ?? field),
  };
}
