import { mkdtemp, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOwnFolder } from '../../db/file/ownFolder';
import { steadyFiles, sweep } from '../../db/file/steadyFiles';

/**
 * A browser writes down more of a page than the page knows. So each run gets a profile of its own in the data folder,
 * which is removed when the browser has ended and, where nobody could, swept at the next start. Of a profile only what
 * the window itself keeps there (theme, columns) goes over to the next one.
 */
export async function makeBrowserProfile(dataFolder: string): Promise<string> {
  const place = join(dataFolder, 'browser');
  await makeOwnFolder(place);
  const profile = await mkdtemp(join(place, 'run-'));
  await makeOwnFolder(join(profile, 'Default'));
  await steadyFiles.rename(join(place, settings), join(profile, ...localStorage)).catch(() => undefined);
  return profile;
}

/** Removes leftovers of killed runs, and the profile that former versions kept for good. */
export async function sweepBrowserProfiles(dataFolder: string): Promise<void> {
  const place = join(dataFolder, 'browser');
  const left = await readdir(place).catch((): string[] => []);
  // A profile of a former version is the folder itself.
  if (left.includes('Default'))
    await steadyFiles.rename(join(place, ...localStorage), join(place, settings)).catch(() => undefined);
  for (const name of left) {
    const path = join(place, name);
    if (!name.startsWith('run-') && name !== settings) await steadyFiles.removeIfFree(path);
    else if (name !== settings && !(await isInUse(path))) await removeBrowserProfile(path);
  }
}

/** What the system still holds open stays until the next sweep. */
export async function removeBrowserProfile(profile: string): Promise<void> {
  const kept = join(profile, '..', settings);
  await sweep(kept);
  await steadyFiles.rename(join(profile, ...localStorage), kept).catch(() => undefined);
  await sweep(profile);
}

const settings = 'settings';
const localStorage = ['Default', 'Local Storage'] as const;

/**
 * The window of a run that was killed may stand there still, with words that its host did not take. Chromium names its
 * process in a link; Windows does not let its files be removed.
 */
async function isInUse(profile: string): Promise<boolean> {
  const holder = await readlink(join(profile, 'SingletonLock')).catch(() => '');
  const pid = Number(/-(\d+)$/.exec(holder)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
