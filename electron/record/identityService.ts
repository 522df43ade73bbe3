import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { differencesOf, identifying } from '../../domain/import/findDuplicates';
import { editRecord } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { WriteTx } from '../../db/file/handles';
import { keepBoth, keptBeside, listFindings } from '../../db/record/identityKeptRepository';
import type { HeldRecord } from '../../db/record/identityRepository';
import { findRecord } from '../../db/record/recordRepository';
import { admitToChange, checkTerritory, noteReads, shownTo, type Viewer } from '../access/personAccess';
import { findRoot, notFound, type ReadDeps, type RecordDeps } from './recordEdits';
import { titlesFor, valuesOf } from './named/shownTitles';
import { findSame, openTwins, type Alike } from './twins';

/**
 * Who is here already: asked while somebody types, before a record is moved on, and of what a package brings. A pair is
 * settled by withdrawing or correcting one of the two, or by saying why both are kept; then it is not asked about again.
 */
type Keeping = NonNullable<Parsed<'record.move'>['keep']>;

/** Writes down why both are kept. */
export async function keepPairs(
  tx: WriteTx,
  root: Registry,
  recordId: string,
  keep: Keeping,
  at: string,
): Promise<void> {
  for (const { recordId: otherId, reason } of keep)
    await keepBoth(tx, root, { recordId, otherId, reason }, at);
  const lines = keep.map(({ recordId: otherId, reason }) => ({
    action: 'record.keepBoth' as const,
    object: `${root.code}/${recordId}`,
    // The journal is read by those who may not see persons.
    detail: { beside: otherId, ...(isPersonal(root) ? {} : { reason }) },
  }));
  if (lines.length > 0) await appendAudit(tx, lines, at);
}

/** Refuses a record that looks like another one while nobody said why both are kept. */
export async function checkIdentity(
  tx: WriteTx,
  root: Registry,
  record: HeldRecord,
  keep: Keeping,
): Promise<Result<null, 'record.duplicate'>> {
  const said = new Set(keep.map(({ recordId }) => recordId));
  const open = (await openTwins(tx, root, record)).filter(({ record: other }) => !said.has(other.recordId));
  return open.length === 0 ? ok(null) : fail('record.duplicate', { params: { count: open.length } });
}

export async function recordDuplicates(
  deps: RecordDeps,
  viewer: Viewer,
  input: Parsed<'record.duplicates'>,
): Promise<Result<Output<'record.duplicates'>, HandlerError<'record.duplicates'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const recordId = input.recordId ?? null;
  const current = recordId === null ? null : await findRecord(deps.read, root, recordId);
  if (current === undefined) return notFound(input.recordId ?? '');
  if (current !== null) {
    const admitted = await admitToChange(deps.read, viewer, root, current, deps.database.now());
    if (!admitted.ok) return admitted;
  }
  const editing = { root, recordId: recordId ?? '', current, newId: randomUUID, context: deps.context() };
  const { fields } = editRecord(editing, input.fields ?? {}).next;
  const values = identifying({ fields, registrationNumber: current?.registrationNumber ?? null });
  const kept = new Map(
    recordId === null
      ? []
      : (await keptBeside(deps.read, root, recordId)).map(({ otherId, reason }) => [otherId, reason]),
  );
  const shown: Alike[] = [];
  for (const alike of await findSame(deps.read, root, values, recordId)) {
    // A search says nothing of persons of another territory, and neither does this.
    if ((await checkTerritory(deps.read, viewer, root, alike.record, deps.database.now())).ok)
      shown.push(alike);
  }
  await noteReads(
    deps.database,
    viewer,
    root,
    shown.map(({ record }) => record.recordId),
  );
  const titleField = root.root?.titleField ?? '';
  const sameFields = shown.flatMap(({ record }) => valuesOf(root, record));
  const { titles } = await titlesFor(deps, viewer, [...sameFields, ...valuesOf(root, { fields })]);
  return ok({
    titles,
    duplicates: shown.map(({ record, by }) => {
      const theirs = shownTo(viewer, root, record.fields);
      const title = theirs[titleField];
      return {
        recordId: record.recordId,
        by: by.code,
        title: typeof title === 'string' ? title : '',
        version: record.version,
        status: record.status,
        registrationNumber: record.registrationNumber,
        differences: differencesOf(theirs, fields),
        kept: kept.get(record.recordId) ?? null,
      };
    }),
  });
}

export async function keepRecords(
  deps: RecordDeps,
  viewer: Viewer,
  { registry, recordId, keep }: Parsed<'record.keepBoth'>,
): Promise<Result<Output<'record.keepBoth'>, HandlerError<'record.keepBoth'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const root = found.value;
  return deps.database.write(viewer.actor, async (tx) => {
    const now = deps.database.now();
    for (const id of [recordId, ...keep.map((pair) => pair.recordId)]) {
      const record = await findRecord(tx, root, id);
      if (record === undefined) return notFound(id);
      const admitted = await admitToChange(tx, viewer, root, record, now);
      if (!admitted.ok) return admitted;
    }
    await keepPairs(tx, root, recordId, keep, now.toISOString());
    return ok({});
  });
}

export async function recordFindings(
  deps: ReadDeps,
  { registry }: Parsed<'record.findings'>,
): Promise<Result<Output<'record.findings'>, HandlerError<'record.findings'>>> {
  const found = findRoot(deps.read, registry);
  return found.ok ? ok({ findings: await listFindings(deps.read, found.value) }) : found;
}
