import { join, resolve } from 'node:path';
import {
  backupSettingsName,
  backupSettingsShape,
  type BackupSettings,
} from '../../domain/backup/backupSettings';
import { ok, type Failure, type Result } from '../../domain/values/result';
import { readSettingsFile, type SettingsRefusal } from '../files/settingsFile';

export const standardSettings: BackupSettings = backupSettingsShape.parse({});

/** Reads `backup.json` of a data folder; the standard only where there is none. One that is held is not none. */
export async function readBackupSettings(
  dataFolder: string,
): Promise<Result<BackupSettings, SettingsRefusal>> {
  const read = await readSettingsFile(backupSettingsShape, join(dataFolder, backupSettingsName));
  if (!read.ok && read.error.code === 'file.unwritable' && read.error.params?.['fault'] === 'absent')
    return ok(standardSettings);
  return read;
}

/** The settings as an open office goes by them. */
export interface CurrentSettings {
  readonly settings: BackupSettings;
  /** Why they are not those of the file: then the last ones that could be read hold, at first the standard. */
  readonly refusal: Failure<SettingsRefusal> | null;
}

/**
 * Reads `backup.json` anew each time it is asked, so that one which is held or written wrongly stops no start and counts from
 * the moment it can be read.
 */
export function followBackupSettings(dataFolder: string): () => Promise<CurrentSettings> {
  let known = standardSettings;
  return async () => {
    const read = await readBackupSettings(dataFolder);
    if (read.ok) known = read.value;
    return { settings: known, refusal: read.ok ? null : read.error };
  };
}

/** Where backups of a data folder go, the folder beside the database first. */
export const backupFolders = (
  dataFolder: string,
  { folders }: BackupSettings,
): readonly [string, ...string[]] => [
  join(dataFolder, 'backups'),
  ...folders.map((folder) => resolve(dataFolder, folder)),
];
