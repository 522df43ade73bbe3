import type { FileFault } from '../../domain/values/errorSentence';
import { fail, type Err } from '../../domain/values/result';

/**
 * What the operating system or SQLite says of a file that cannot be had, as a refusal with its true cause: each has its
 * own sentence (`file.unwritable/held` and so on), because each asks for something else to be done.
 */
export type FileRefusal = 'disk.full' | 'file.unwritable';

const faults = {
  held: ['EBUSY', 'ETXTBSY', 'SQLITE_BUSY', 'SQLITE_LOCKED'],
  absent: ['ENOENT', 'ENODEV', 'ENXIO', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  forbidden: ['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_PERM'],
} as const satisfies Record<FileFault, readonly string[]>;

/** Does this error say that there is no room left? */
export const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].some((code) => codesOf(error).includes(code));

/** The cause where it is one that a person can do something about. */
export function fileFault(error: unknown): FileFault | undefined {
  const codes = codesOf(error);
  const found = Object.entries(faults).find(([, known]) => known.some((code) => codes.includes(code)));
  return found?.[0] as FileFault | undefined;
}

/** The refusal for what the operating system threw, of the path that the operator knows; undefined for a bug. */
export function refusalOfFile(error: unknown, path: string): Err<FileRefusal> | undefined {
  if (isDiskFull(error)) return fail('disk.full');
  if (!isFromSystem(error)) return undefined;
  const fault = fileFault(error);
  return fail('file.unwritable', { params: { path, ...(fault === undefined ? {} : { fault }) } });
}

/** The same of the very file that the system named, where it named one. */
export const refusalOfOwnFile = (error: unknown, otherwise: string): Err<FileRefusal> | undefined =>
  refusalOfFile(error, pathOf(error) ?? otherwise);

/** The file that the system named. */
export const pathOf = (error: unknown): string | undefined =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;

/** Only this says that nothing is there: a file that is held or may not be read is there. */
export const isAbsent = (error: unknown): boolean =>
  codesOf(error).some((code) => /^(ENOENT|ENOTDIR)$/.test(code));

function isFromSystem(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ('syscall' in error) return true;
  return codesOf(error).some((code) => /^SQLITE_(CANTOPEN|IOERR|READONLY|PERM|BUSY|LOCKED)/.test(code));
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { code, primaryCode } = error as { code?: unknown; primaryCode?: unknown };
  return [code, primaryCode].filter((one) => typeof one === 'string');
}
