import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal, sealedFields } from '../../domain/registry/personal';
import { destructionAct, type DestroyedSubject } from '../../domain/report/destructionAct';
import { legalDate } from '../../domain/values/legalTime';
import { fail, ok, type Result } from '../../domain/values/result';
import { applyChanges } from '../../db/applyChanges';
import { appendAudit } from '../../db/auditLog';
import { listAuditOf } from '../../db/repositories/auditRepository';
import { nextInSeries } from '../../db/repositories/numberRepository';
import { findRecord, type RecordState } from '../../db/repositories/recordRepository';
import { emptySealed } from '../../db/sealedRows';
import type { References } from '../app/references';
import type { DocumentDeps } from './documentService';
import { admit, type Viewer } from './personAccess';
import { findRoot, notFound, toEntries } from './recordEdits';
import { provePassword, type SessionDeps } from './sessionService';
import { writeCsv } from '../spreadsheet/writeCsv';

/**
 * Уничтожение of personal data (приказ Роскомнадзора № 179): by a ground, with an act and an extract of the journal, both
 * kept on paper for three years; the program keeps neither, because they name whom it has just forgotten. Keys, tokens
 * and ciphertext of the record go; the log keeps noise that no key opens, so the journal's chain still verifies.
 */
export interface DestructionDeps extends DocumentDeps, SessionDeps {
  readonly references: References;
  readonly office: DocumentDeps['office'];
  readonly saved: (registry: Registry, recordId: string, version: number, fields: readonly string[]) => void;
}

export async function destroyPersons(
  deps: DestructionDeps,
  viewer: Viewer,
  input: Parsed<'person.destroy'>,
): Promise<Result<Output<'person.destroy'>, HandlerError<'person.destroy'>>> {
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const root = found.value;
  if (!isPersonal(root)) return fail('registry.unknown', { params: { registry: input.registry } });
  const ground = deps.references.lists.destructionGrounds.entries.find(({ code }) => code === input.ground);
  if (ground === undefined) return fail('destruction.groundUnknown');
  const proven = await provePassword(deps, viewer.actor.login, input.password);
  if (!proven.ok) return proven;
  const records = await admitted(deps, viewer, root, input.recordIds);
  if (!records.ok) return records;
  const { database } = deps;
  const now = database.now();
  const extract = await extractOf(deps, root, input.recordIds);
  const written = await database.write(viewer.actor, async (tx) => {
    const at = now.toISOString();
    const number = await nextInSeries(tx, 'destruction');
    for (const { recordId } of records.value) {
      const gone = { registry: root.code, recordId, field: 'removed', before: false, after: true };
      const entries = toEntries(database, tx.actor, recordId, [gone], at);
      await applyChanges(tx, entries, { action: 'person.destroy', at });
      await emptySealed(tx, root, recordId);
    }
    const detail = { number, ground: ground.code, records: records.value.map(({ recordId }) => recordId) };
    await appendAudit(tx, [{ action: 'person.destroyed', object: `act/${number}`, detail }], at);
    return ok(number);
  });
  // The keys must not live on in the write-ahead log.
  await database.settle();
  for (const { recordId, version } of records.value) deps.saved(root, recordId, version + 1, ['removed']);
  const subjects = records.value.map((record) => subjectOf(root, record));
  const madeOn = legalDate(now);
  const act = destructionAct({
    office: deps.office,
    number: String(written.value),
    madeOn,
    subjects,
    ground: ground.ru,
    reason: input.reason,
    by: viewer.actor.operator,
  });
  const { bytes } = await deps.printer.print(act);
  const name = `destruction-act-${written.value}`;
  const actFile = await deps.files.keep({ name: `${name}.pdf`, mime: 'application/pdf', bytes });
  const extractFile = await deps.files.keep({
    name: `${name}-journal.csv`,
    mime: 'text/csv; charset=utf-8',
    bytes: extract,
  });
  return ok({
    number: String(written.value),
    destroyed: subjects.length,
    act: actFile,
    extract: extractFile,
  });
}

async function admitted(
  deps: DestructionDeps,
  viewer: Viewer,
  root: Registry,
  recordIds: readonly string[],
): Promise<Result<readonly RecordState[], 'record.notFound' | 'record.elsewhere' | 'record.unreadable'>> {
  const records: RecordState[] = [];
  for (const recordId of new Set(recordIds)) {
    const record = await findRecord(deps.read, root, recordId);
    if (record === undefined) return notFound(recordId);
    const allowed = await admit(deps.read, viewer, root, record, deps.database.now());
    if (!allowed.ok) return allowed;
    records.push(record);
  }
  return ok(records);
}

/** The journal's lines about these records: when, who, where, what was done. */
async function extractOf(
  { read }: DestructionDeps,
  root: Registry,
  recordIds: readonly string[],
): Promise<Uint8Array> {
  const lines = await listAuditOf(
    read,
    recordIds.map((recordId) => `${root.code}/${recordId}`),
  );
  return writeCsv({
    header: ['seq', 'at', 'office', 'operator', 'action', 'object', 'detail', 'hash'],
    rows: lines.map((line) => [
      ...[String(line.seq), line.at, line.office, line.operator],
      ...[line.action, line.object, line.detail, line.hash],
    ]),
  });
}

function subjectOf(root: Registry, { recordId, fields }: RecordState): DestroyedSubject {
  const filled = sealedFields(root).filter((field) => (fields[field] ?? null) !== null);
  return {
    recordId,
    name: ['surname', 'givenName', 'patronymic']
      .map((field) => fields[field])
      .filter((part) => typeof part === 'string')
      .join(' '),
    categories: filled.map((field) => root.fields[field]?.label.ru ?? field),
  };
}
