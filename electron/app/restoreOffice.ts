import { mkdir, readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { backupSettingsName } from '../../domain/backup/backupSettings';
import { lossBetween, type Loss } from '../../domain/backup/loss';
import { rootRegistries } from '../../domain/registry';
import { fail, ok, type Result } from '../../domain/values/result';
import { actorOf } from '../../db/handles';
import { appendAudit } from '../../db/auditLog';
import { lockDataFolder } from '../../db/dataLock';
import { databaseFile, openDatabase } from '../../db/openDatabase';
import { makeOwnFolder } from '../../db/ownFolder';
import { readRemains } from '../../db/remains';
import { noteRestoration } from '../../db/repositories/backupRepository';
import { leaveGap } from '../../db/repositories/numberRepository';
import { lookAtBackup, type FoundBackup } from '../backup/backupFiles';
import { openBodyKey, openHeader, type BackupSecret } from '../backup/backupKeys';
import { openBackup, type OpenedBackup } from '../backup/openBackup';
import { inScratch, sweepScratch } from '../backup/scratch';
import { lookAtNewest } from './backUpOffice';
import { isDiskFull } from './fileStore';
import { configName, readConfig } from './initOffice';

/**
 * Makes an office again from a backup. Everything is opened and compared in a scratch folder first; what lies in the data
 * folder is set aside whole and only when the operator said so (`latest`), never deleted; the database is put in its
 * place last, so that what is cut off in the middle can be done again.
 */
export interface RestoreOptions {
  readonly dataFolder: string;
  /** A file, or the newest good one of the folders of this office in the place of the database that is there. */
  readonly from: { readonly file: string } | 'latest';
  readonly secret: BackupSecret;
  readonly now?: () => Date;
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
  const there = await readConfig(join(dataFolder, configName));
  const found = await (from === 'latest' ? lookAtNewest(dataFolder) : lookAtBackup(from.file));
  if (!found.ok) return found;
  const { header } = found.value;
  if (there.ok && there.value.office.code !== header.office.code) {
    return fail('backup.foreign', {
      params: { found: header.office.code, expected: there.value.office.code },
    });
  }
  const key = openBodyKey(header, await openHeader(header, options.secret));
  if (key === undefined) return fail('backup.refused');
  await makeOwnFolder(dataFolder);
  const lock = await lockDataFolder(join(dataFolder, 'lock.sqlite'));
  if (lock === undefined) return fail('data.locked', { params: { folder: dataFolder } });
  try {
    if (from !== 'latest' && (await lyingThere(dataFolder)).length > 0)
      return fail('data.present', { params: { folder: dataFolder } });
    await sweepScratch(dataFolder);
    return await inScratch(dataFolder, async (scratch) => {
      const opened = await openBackup(found.value, key, scratch);
      return opened.ok ? await putInPlace(options, found.value, opened.value) : opened;
    });
  } catch (error) {
    if (isDiskFull(error)) return fail('disk.full');
    throw error;
  } finally {
    await lock.close();
  }
}

async function putInPlace(
  { dataFolder, now = () => new Date() }: RestoreOptions,
  backup: FoundBackup,
  { folder, manifest }: OpenedBackup,
): Promise<Result<Restored>> {
  const config = await readConfig(join(folder, configName));
  if (!config.ok) return config;
  const noted = await noteInDatabase(folder, backup, config.value, now);
  if (!noted.ok) return noted;
  const former = await readRemains(join(dataFolder, databaseFile));
  const missing = lossBetween({ lastChange: manifest.lastChange, auditSeq: manifest.audit.seq }, former);
  const setAside = await putAside(dataFolder, now());
  const { edms } = config.value;
  const unreachable = edms === undefined ? [] : await makeFolders([edms.outgoing, edms.incoming]);
  const present = await readdir(folder);
  // The database last: until it lies there the folder is one without an office, and restoring can be begun anew.
  for (const name of [configName, backupSettingsName, 'quarantine', databaseFile])
    if (present.includes(name)) await rename(join(folder, name), join(dataFolder, name));
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
): Promise<Result<null>> {
  const opened = await openDatabase(folder, now);
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
    await leaveGap(tx, ['letter', ...rootRegistries.map(({ code }) => code)]);
    const detail = { madeAt: header.madeAt, kind: header.kind };
    await appendAudit(tx, [{ action: 'backup.restore', object: `backup/${basename(path)}`, detail }], at);
    return ok(null);
  });
  await database.close();
  return noted;
}

async function lyingThere(dataFolder: string): Promise<string[]> {
  const names = await readdir(dataFolder);
  return names.filter((name) => name.startsWith(databaseFile) && !name.endsWith('.new'));
}

/** Whole, with its write-ahead log and what stood beside it: a later look may still save something. */
async function putAside(dataFolder: string, at: Date): Promise<string | null> {
  const lying = await lyingThere(dataFolder);
  if (lying.length === 0) return null;
  const aside = join(dataFolder, `damaged-${at.toISOString().replaceAll(/[:.]/g, '-')}`);
  await mkdir(aside, { mode: 0o700 });
  // The database after its log: a log must never lie beside a database that is not its own.
  for (const name of [...lying.sort().reverse(), configName, backupSettingsName, 'quarantine'])
    if ((await readdir(dataFolder)).includes(name)) await rename(join(dataFolder, name), join(aside, name));
  return aside;
}

async function makeFolders(folders: readonly string[]): Promise<string[]> {
  const unreachable: string[] = [];
  for (const folder of folders) {
    const made = await mkdir(folder, { recursive: true }).then(
      () => true,
      () => false,
    );
    if (!made) unreachable.push(folder);
  }
  return unreachable;
}
