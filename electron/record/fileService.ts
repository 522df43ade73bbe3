import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { fileListName } from '../../domain/registry/traits/files';
import { fileTypeOf } from '../../domain/values/fileType';
import { fail, ok, type Result } from '../../domain/values/result';
import type { ReadDb } from '../../db/file/handles';
import { contentOf, filesAttached } from '../../db/content/contentRepository';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { keysOfRecords } from '../../db/sealing/recordKeys';
import { admitToChange, admitToRead, noteReads, type Viewer } from '../access/personAccess';
import { readContent } from '../files/readContent';
import { attachBytes, fileRow, type FileDeps, type FilesOf } from './attachFile';
import { changeRecord } from './changeGate';
import { findRoot, gateOf, notFound, type RecordDeps } from './recordEdits';

/**
 * Files of a record. A file is a row of the list `files`: it passes the gate and is logged, told and taken back as any row
 * is. What is done to its bytes is in `electron/files/`; a row whose bytes are not here says so and hinders nothing.
 */
type Answer<N extends 'file.attach' | 'file.detach' | 'file.open' | 'file.list'> = Promise<
  Result<Output<N>, HandlerError<N>>
>;

export async function attachFile(
  deps: FileDeps,
  viewer: Viewer,
  input: Parsed<'file.attach'>,
): Answer<'file.attach'> {
  const found = filesOf(deps, input.registry);
  if (!found.ok) return found;
  const { root, child } = found.value;
  const record = await findRecord(deps.read, root, input.recordId);
  const admitted = await admittedToChange(deps, deps.read, viewer, found.value, input.recordId, record);
  if (!admitted.ok) return admitted;
  const row = await fileRow(deps, found.value, input);
  if (!row.ok) return row;
  const { cells, said, stored } = row.value;
  const rowId = randomUUID();
  const attached = await attachBytes(
    deps,
    { ...found.value, recordId: input.recordId, rowId, actor: viewer.actor, stored, sha256: cells.sha256 },
    async (tx) => {
      const current = await findRecord(tx, root, input.recordId);
      const allowed = await admittedToChange(deps, tx, viewer, found.value, input.recordId, current);
      if (!allowed.ok) return allowed;
      const placed = { parentId: input.recordId, position: allowed.value.lists[fileListName]?.length ?? 0 };
      const edits = Object.entries({ ...placed, ...cells }).flatMap(([field, after]) =>
        after === null ? [] : [{ registry: child.code, recordId: rowId, field, before: null, after }],
      );
      const change = { root, recordId: input.recordId, record: allowed.value, edits, acts: true } as const;
      return changeRecord(gateOf(deps), tx, change, 'file.attach');
    },
  );
  if (!attached.ok) return attached;
  const { version, proposed } = attached.value;
  deps.saved(root, input.recordId, version, [fileListName]);
  const { name, size, sha256 } = cells;
  return ok({
    rowId,
    version,
    name,
    size,
    sha256,
    ...(said === undefined ? {} : { said }),
    ...askedBy(proposed),
  });
}

export async function detachFile(
  deps: RecordDeps,
  viewer: Viewer,
  { registry, recordId, rowId }: Parsed<'file.detach'>,
): Answer<'file.detach'> {
  const found = filesOf(deps, registry);
  if (!found.ok) return found;
  const { root, child } = found.value;
  const result = await deps.database.write(viewer.actor, async (tx) => {
    const current = await findRecord(tx, root, recordId);
    const admitted = await admittedToChange(deps, tx, viewer, found.value, recordId, current);
    if (!admitted.ok) return admitted;
    if (rowIn(admitted.value, rowId) === undefined) return fail('file.notFound');
    const edits = [{ registry: child.code, recordId: rowId, field: 'removed', before: false, after: true }];
    const change = { root, recordId, record: admitted.value, edits, acts: true } as const;
    return changeRecord(gateOf(deps), tx, change, 'file.detach');
  });
  if (!result.ok) return result;
  const { version, proposed } = result.value;
  deps.saved(root, recordId, version, [fileListName]);
  return ok({ version, ...askedBy(proposed) });
}

export async function openFile(
  deps: FileDeps,
  viewer: Viewer,
  { registry, recordId, rowId }: Parsed<'file.open'>,
): Answer<'file.open'> {
  const found = filesOf(deps, registry);
  if (!found.ok) return found;
  const { root, child } = found.value;
  const { read } = deps;
  const record = await findRecord(read, root, recordId);
  if (record === undefined) return notFound(recordId);
  const admitted = await admitToRead(read, viewer, root, record, deps.database.now());
  if (!admitted.ok) return admitted;
  const row = rowIn(record, rowId);
  if (row === undefined) return fail('file.notFound');
  await noteReads(deps.database, viewer, root, [recordId]);
  const content = await contentOf(read, rowId);
  if (content === undefined) return fail('file.absent');
  const keys =
    child.fields['sha256']?.sealed === true
      ? (await keysOfRecords(read, [recordId])).get(recordId)
      : undefined;
  const sealed = keys === undefined ? {} : { keys };
  const [name, type, sha256] = [String(row['name']), String(row['mime']), String(row['sha256'])];
  // The media type came with the row and may be anything: only those that a file is kept under are said to a browser.
  const known = fileTypeOf(type);
  const mime = known?.mime ?? 'application/octet-stream';
  const file = await readContent(read, deps.files, { name, mime }, { content, sha256, ...sealed });
  if (!file.ok) return file;
  const { fileId, size } = file.value;
  const shown = known?.shown === undefined ? {} : { shown: known.shown };
  return ok({ file: { fileId, name, mime, size }, ...shown });
}

export async function listFiles(
  deps: Pick<FileDeps, 'read' | 'database' | 'maxFileBytes'>,
  viewer: Viewer,
  { registry, recordId }: Parsed<'file.list'>,
): Answer<'file.list'> {
  const found = filesOf(deps, registry);
  if (!found.ok) return found;
  const { root } = found.value;
  const record = await findRecord(deps.read, root, recordId);
  if (record === undefined) return notFound(recordId);
  const admitted = await admitToRead(deps.read, viewer, root, record, deps.database.now());
  if (!admitted.ok) return admitted;
  const rowIds = (record.lists[fileListName] ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
  return ok({
    files: [...(await filesAttached(deps.read, rowIds))],
    maxSize: Math.min(deps.maxFileBytes, found.value.trait.maxSize ?? Infinity),
  });
}

function filesOf(
  deps: Pick<RecordDeps, 'read'>,
  code: string,
): Result<FilesOf, 'registry.unknown' | 'file.notTaken'> {
  const found = findRoot(deps.read, code);
  if (!found.ok) return found;
  const { files: trait, lists } = found.value.root ?? {};
  const child = lists?.[fileListName];
  return trait === undefined || child === undefined
    ? fail('file.notTaken')
    : ok({ root: found.value, child, trait });
}

async function admittedToChange(
  { database }: Pick<RecordDeps, 'database'>,
  db: ReadDb,
  viewer: Viewer,
  { root }: FilesOf,
  recordId: string,
  record: RecordState | undefined,
) {
  if (record === undefined) return notFound(recordId);
  const admitted = await admitToChange(db, viewer, root, record, database.now());
  return admitted.ok ? ok(record) : admitted;
}

const rowIn = (record: RecordState, rowId: string) =>
  record.lists[fileListName]?.find(({ id }) => id === rowId);

const askedBy = (proposed: readonly unknown[]): { readonly asked?: true } =>
  proposed.length > 0 ? { asked: true } : {};
