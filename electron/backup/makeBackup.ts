import { createWriteStream } from 'node:fs';
import { copyFile, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  backupFormat,
  backupName,
  backupVersion,
  type BackupHeader,
  type BackupKind,
} from '../../domain/backup/backupFile';
import { backupSettingsName, type BackupSettings } from '../../domain/backup/backupSettings';
import { expiredBackups } from '../../domain/backup/rotation';
import { errorName } from '../../domain/values/errorSentence';
import { fail, ok, type Failure, type Result } from '../../domain/values/result';
import { withoutVerifier } from '../../db/sealing/keySlots';
import { databaseFile } from '../../db/file/openDatabase';
import { copyDatabase, describeCopy, readKeys, type SnapshotKeys } from '../../db/file/snapshot';
import { hasCode } from '../../db/file/sqliteConnection';
import { steadyFiles, sweep, type SteadyFiles } from '../../db/file/steadyFiles';
import { version as program } from '../../package.json';
import { refusalOfFile } from '../../db/file/fileFault';
import { configName } from '../files/officeFile';
import { lookAtBackup, partEnding, sweepUnfinished, type FoundBackup } from './backupFiles';
import { newBodyKey } from './backupKeys';
import { isAsWritten } from './openBackup';
import { inScratch } from './scratch';
import { sealFile } from './sealedBody';
import { listFolder, writeArchive } from './writeArchive';
import { makeFolders } from '../../db/file/makeFolders';

/**
 * Makes a backup and believes it only when it has been read again, opened and compared. Until then it lies under another
 * name; what fails on the way leaves nothing behind. Nobody has to be signed in.
 */
export interface BackupPlan {
  readonly dataFolder: string;
  readonly office: { readonly code: string; readonly name: string };
  readonly kind: BackupKind;
  /** The first takes the backup, the others a copy of it. */
  readonly folders: readonly string[];
  readonly keep: BackupSettings['keep'];
  readonly now: () => Date;
  /** What renames and removes; a test lends one that fails. */
  readonly files?: SteadyFiles;
}

export type BackupError =
  'key.absent' | 'backup.damagedSource' | 'backup.unverified' | 'disk.full' | 'file.unwritable';

export interface MadeBackup {
  readonly kind: BackupKind;
  readonly fileName: string;
  readonly bytes: number;
  readonly startedAt: string;
  readonly tookMs: number;
  /** Each folder and what kept the backup out of it, by the name of its sentence. */
  readonly folders: readonly { readonly folder: string; readonly error: string | null }[];
  /** Backups that have served their time and could not be removed: the next backup tries again. */
  readonly unremoved: number;
}

const quarantineName = 'quarantine';
/** What this program has just written is of no schema that it could not open. */
const ownSchema = Infinity;

/** Refuses when no folder took the backup; one share that is away does not keep the others from it. */
export async function makeBackup(plan: BackupPlan): Promise<Result<MadeBackup, BackupError>> {
  const started = plan.now();
  const fileName = backupName(plan.office.code, started.toISOString(), plan.kind);
  const startedMs = performance.now();
  return inScratch(plan.dataFolder, async (scratch) => {
    const copy = join(scratch, databaseFile);
    const taken = await orRefused(async () => {
      await copyDatabase(join(plan.dataFolder, databaseFile), copy);
      return ok(null);
    }, scratch);
    if (!taken.ok) return taken;
    const outcomes: { folder: string; error: string | null }[] = [];
    let refused: Failure<BackupError> | undefined;
    let unremoved = 0;
    let first: { readonly path: string; readonly made: FoundBackup } | undefined;
    for (const folder of plan.folders) {
      const path = join(folder, fileName);
      const known = first;
      const written = await orRefused(
        () => (known === undefined ? writeFirst(plan, copy, path, started) : copyBackup(known, path)),
        folder,
      );
      outcomes.push({ folder, error: written.ok ? null : errorName(written.error) });
      if (!written.ok) refused ??= written.error;
      // What the office itself lacks no other folder can mend.
      if (!written.ok && ['key.absent', 'backup.damagedSource'].includes(written.error.code)) return written;
      if (!written.ok) continue;
      first ??= { path, made: written.value };
      unremoved += await rotate(plan, folder, fileName);
    }
    if (first === undefined) return { ok: false, error: refused ?? { code: 'file.unwritable' } };
    const tookMs = Math.round(performance.now() - startedMs);
    return ok({
      kind: plan.kind,
      fileName,
      bytes: first.made.bytes,
      startedAt: started.toISOString(),
      tookMs,
      folders: outcomes,
      unremoved,
    });
  });
}

async function writeFirst(
  plan: BackupPlan,
  copy: string,
  path: string,
  at: Date,
): Promise<Result<FoundBackup, BackupError>> {
  const snapshot = await describeCopy(copy);
  if (snapshot === undefined) return fail('backup.damagedSource');
  const keys = await readKeys(copy);
  const current = keys.keys.find(({ state }) => state === 'current');
  if (current === undefined) return fail('key.absent');
  const { key, ephemeral } = newBodyKey(current.backupPublic);
  const header: BackupHeader = {
    format: backupFormat,
    version: backupVersion,
    office: { code: plan.office.code, name: plan.office.name },
    program,
    schema: snapshot.schema,
    madeAt: at.toISOString(),
    kind: plan.kind,
    generation: current.generation,
    ...slotsOf(keys),
    ephemeral,
    ends: { lastChange: snapshot.lastChange, auditSeq: snapshot.audit.seq },
  };
  const headerLine = Buffer.from(`${JSON.stringify(header)}\n`);
  const { bytes, manifest } = writeArchive(
    [{ name: databaseFile, path: copy }, ...(await filesBeside(plan))],
    snapshot,
  );
  return whole(path, async (part) => {
    await pipeline(sealFile(headerLine, key, bytes), createWriteStream(part, { flags: 'wx', flush: true }));
    const look = await lookAtBackup(part, ownSchema);
    if (look.ok && (await isAsWritten(look.value, key, manifest()))) return look;
    return fail('backup.unverified');
  });
}

function slotsOf({ keys, slots }: SnapshotKeys): Pick<BackupHeader, 'keys' | 'slots'> {
  return {
    keys: keys.map(({ generation, state, byFormer, formerByThis, backupPrivate }) => {
      return { generation, state, byFormer, formerByThis, backupPrivate };
    }),
    slots: slots.map(({ owner, generation, secret, wrapped }) => {
      return { owner, generation, stretch: withoutVerifier(secret), wrapped };
    }),
  };
}

async function filesBeside({ dataFolder }: BackupPlan) {
  const names = await readdir(dataFolder);
  const single = [configName, backupSettingsName].filter((name) => names.includes(name));
  const quarantine = await listFolder(join(dataFolder, quarantineName), quarantineName);
  return [...single.map((name) => ({ name, path: join(dataFolder, name) })), ...quarantine];
}

function copyBackup(
  { path: from, made }: { readonly path: string; readonly made: FoundBackup },
  path: string,
): Promise<Result<FoundBackup, BackupError>> {
  return whole(path, async (part) => {
    await copyFile(from, part);
    const file = await open(part, 'r+');
    await file.sync();
    await file.close();
    // Sealed with a digest of all its bytes under a header that no other has: the copy is what was verified, or it is refused.
    const look = await lookAtBackup(part, ownSchema);
    return look.ok && look.value.headerLine.equals(made.headerLine) ? look : fail('backup.unverified');
  });
}

/** Under its name only when it is whole. */
async function whole(
  path: string,
  write: (part: string) => Promise<Result<FoundBackup, BackupError>>,
): Promise<Result<FoundBackup, BackupError>> {
  const part = path + partEnding;
  await makeFolders(join(path, '..'));
  try {
    const written = await write(part);
    if (written.ok) await steadyFiles.rename(part, path);
    return written;
  } finally {
    await sweep(part);
  }
}

/** Never spoils the backup that was just made: what cannot be removed is counted. */
async function rotate(
  { office, keep, files = steadyFiles }: BackupPlan,
  folder: string,
  good: string,
): Promise<number> {
  await sweepUnfinished(folder, office.code, files);
  const names = await readdir(folder).catch(() => []);
  const expired = expiredBackups(names, office.code, keep, good);
  const gone = await Promise.all(expired.map((name) => files.removeIfFree(join(folder, name))));
  return gone.filter((one) => !one).length;
}

/** A lost disk is an answer here: the work goes on, and the operator is told. */
async function orRefused<T>(
  work: () => Promise<Result<T, BackupError>>,
  path: string,
): Promise<Result<T, BackupError>> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB')) return fail('backup.damagedSource');
    const refusal = refusalOfFile(error, path);
    if (refusal !== undefined) return refusal;
    throw error;
  }
}
