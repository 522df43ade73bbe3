import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Builds the program that holds files open (`holdOpen.c`): Node for Windows cannot say what others may do meanwhile. */
export async function buildHolder(folder: string): Promise<string> {
  const program = join(folder, 'holdOpen.exe');
  const source = join(import.meta.dirname, 'holdOpen.c');
  await promisify(execFile)(compiler, ['-municode', '-O1', '-Wall', '-Werror', '-o', program, source]);
  return program;
}

export const compiler = 'x86_64-w64-mingw32-gcc';
