import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../root';

/** electron-builder with the program's own configuration. */
export function packerWords(words: readonly string[]): readonly [string, ...string[]] {
  const script = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
  return [process.execPath, script, '--config', 'electron-builder.yml', ...words];
}

/** Answers the exit code. Packages of Linux are laid by this system's own programs. */
export async function runPacker([program, ...args]: readonly [string, ...string[]]): Promise<number> {
  const env = { ...process.env, CUSTOM_FPM_PATH: join(root, 'build', 'packages', 'layPackage.ts') };
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  return await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
