import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../domain/values/result';
import { actorOf } from '../../db/file/handles';
import { latestVersionOf, type Declared } from '../../db/file/migrate';
import type { BackUpSealed } from '../../db/file/openDatabase';
import { databaseFile, openDatabase } from '../../db/file/openDatabase';
import { verifyContentsOf } from '../../db/file/snapshot';
import { lookAtBackup, newestBackup } from './backupFiles';
import { openBodyKey, openHeader, type BackupSecret } from './backupKeys';
import { backupFolders, readBackupSettings, standardSettings } from './backupSettingsFile';
import { makeBackup, type MadeBackup } from './makeBackup';
import { openBackup } from './openBackup';
import { inScratch, inTemporaryFolder } from './scratch';
import { createBackupService } from './backupService';
import { isDiskFull } from '../../db/file/fileFault';
import { configName, readConfig } from '../files/officeFile';

/**
 * Backups of an office that nobody is signed in to: by the command line, and before a migration. Whoever may start these
 * can copy the data folder anyway, and a sealed backup tells nobody anything, so no password is asked for.
 */
export async function backUpOffice(
  declared: Declared,
  dataFolder: string,
  out?: string,
): Promise<Result<MadeBackup>> {
  const now = (): Date => new Date();
  const config = await readConfig(join(dataFolder, configName));
  const settings = await readBackupSettings(dataFolder);
  if (!settings.ok) return settings;
  const before = backUpBeforeMigration(dataFolder, now);
  try {
    const opened = await openDatabase(dataFolder, now, declared, before.backUp);
    if (!opened.ok) return opened;
    const database = opened.value;
    if (!config.ok) {
      await database.close();
      return config;
    }
    const { office } = config.value;
    const folders = out === undefined ? settings.value.folders : [resolve(out)];
    const chosen = { settings: { ...settings.value, folders }, refusal: null };
    const service = createBackupService({
      ...{ database, dataFolder, office },
      settings: () => Promise.resolve(chosen),
    });
    const actor = actorOf(null, office);
    await before.note(service.note, actor);
    const made = await service.make(actor, 'command');
    await database.close();
    return made;
  } catch (error) {
    if (isDiskFull(error)) return fail('disk.full');
    throw error;
  }
}

/** The hook of `openDatabase`, and afterwards the line about what it made. */
export function backUpBeforeMigration(dataFolder: string, now: () => Date) {
  let made: MadeBackup | undefined;
  const backUp: BackUpSealed = async () => {
    const [config, settings] = await Promise.all([
      readConfig(join(dataFolder, configName)),
      readBackupSettings(dataFolder),
    ]);
    // Without its name nothing can be sealed, and a plain copy of a sealed office is none: the start refuses anyway.
    if (!config.ok) return config;
    const current = settings.ok ? settings.value : standardSettings;
    const folders = backupFolders(dataFolder, current);
    const { office } = config.value;
    const { keep } = current;
    const result = await makeBackup({ dataFolder, office, kind: 'migration', folders, keep, now });
    if (result.ok) {
      made = result.value;
      return ok('made');
    }
    switch (result.error.code) {
      case 'key.absent':
        return ok('keyless');
      case 'backup.damagedSource':
      case 'backup.unverified':
        return fail('backup.unverified');
      default:
        return fail(
          result.error.code,
          result.error.params === undefined ? {} : { params: result.error.params },
        );
    }
  };
  return {
    backUp,
    async note<A>(write: (actor: A, made: MadeBackup) => Promise<void>, actor: A): Promise<void> {
      if (made !== undefined) await write(actor, made);
    },
  };
}

export interface VerifiedBackup {
  readonly file: string;
  readonly office: string;
  readonly madeAt: string;
  readonly kind: string;
  readonly program: string;
  readonly bytes: number;
  /** False: without a key only the digest was checked, which finds damage and not what was done on purpose. */
  readonly opened: boolean;
  /** Rows of every table, null when it was not opened. */
  readonly rows: Readonly<Record<string, number>> | null;
  /** Files of records in it, and how many are not what was attached; null when it was not opened. */
  readonly files: { readonly checked: number; readonly damaged: number } | null;
}

/** Checks a backup file, or the newest one of a data folder; with a secret it is opened and compared whole. */
export async function verifyBackup(
  declared: Declared,
  of: { readonly file: string } | { readonly dataFolder: string },
  secret: BackupSecret | undefined,
): Promise<Result<VerifiedBackup>> {
  const found = 'file' in of ? await lookAt(of.file, declared) : await lookAtNewest(of.dataFolder, declared);
  if (!found.ok) return found;
  const { header, bytes, path } = found.value;
  const { office, madeAt, kind, program } = header;
  const told = { file: path, office: office.code, madeAt, kind, program, bytes };
  if (secret === undefined) return ok({ ...told, opened: false, rows: null, files: null });
  const key = openBodyKey(header, await openHeader(header, secret));
  if (key === undefined) return fail('backup.refused');
  const open = async (scratch: string) => {
    const content = await openBackup(found.value, key, scratch);
    if (!content.ok) return content;
    const contents = await verifyContentsOf(join(content.value.folder, databaseFile));
    const files = { checked: contents?.files ?? 0, damaged: contents?.damaged.length ?? 0 };
    return ok({ rows: content.value.manifest.rows, files });
  };
  const opened = await ('file' in of ? inTemporaryFolder(open) : inScratch(of.dataFolder, open));
  return opened.ok ? ok({ ...told, opened: true, ...opened.value }) : opened;
}

/** Refuses by name what this program cannot open. */
export const lookAt = (file: string, { migrations }: Declared) =>
  lookAtBackup(file, latestVersionOf(migrations));

/** Refuses by name where there is none. */
export async function lookAtNewest(dataFolder: string, declared: Declared) {
  // A newer backup may lie where a file of settings says that cannot be read.
  const settings = await readBackupSettings(dataFolder);
  if (!settings.ok) return settings;
  const newest = await newestOf(dataFolder, declared);
  if (!newest.ok) return newest;
  return newest.value === undefined
    ? fail('backup.absent', { params: { path: dataFolder } })
    : ok(newest.value);
}

/** The newest good backup of the office of this data folder, in all its folders. */
export async function newestOf(dataFolder: string, { migrations }: Declared) {
  const config = await readConfig(join(dataFolder, configName));
  const settings = await readBackupSettings(dataFolder);
  const folders = settings.ok ? backupFolders(dataFolder, settings.value) : [join(dataFolder, 'backups')];
  const office = config.ok ? config.value.office.code : undefined;
  return newestBackup(folders, office, latestVersionOf(migrations));
}
