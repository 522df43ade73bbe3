import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from './root';

/**
 * The words that start a program of npm by Node itself. Windows finds such programs by a shell only, and a shell takes a
 * path with a blank apart.
 */
export function toolWords(
  name: string,
  args: readonly string[],
): readonly [program: string, ...args: string[]] {
  return [process.execPath, name === 'npm' ? npmScript() : scriptOf(name), ...args];
}

const manifest = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });
/** Packages whose program has another name than they have. */
const packages: Readonly<Record<string, string>> = { playwright: '@playwright/test' };

function scriptOf(name: string): string {
  const folder = join(root, 'node_modules', packages[name] ?? name);
  const { bin } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = typeof bin === 'string' ? bin : bin[name];
  if (script === undefined) throw new Error(`the package of ${name} has no such program`);
  return join(folder, script);
}

/** npm says where it lies to whatever it starts; else it lies beside its command. */
function npmScript(): string {
  const said = process.env['npm_execpath'];
  if (said?.endsWith('npm-cli.js') === true) return said;
  // npx comes of the same folder.
  const beside = said === undefined ? [] : [join(dirname(said), 'npm-cli.js')];
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => [
      join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(folder, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
    ]);
  const found = [...beside, ...onPath].find((path) => existsSync(path));
  if (found === undefined) throw new Error('npm is not found');
  return found;
}
