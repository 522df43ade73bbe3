import { seriesOf } from '../../domain/registry/traits/numbers';
import { legalDate } from '../../domain/values/legalTime';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { backupSettingsName } from '../../domain/backup/backupSettings';
import { lossBetween, type Loss } from '../../domain/backup/loss';
import { fail, ok, type Result } from '../../domain/values/result';
import { actorOf } from '../../db/file/handles';
import { appendAudit } from '../../db/journal/auditLog';
import { refusalOfOwnFile } from '../../db/file/fileFault';
import { lockDataFolder, type DataLock } from '../../db/file/dataLock';
import type { Declared } from '../../db/file/migrate';
import { databaseFile, openDatabase } from '../../db/file/openDatabase';
import { makeOwnFolder, emptyOnes } from '../../db/file/ownFolder';
import { readRemains } from '../../db/file/remains';
import { replaceFiles, restorationIn, undoRestoration } from '../../db/file/restoration';
import { steadyFiles, type SteadyFiles } from '../../db/file/steadyFiles';
import { noteRestoration } from '../../db/file/backupRepository';
import { leaveGap } from '../../db/record/numberRepository';
import type { FoundBackup } from './backupFiles';
import { openBodyKey, openHeader, type BackupSecret } from './backupKeys';
import { openBackup, type OpenedBackup } from './openBackup';
import { inScratch, sweepScratch } from './scratch';
import { lookAt, lookAtNewest } from './backUpOffice';
import { configName, readConfig } from '../files/officeFile';
import { makeFolders } from '../../db/file/makeFolders';

/**
 * Makes an office again from a backup. Everything is opened and compared in a scratch folder first; what lies in the data
 * folder is set aside whole and only when the operator said so (`latest`), never deleted. What is cut off in the middle is
 * carried on by the next start, or begun anew by the next restoration (db/file/restoration.ts).
 */
export interface RestoreOptions extends Declared {
  readonly dataFolder: string;
  /** A file, or the newest good one of the folders of this office in the place of the database that is there. */
  readonly from: { readonly file: string } | 'latest';
  readonly secret: BackupSecret;
  readonly now?: () => Date;
  /** What renames and removes; a test lends one that fails in the middle. */
  readonly files?: SteadyFiles;
}

export interface Restored {
  readonly office: string;
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  readonly madeAt: string;
  readonly program: string;
  /** Where the former database lies now, null when there was none. */
  readonly setAside: string | null;
  /** What the former database had and the backup has not; null, as a whole or a number, where that cannot be read. */
  readonly missing: Loss | null;
  /** Folders of the exchange that could not be made on this machine: they are set in `office.json`. */
  readonly unreachable: readonly string[];
}

export async function restoreOffice(options: RestoreOptions): Promise<Result<Restored>> {
  const { dataFolder, from } = options;
  const undone = await undoCutOff(options);
  if (!undone.ok) return undone;
  const there = await readConfig(join(dataFolder, configName));
  const found = await (from === 'latest' ? lookAtNewest(dataFolder, options) : lookAt(from.file, options));
  if (!found.ok) return found;
  const { header } = found.value;
  if (there.ok && there.value.office.code !== header.office.code) {
    return fail('backup.foreign', {
      params: { found: header.office.code, expected: there.value.office.code },
    });
  }
  const key = openBodyKey(header, await openHeader(header, options.secret));
  if (key === undefined) return fail('backup.refused');
  const sweep = await sweepOf(dataFolder);
  const restored = await restoreAlone(options, found.value, key);
  if (!restored.ok) await sweep();
  return restored;
}

/** A restoration that was cut off is taken back: this one is made in its place. */
async function undoCutOff({ dataFolder, files }: RestoreOptions): Promise<Result<null>> {
  if ((await restorationIn(dataFolder)) === 'none') return ok(null);
  const lock = await lockDataFolder(join(dataFolder, databaseFile));
  if (lock === undefined) return fail('data.locked', { params: { folder: dataFolder } });
  try {
    return await inScratch(dataFolder, (scratch) =>
      undoRestoration(dataFolder, join(scratch, 'undone'), files),
    );
  } finally {
    await lock.close();
  }
}

/** Takes away what a refused restoration has made: what was there before, and what is not empty, stays. */
async function sweepOf(dataFolder: string): Promise<() => Promise<void>> {
  const takeBack = await emptyOnes([dataFolder]);
  const lockFile = join(dataFolder, 'lock.sqlite');
  const hadLock = (await stat(lockFile).catch(() => undefined)) !== undefined;
  return async () => {
    if (!hadLock) await steadyFiles.remove(lockFile);
    await takeBack();
  };
}

async function restoreAlone(
  options: RestoreOptions,
  found: FoundBackup,
  key: Buffer,
): Promise<Result<Restored>> {
  const { dataFolder, from } = options;
  let lock: DataLock | undefined;
  try {
    await makeOwnFolder(dataFolder);
    lock = await lockDataFolder(join(dataFolder, databaseFile));
    if (lock === undefined) return fail('data.locked', { params: { folder: dataFolder } });
    if (from !== 'latest' && (await lyingThere(dataFolder)).length > 0)
      return fail('data.present', { params: { folder: dataFolder } });
    return await inScratch(dataFolder, async (scratch) => {
      const opened = await openBackup(found, key, scratch);
      return opened.ok ? await putInPlace(options, found, opened.value) : opened;
    });
  } catch (error) {
    const refusal = refusalOfOwnFile(error, dataFolder);
    if (refusal !== undefined) return refusal;
    throw error;
  } finally {
    if (lock !== undefined) await sweepScratch(dataFolder);
    await lock?.close();
  }
}

async function putInPlace(
  { dataFolder, now = () => new Date(), files, ...declared }: RestoreOptions,
  backup: FoundBackup,
  { folder, manifest }: OpenedBackup,
): Promise<Result<Restored>> {
  const config = await readConfig(join(folder, configName));
  if (!config.ok) return config;
  const noted = await noteInDatabase(folder, backup, config.value, now, declared);
  if (!noted.ok) return noted;
  const former = await readRemains(join(dataFolder, databaseFile));
  const missing = lossBetween({ lastChange: manifest.lastChange, auditSeq: manifest.audit.seq }, former);
  const lying = await lyingThere(dataFolder);
  const asideName = `damaged-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
  const [there, present] = await Promise.all([readdir(dataFolder), readdir(folder)]);
  const placed = await replaceFiles(
    dataFolder,
    folder,
    {
      aside: asideName,
      // Whole, with its write-ahead log and what stood beside it: a later look may still save something.
      former: [...lying, ...besideDatabase.filter((name) => there.includes(name))],
      fresh: [...besideDatabase.filter((name) => present.includes(name)), databaseFile],
    },
    files,
  );
  if (!placed.ok) return placed;
  const setAside = lying.length === 0 ? null : join(dataFolder, asideName);
  const { edms } = config.value;
  const unreachable = edms === undefined ? [] : await unreachableOf([edms.outgoing, edms.incoming]);
  const { header } = backup;
  return ok({
    office: header.office.code,
    name: header.office.name,
    file: basename(backup.path),
    kind: header.kind,
    madeAt: header.madeAt,
    program: header.program,
    setAside,
    missing: setAside === null || isUnknown(missing) ? null : missing,
    unreachable,
  });
}

const isUnknown = ({ changes, auditLines }: Loss): boolean => changes === null && auditLines === null;

/** Brings the copy up to date where an older program made it, and writes down that it goes on from a backup. */
async function noteInDatabase(
  folder: string,
  { path, header }: FoundBackup,
  { office, peers }: OfficeConfig,
  now: () => Date,
  declared: Declared,
): Promise<Result<null>> {
  const opened = await openDatabase(folder, now, declared);
  if (!opened.ok) return opened;
  const database = opened.value;
  const at = now().toISOString();
  const actor = actorOf(null, office);
  const noted = await database.write(actor, async (tx) => {
    await noteRestoration(tx, {
      at,
      madeAt: header.madeAt,
      before: database.nextStamp(office.code),
      peers: peers.map(({ code }) => code),
    });
    const year = legalDate(now()).slice(0, 4);
    const floors = tx.registries.roots.map((root) => seriesOf(root, { year, kind: '' }).floor);
    await leaveGap(tx, ['letter', ...new Set([...tx.registries.roots.map(({ code }) => code), ...floors])]);
    const detail = { madeAt: header.madeAt, kind: header.kind };
    await appendAudit(tx, [{ action: 'backup.restore', object: `backup/${basename(path)}`, detail }], at);
    return ok(null);
  });
  await database.close();
  return noted;
}

const besideDatabase = [configName, backupSettingsName, 'quarantine'];

/** The database first. */
async function lyingThere(dataFolder: string): Promise<string[]> {
  const names = await readdir(dataFolder);
  return names.filter((name) => name.startsWith(databaseFile) && !name.endsWith('.new')).sort();
}

async function unreachableOf(folders: readonly string[]): Promise<string[]> {
  const unreachable: string[] = [];
  for (const folder of folders) {
    const made = await makeFolders(folder).then(
      () => true,
      () => false,
    );
    if (!made) unreachable.push(folder);
  }
  return unreachable;
}
