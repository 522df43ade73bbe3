import { rename, rm, rmdir } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileFault, isDiskFull } from './fileFault';

/**
 * The only place that renames and removes files (`lint/restrictedSyntax.ts`). On Windows a file that a scanner, an indexer
 * or a viewer holds for some hundred milliseconds can be neither renamed nor removed, so both are tried again for some
 * seconds. What is still held then is an error as before: the caller says so.
 */
export interface SteadyFiles {
  rename(from: string, to: string): Promise<void>;
  /** With everything inside; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** An empty folder. */
  removeEmpty(folder: string): Promise<void>;
  /** Tries once and waits for nobody: for what lies in no one's way. Answers whether it is gone. */
  removeIfFree(path: string): Promise<boolean>;
}

export interface Retries {
  readonly platform: NodeJS.Platform;
  readonly wait: (ms: number) => Promise<unknown>;
}

const retries: Retries = { platform: process.platform, wait: pause };

const firstWaitMs = 20;
const longestWaitMs = 500;
/** Together about four seconds: longer than a scanner holds a file, shorter than an operator holds his breath. */
const waits = 12;

/** Windows says all three of a file that is held; elsewhere only `EBUSY` is said of one, the others are about rights. */
const passing = (platform: NodeJS.Platform): readonly string[] =>
  platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES', 'ENOTEMPTY'] : ['EBUSY'];

/** Tries again what failed because somebody holds the file. */
export async function steadily<T>(work: () => Promise<T>, { platform, wait }: Retries = retries): Promise<T> {
  for (let tried = 0, ms = firstWaitMs; ; tried += 1, ms = Math.min(2 * ms, longestWaitMs)) {
    try {
      return await work();
    } catch (error) {
      if (tried === waits || !isOneOf(error, passing(platform))) throw error;
      await wait(ms);
    }
  }
}

export const steadyFiles: SteadyFiles = {
  rename: (from, to) => steadily(() => rename(from, to)),
  remove: (path) => steadily(() => rm(path, { recursive: true, force: true })),
  removeEmpty: (folder) => steadily(() => rmdir(folder)),
  removeIfFree: (path) =>
    rm(path, { recursive: true, force: true }).then(
      () => true,
      () => false,
    ),
};

/**
 * Takes away what nobody needs any more. What is held of it stays, for the next sweep: a leftover never stops what goes on
 * beside it.
 */
export async function sweep(path: string, files: SteadyFiles = steadyFiles): Promise<void> {
  try {
    await files.remove(path);
  } catch (error) {
    if (fileFault(error) === undefined && !isDiskFull(error)) throw error;
  }
}

/** Removes before the program ends at once; what is held stays. */
export function removeAtOnce(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    return;
  }
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
