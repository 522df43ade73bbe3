import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';

/**
 * Runs a command of the program while these files may not be read or written: they belong to somebody else. Whoever runs
 * tests as the administrator of the system may read everything, so the program runs in a name space where he is nobody's.
 */
export function runWhileClosed(
  paths: readonly string[],
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
) {
  const isAdministrator = process.getuid?.() === 0;
  for (const path of paths) {
    chmodSync(path, 0);
    if (isAdministrator) chownSync(path, 1, 1);
  }
  const node = [process.execPath, script, ...args];
  const [command = '', ...rest] = isAdministrator ? ['unshare', '-r', ...node] : node;
  const run = spawnSync(command, rest, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 120_000,
  });
  for (const path of paths) {
    if (isAdministrator) chownSync(path, 0, 0);
    chmodSync(path, 0o700);
  }
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}
