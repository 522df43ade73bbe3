import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { backupManifestShape, type BackupManifest } from '../../domain/backup/backupFile';
import { fail, ok, type Result } from '../../domain/values/result';
import { databaseFile } from '../../db/file/openDatabase';
import { describeCopy } from '../../db/file/snapshot';
import type { FoundBackup } from './backupFiles';
import { ArchiveBroken, readArchive } from './openArchive';
import { BodyBroken } from './sealedBody';

/** What came out of a backup, whole and compared: its files lie in `folder`. */
export interface OpenedBackup {
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/**
 * Opens a backup into a scratch folder and believes nothing: every piece, every file's digest, SQLite's own check, the
 * rows of every table and the end of the journal must be what was written.
 */
export async function openBackup(
  backup: FoundBackup,
  key: Buffer,
  scratch: string,
): Promise<Result<OpenedBackup, 'backup.tampered'>> {
  const folder = join(scratch, 'content');
  try {
    await mkdir(folder, { mode: 0o700 });
    const manifest = await readArchive(backup, key, folder);
    return (await isAsDescribed(join(folder, databaseFile), backup, manifest))
      ? ok({ folder, manifest })
      : tampered(backup);
  } catch (error) {
    if (isBroken(error)) return tampered(backup);
    throw error;
  }
}

/**
 * Opens a backup that was just made, without laying anything on the disk again: half a gigabyte written twice makes saving
 * wait. Its database is byte for byte the copy that SQLite checked and whose rows were counted when it was sealed.
 */
export async function isAsWritten(
  backup: FoundBackup,
  key: Buffer,
  written: BackupManifest,
): Promise<boolean> {
  try {
    const manifest = await readArchive(backup, key, undefined);
    return JSON.stringify(manifest) === JSON.stringify(backupManifestShape.parse(written));
  } catch (error) {
    if (isBroken(error)) return false;
    throw error;
  }
}

const isBroken = (error: unknown): boolean => error instanceof BodyBroken || error instanceof ArchiveBroken;

async function isAsDescribed(
  database: string,
  { header }: FoundBackup,
  { rows, audit, lastChange }: BackupManifest,
): Promise<boolean> {
  const found = await describeCopy(database);
  if (found === undefined || found.schema !== header.schema) return false;
  if (found.lastChange !== lastChange || found.audit.seq !== audit.seq || found.audit.hash !== audit.hash)
    return false;
  const names = Object.keys(rows);
  return (
    names.length === Object.keys(found.rows).length && names.every((name) => rows[name] === found.rows[name])
  );
}

const tampered = ({ path }: FoundBackup) => fail('backup.tampered', { params: { file: basename(path) } });
