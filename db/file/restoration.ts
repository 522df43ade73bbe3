import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../domain/values/result';
import { fileFault, isAbsent, isDiskFull, pathOf, refusalOfOwnFile } from './fileFault';
import { steadyFiles, sweep, type SteadyFiles } from './steadyFiles';
import { makeFolders } from './makeFolders';

/**
 * Puts restored files in the place of the former ones so that a kill at any moment, or a file that another program holds,
 * leaves all of the former or all of the new (docs/decisions/0029). The new files and the plan lie in one folder, which gets
 * its name `restoring` by one rename: from then on the restoration is decided, and whoever opens the data folder next
 * carries it on first. A database must never be opened beside that folder: its log may be set aside already.
 */
export const restoringIn = (folder: string): string => join(folder, 'restoring');
const planName = 'plan.json';

export interface Plan {
  /** Where the former files go: a folder of the data folder. */
  readonly aside: string;
  /** What lies there and has to go; the database first, so that it never lies there without its log. */
  readonly former: readonly string[];
  /** What comes in its place; the database last, so that with it everything is there. */
  readonly fresh: readonly string[];
}

type RestorationError = 'restore.unfinished' | 'file.unwritable' | 'disk.full';

/** `undone`: decided here and not carried out. `whole`: only the empty folder is left of it. */
export async function restorationIn(folder: string): Promise<'none' | 'undone' | 'whole'> {
  if ((await undonePlan(restoringIn(folder))) !== undefined) return 'undone';
  return (await isThere(restoringIn(folder))) ? 'whole' : 'none';
}

/**
 * Replaces the former files by those in `staged`, all or none. Refuses with everything former in its place; only where
 * that cannot be put back either it is `restore.unfinished`, and the next start goes on. The caller holds the folder's lock.
 */
export async function replaceFiles(
  folder: string,
  staged: string,
  plan: Plan,
  files: SteadyFiles = steadyFiles,
): Promise<Result<null, RestorationError>> {
  await writeFile(join(staged, planName), JSON.stringify(plan));
  await toDisk(staged);
  try {
    await files.rename(staged, restoringIn(folder));
    await syncFolder(folder);
    await carryOn(folder, files);
    return ok(null);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const undone = await undoRestoration(folder, staged, files);
    return undone.ok ? refused(error) : undone;
  }
}

/** Carries on what was decided and cut off. The caller holds the folder's lock. */
export async function finishRestoration(
  folder: string,
  files: SteadyFiles = steadyFiles,
): Promise<Result<null, 'restore.unfinished'>> {
  try {
    await carryOn(folder, files);
    return ok(null);
  } catch (error) {
    if (isRefusal(error)) return unfinished(error, folder);
    throw error;
  }
}

/**
 * Puts the former files back, so that a restoration can be begun anew; what was carried out whole stays. The new ones go to
 * `to`, whose folder is swept. The caller holds the folder's lock.
 */
export async function undoRestoration(
  folder: string,
  to: string,
  files: SteadyFiles = steadyFiles,
): Promise<Result<null, RestorationError>> {
  const decided = restoringIn(folder);
  const plan = await undonePlan(decided);
  try {
    if (plan === undefined) {
      await files.remove(decided);
      return ok(null);
    }
    const aside = join(folder, plan.aside);
    const saved = await readdir(aside).catch(nothingWhereAbsent);
    for (const name of [...plan.fresh].reverse())
      if (!(await isThere(join(decided, name))) && (await isThere(join(folder, name))))
        await files.rename(join(folder, name), join(decided, name));
    for (const name of [...plan.former].reverse())
      if (saved.includes(name)) await files.rename(join(aside, name), join(folder, name));
    await makeFolders(dirname(to), 0o700);
    await files.rename(decided, to);
    await files.removeEmpty(aside).catch(() => undefined);
    return ok(null);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return plan === undefined ? refused(error) : unfinished(error, folder);
  }
}

/** Each step looks at what the steps before have done, whoever did them. */
async function carryOn(folder: string, files: SteadyFiles): Promise<void> {
  const decided = restoringIn(folder);
  const plan = await undonePlan(decided);
  if (plan !== undefined) {
    const waiting = await readdir(decided);
    const aside = join(folder, plan.aside);
    if (plan.former.length > 0) await makeFolders(aside, 0o700);
    for (const name of plan.former) {
      const isFormer = !plan.fresh.includes(name) || waiting.includes(name);
      if (isFormer && (await isThere(join(folder, name))))
        await files.rename(join(folder, name), join(aside, name));
    }
    for (const name of plan.fresh)
      if (waiting.includes(name)) await files.rename(join(decided, name), join(folder, name));
    await syncFolder(folder);
  }
  await sweep(decided, files);
}

/**
 * Undefined where nothing is decided, and where the last of the new files is in its place: then nothing is left to do but
 * to take the folder away, now or at another start.
 */
async function undonePlan(decided: string): Promise<Plan | undefined> {
  const waiting = await readdir(decided).catch(nothingWhereAbsent);
  if (!waiting.includes(planName)) return undefined;
  // Written whole and on the disk before the folder got its name: what cannot be read as a plan is a bug.
  const plan = JSON.parse(await readFile(join(decided, planName), 'utf8')) as Plan;
  return waiting.includes(plan.fresh.at(-1) ?? '') ? plan : undefined;
}

const isRefusal = (error: unknown): boolean => isDiskFull(error) || fileFault(error) !== undefined;

function unfinished(error: unknown, folder: string): Result<never, 'restore.unfinished'> {
  return fail('restore.unfinished', { params: { path: pathOf(error) ?? restoringIn(folder) } });
}

function refused(error: unknown): Result<never, 'file.unwritable' | 'disk.full'> {
  const refusal = refusalOfOwnFile(error, '');
  if (refusal === undefined) throw error;
  return refusal;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw error;
    },
  );

function nothingWhereAbsent(error: unknown): string[] {
  if (isAbsent(error)) return [];
  throw error;
}

/** Every file below a folder, and the folders' names. */
async function toDisk(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await syncFolder(path);
    if (!entry.isFile()) continue;
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
  }
  await syncFolder(folder);
}

/** Windows cannot open a folder as a file; NTFS keeps names in its own journal. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
