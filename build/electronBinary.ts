import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';

const folder = join(root, 'node_modules', 'electron');
const failed = join(root, 'dist', 'noElectron');
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Electron's binary, or null. Looked for by hand: importing the `electron` package without its binary starts a download
 * that may hang or throw.
 */
export function findElectron(): string | null {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const path = join(given ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/**
 * Tries Electron's own installer for at most a minute; null where the binary cannot be had. A failure is remembered for
 * a day, so that an office without that network does not wait at every start.
 */
export function fetchElectron(): string | null {
  const failedAt = statSync(failed, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < dayMs || !existsSync(join(folder, 'install.js'))) return null;
  process.stderr.write('Fetching the Electron binary (at most a minute)\n');
  spawnSync(process.execPath, ['install.js'], {
    cwd: folder,
    stdio: 'ignore',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const binary = findElectron();
  if (binary === null) writeFileSync(failed, '');
  return binary;
}
