import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { installation } from '../../../electron/app/installation';

/**
 * A worker thread cannot run TypeScript, so tests bundle its entry the way the build does (packages stay outside).
 * The file lies inside node_modules, from where it finds those packages; it appears by rename, so that test files
 * running side by side never read a half of it.
 */
const root = join(installation().resourcesFolder, '..');

/** Path of the bundled `electron/pdf/pdfWorker.ts`. */
export async function pdfWorkerScript(): Promise<string> {
  const script = join(root, 'node_modules/.cache/yardam-tests/pdfWorker.mjs');
  const built = await build({
    entryPoints: [join(root, 'electron/pdf/pdfWorker.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    write: false,
  });
  const [output] = built.outputFiles;
  if (output === undefined) throw new Error('esbuild gave no file');
  const draft = `${script}.${randomUUID()}`;
  await mkdir(dirname(script), { recursive: true });
  await writeFile(draft, output.contents);
  await rename(draft, script);
  return script;
}

/** The fonts that ship. */
export const fontsFolder = join(root, 'resources/fonts');
