import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  backupSettingsName,
  backupSettingsShape,
  type BackupSettings,
} from '../../domain/backup/backupSettings';
import { fail, ok, type Result } from '../../domain/values/result';

export const standardSettings: BackupSettings = backupSettingsShape.parse({});

/** Reads `backup.json` of a data folder; the standard when there is none. */
export async function readBackupSettings(
  dataFolder: string,
): Promise<Result<BackupSettings, 'config.invalid'>> {
  const file = join(dataFolder, backupSettingsName);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return ok(standardSettings);
  const parsed = backupSettingsShape.safeParse(parse(text));
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  const detail = first === undefined ? '' : `${first.path.map(String).join('.')}: ${first.message}`;
  return fail('config.invalid', { params: { file, detail } });
}

/** Where backups of a data folder go, the folder beside the database first. */
export const backupFolders = (
  dataFolder: string,
  { folders }: BackupSettings,
): readonly [string, ...string[]] => [
  join(dataFolder, 'backups'),
  ...folders.map((folder) => resolve(dataFolder, folder)),
];

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
