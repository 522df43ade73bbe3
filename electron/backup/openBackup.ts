import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupManifest } from '../../domain/backup/backupFile';
import { fail, ok, type Result } from '../../domain/values/result';
import { databaseFile } from '../../db/openDatabase';
import { describeCopy } from '../../db/snapshot';
import type { FoundBackup } from './backupFiles';
import { ArchiveBroken, unpackArchive } from './openArchive';
import { BodyBroken, openBody } from './sealedBody';

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
  const archive = join(scratch, 'content.zip');
  const folder = join(scratch, 'content');
  try {
    await decryptTo(backup, key, archive);
    await mkdir(folder, { mode: 0o700 });
    const manifest = await unpackArchive(archive, folder);
    await rm(archive);
    return (await isAsDescribed(join(folder, databaseFile), backup, manifest))
      ? ok({ folder, manifest })
      : tampered(backup);
  } catch (error) {
    if (error instanceof BodyBroken || error instanceof ArchiveBroken) return tampered(backup);
    throw error;
  }
}

async function decryptTo(backup: FoundBackup, key: Buffer, to: string): Promise<void> {
  const file = await open(backup.path, 'r');
  try {
    await pipeline(
      openBody(file, backup.headerLine, key),
      createWriteStream(to, { flags: 'wx', mode: 0o600 }),
    );
  } finally {
    await file.close();
  }
}

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
