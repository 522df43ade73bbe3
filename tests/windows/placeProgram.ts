import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../build/root';

/**
 * The built program as it is installed: what was built, its resources and the packages that ship, as npm installs them
 * for Windows, and nothing of the source tree. Answers its command line.
 */
export async function placeProgram(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const part of ['dist/node', 'dist/renderer', 'resources', 'package.json', 'package-lock.json'])
    await cp(join(root, part), join(folder, part), { recursive: true });
  const words = ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--os=win32', '--cpu=x64'];
  await promisify(execFile)('npm', [...words, '--no-audit', '--no-fund'], { cwd: folder });
  return join(folder, 'dist', 'node', 'cliMain.js');
}
