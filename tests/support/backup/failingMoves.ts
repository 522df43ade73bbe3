import { basename } from 'node:path';
import { steadyFiles, type SteadyFiles } from '../../../db/file/steadyFiles';

/**
 * What renames and removes, failing at its nth change: only then, from then on (what is held stays held), or with the
 * program gone (everything fails, the work that takes back too).
 */
export interface Failing {
  readonly files: SteadyFiles;
  readonly changes: string[];
}

export function failingMoves(
  failAt: number,
  code: string,
  how: 'once' | 'heldFromThen' | 'gone',
  atStep: () => void = () => undefined,
): Failing {
  const changes: string[] = [];
  const change = <T>(what: string, path: string, run: () => Promise<T>): Promise<T> => {
    changes.push(what);
    if (changes.length === failAt) atStep();
    const isFailing = changes.length === failAt || (how !== 'once' && changes.length > failAt);
    if (!isFailing) return run();
    return Promise.reject(Object.assign(new Error(code), { code, path, syscall: 'rename' }));
  };
  const files: SteadyFiles = {
    rename: (from, to) => change(`rename ${basename(to)}`, from, () => steadyFiles.rename(from, to)),
    remove: (path) => change(`remove ${basename(path)}`, path, () => steadyFiles.remove(path)),
    removeEmpty: (path) => change(`remove ${basename(path)}`, path, () => steadyFiles.removeEmpty(path)),
    removeIfFree: (path) =>
      change(`remove ${basename(path)}`, path, () => steadyFiles.removeIfFree(path)).catch(() => false),
  };
  return { files, changes };
}
