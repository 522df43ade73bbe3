import type { Parsed } from '../../domain/contract';
import { checkValue } from '../../domain/registry/kinds/checkValue';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { FilesTrait } from '../../domain/registry/traits/files';
import { trueFileName } from '../../domain/values/fileName';
import { fileTypeCodes, fileTypes, typeByContent } from '../../domain/values/fileType';
import { fail, ok, type Issue, type Result } from '../../domain/values/result';
import type { ErrorCode } from '../../domain/values/errorCodes';
import type { Actor, WriteTx } from '../../db/file/handles';
import { addUse, contentAt, nameContent } from '../../db/content/contentRepository';
import { keysOfRecords } from '../../db/sealing/recordKeys';
import type { FileStore, StoredFile } from '../files/fileStore';
import { layContent, type LaidContent } from '../files/layContent';
import { lookAtBytes } from '../files/lookAtBytes';
import { dropContent } from '../files/sweepContents';
import { unreadable, type RecordDeps } from './recordEdits';

export interface FileDeps extends RecordDeps {
  readonly files: FileStore;
  /** The largest file that is taken, in bytes. */
  readonly maxFileBytes: number;
}

/** A root registry that has files, its list of them and what is declared of it. */
export interface FilesOf {
  readonly root: Registry;
  readonly child: Registry;
  readonly trait: FilesTrait;
}

export interface FileRow {
  readonly cells: {
    readonly kind: FieldValue;
    readonly name: string;
    readonly size: number;
    readonly mime: string;
    readonly sha256: string;
    readonly note: FieldValue;
  };
  /** The ending that lied. */
  readonly said: string | undefined;
  readonly stored: StoredFile;
}

/** What the row of a file that was handed in will say, told by its content; or why it is not taken. */
export async function fileRow(
  deps: Pick<FileDeps, 'files' | 'context' | 'maxFileBytes'>,
  { child, trait }: FilesOf,
  input: Parsed<'file.attach'>,
): Promise<
  Result<FileRow, 'file.notFound' | 'file.empty' | 'file.tooLarge' | 'file.wrongType' | 'record.invalid'>
> {
  const typed = typedCells(deps, child, {
    kind: input.kind ?? trait.kinds[0]?.code ?? '',
    note: input.note ?? null,
  });
  if (!typed.ok) return typed;
  const stored = deps.files.find(input.fileId);
  if (stored === undefined) return fail('file.notFound');
  if (stored.size === 0) return fail('file.empty');
  const limit = Math.min(deps.maxFileBytes, trait.maxSize ?? Infinity);
  if (stored.size > limit)
    return fail('file.tooLarge', { params: { limitMb: Math.floor((limit / 1048576) * 10) / 10 } });
  const look = await lookAtBytes(stored.stream());
  const type = typeByContent(look);
  const taken = trait.types ?? fileTypeCodes;
  if (type === undefined || !taken.includes(type)) {
    const allowed = taken.map((code) => fileTypes[code].extensions[0].toUpperCase()).join(', ');
    return fail('file.wrongType', { params: { allowed } });
  }
  const { name, said } = trueFileName(stored.name, type);
  const facts = { name, size: look.size, mime: fileTypes[type].mime, sha256: look.sha256 };
  return ok({ cells: { ...typed.value, ...facts }, said, stored });
}

/** What a person says of the file. */
function typedCells(
  { context }: Pick<FileDeps, 'context'>,
  child: Registry,
  typed: { readonly kind: string; readonly note: string | null },
): Result<{ kind: FieldValue; note: FieldValue }, 'record.invalid'> {
  const issues: Issue[] = [];
  const read = (field: 'kind' | 'note'): FieldValue => {
    const declaration = child.fields[field];
    if (declaration === undefined) throw new Error(`${child.code} has no field ${field}`);
    const checked = checkValue(declaration.kind, typed[field], context());
    if (checked.ok) return checked.value;
    issues.push({ ...checked.issue, path: field, severity: 'error' });
    return null;
  };
  const cells = { kind: read('kind'), note: read('note') };
  return issues.length > 0 ? fail('record.invalid', { issues }) : ok(cells);
}

interface BytesToAttach extends FilesOf {
  readonly recordId: string;
  readonly rowId: string;
  readonly actor: Actor;
  readonly stored: StoredFile;
  readonly sha256: string;
}

/**
 * Lays the bytes where none lie at their address yet, and attaches them in the transaction that writes the row: both
 * stand or neither. What was laid and not attached is taken away again.
 */
export async function attachBytes<T, E extends ErrorCode>(
  { database, read }: Pick<FileDeps, 'database' | 'read'>,
  { child, recordId, rowId, actor, stored, sha256 }: BytesToAttach,
  writeRow: (tx: WriteTx) => Promise<Result<T, E>>,
): Promise<Result<T, E | 'record.unreadable'>> {
  const isSealed = child.fields['sha256']?.sealed === true;
  const keys = isSealed ? (await keysOfRecords(read, [recordId])).get(recordId) : undefined;
  if (isSealed && keys === undefined) return unreadable(read.registries.rootOf(child), recordId);
  const addresses = keys?.addresses(sha256) ?? [sha256];
  const [address = ''] = addresses;
  const seal = keys === undefined ? {} : { seal: { recordId, keys } };
  const lay = (): Promise<LaidContent> =>
    layContent(database, actor, stored.stream(), { size: stored.size, address, ...seal });
  let laid = (await contentAt(read, addresses)) === undefined ? await lay() : undefined;
  let attached: number | undefined;
  const attach = () =>
    database.write(actor, async (tx): Promise<Result<T | null, E>> => {
      const here = (await contentAt(tx, addresses))?.id;
      // It was swept since somebody looked.
      if (here === undefined && laid === undefined) return ok(null);
      const row = await writeRow(tx);
      if (!row.ok) return row;
      if (here === undefined && laid !== undefined) await nameContent(tx, { ...laid, address });
      attached = here ?? laid?.id ?? 0;
      await addUse(tx, { rowId, registry: child.code, rootId: recordId, content: attached });
      return row;
    });
  try {
    let done = await attach();
    while (done.ok && done.value === null) {
      laid = await lay();
      done = await attach();
    }
    if (!done.ok) attached = undefined;
    return done as Result<T, E>;
  } catch (error) {
    attached = undefined;
    throw error;
  } finally {
    if (laid !== undefined && laid.id !== attached) await dropContent(database, actor, laid.id);
  }
}
