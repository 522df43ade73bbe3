import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  backupHeaderShape,
  backupHeading,
  backupVersion,
  readBackupName,
  type BackupHeader,
} from '../../domain/backup/backupFile';
import { fail, ok, type Err, type Result } from '../../domain/values/result';
import { isAbsent, refusalOfFile, type FileRefusal } from '../../db/file/fileFault';
import { steadyFiles, type SteadyFiles } from '../../db/file/steadyFiles';
import { hasSoundDigest } from './sealedBody';

/** Backup files as anybody may look at them, without a key: what the header says and whether the bytes are sound. */
export interface FoundBackup {
  readonly path: string;
  readonly header: BackupHeader;
  /** As it lies in the file: its hash is bound to every piece of the body. */
  readonly headerLine: Buffer;
  readonly bytes: number;
}

/** Ends the name of a backup that is being written. */
export const partEnding = '.part';

export type LookError = 'backup.absent' | 'backup.tampered' | 'backup.newer' | FileRefusal;

/** Slots of some thousand operators are far less. */
const maxHeaderBytes = 4 * 1024 * 1024;

/** Reads the header and checks the digest of the whole. A database of a later schema than `known` is refused. */
export async function lookAtBackup(path: string, known: number): Promise<Result<FoundBackup, LookError>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const headerLine = await readHeaderLine(file);
    const header = headerLine === undefined ? fail('backup.tampered') : parseHeader(headerLine, known);
    if (headerLine === undefined || !header.ok) return told(header, path);
    if (!(await hasSoundDigest(file))) return fail('backup.tampered', { params: { file: basename(path) } });
    return ok({ path, header: header.value, headerLine, bytes: (await file.stat()).size });
  } catch (error) {
    if (isAbsent(error)) return fail('backup.absent', { params: { path } });
    const refusal = refusalOfFile(error, path);
    if (refusal === undefined) throw error;
    return refusal;
  } finally {
    await file?.close();
  }
}

/**
 * The newest backup of this office in these folders whose bytes are sound; none is undefined. One that is held is no reason to
 * take an older one in silence: it is a refusal.
 */
export async function newestBackup(
  folders: readonly string[],
  office: string | undefined,
  known: number,
): Promise<Result<FoundBackup | undefined, FileRefusal>> {
  const listed = await listBackups(folders, office);
  if (!listed.ok) return listed;
  for (const { path } of listed.value) {
    const found = await lookAtBackup(path, known);
    if (found.ok && (office === undefined || found.value.header.office.code === office)) return found;
    if (!found.ok && isOfFile(found)) return found;
  }
  return ok(undefined);
}

/** Takes away what a program that was killed left unfinished in a folder. */
export async function sweepUnfinished(
  folder: string,
  office: string,
  files: SteadyFiles = steadyFiles,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const unfinished = names.filter(
    (name) =>
      name.endsWith(partEnding) && readBackupName(name.slice(0, -partEnding.length))?.office === office,
  );
  for (const name of unfinished) await files.removeIfFree(join(folder, name));
}

const isOfFile = (refused: Err<LookError>): refused is Err<FileRefusal> =>
  refused.error.code === 'file.unwritable' || refused.error.code === 'disk.full';

/** By their names, the newest first. A folder that is not there, or whose drive is away, has none. */
async function listBackups(folders: readonly string[], office: string | undefined) {
  let closed: Err<FileRefusal> | undefined;
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch((error: unknown) => {
        const refusal = refusalOfFile(error, folder);
        if (refusal === undefined) throw error;
        if (['held', 'forbidden'].includes(String(refusal.error.params?.['fault']))) closed ??= refusal;
        return [];
      });
      return names.flatMap((fileName) => {
        const named = readBackupName(fileName);
        if (named === undefined || (office !== undefined && named.office !== office)) return [];
        return [{ ...named, path: join(folder, fileName) }];
      });
    }),
  );
  return closed ?? ok(found.flat().sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1)));
}

async function readHeaderLine(file: FileHandle): Promise<Buffer | undefined> {
  const start = Buffer.alloc(64 * 1024);
  const parts: Buffer[] = [];
  for (let at = 0; at < maxHeaderBytes; at += start.byteLength) {
    const { bytesRead } = await file.read(start, 0, start.byteLength, at);
    const end = start.subarray(0, bytesRead).indexOf(0x0a);
    parts.push(Buffer.from(start.subarray(0, end === -1 ? bytesRead : end + 1)));
    if (end !== -1) return Buffer.concat(parts);
    if (bytesRead === 0) return undefined;
  }
  return undefined;
}

function parseHeader(line: Buffer, known: number): Result<BackupHeader, 'backup.tampered' | 'backup.newer'> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    return fail('backup.tampered');
  }
  const heading = backupHeading.safeParse(json);
  if (!heading.success) return fail('backup.tampered');
  if (heading.data.version > backupVersion) return newer(heading.data.version, backupVersion);
  const header = backupHeaderShape.safeParse(json);
  if (!header.success) return fail('backup.tampered');
  return header.data.schema > known ? newer(header.data.schema, known) : ok(header.data);
}

const newer = (found: number, known: number) => fail('backup.newer', { params: { found, known } });

function told<T>(
  result: Result<T, 'backup.tampered' | 'backup.newer'>,
  path: string,
): Result<never, 'backup.tampered' | 'backup.newer'> {
  if (result.ok) throw new Error('only a refusal is told');
  return fail(result.error.code, { params: { file: basename(path), ...result.error.params } });
}
