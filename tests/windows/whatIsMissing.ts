import { spawnSync } from 'node:child_process';
import { compiler } from './buildHolder';
import { findWine } from './wine';

/** One sentence that says what to install where the lane cannot run; null where it can. */
export function whatIsMissing(): string | null {
  const needed = [
    ...(findWine() === undefined ? ['wine64', 'wine'] : []),
    ...(spawnSync(compiler, ['--version']).error === undefined ? [] : ['gcc-mingw-w64-x86-64']),
  ];
  if (needed.length === 0) return null;
  return `The Windows lane needs what is not here: apt-get install --no-install-recommends ${needed.join(' ')}`;
}
