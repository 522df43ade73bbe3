import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from '../../build/root';
import { windowsPath } from './wine';

/** Tests as files that Node for Windows can load; each still finds what lies beside its source. */
export async function bundleTests(tests: readonly string[], outdir: string): Promise<void> {
  await esbuild.build({
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node22' },
    ...{ packages: 'external', sourcemap: 'inline', logLevel: 'warning', absWorkingDir: root },
    entryPoints: ['tests/windows/runOnWindows.ts', 'tests/faults/victim.ts', ...tests],
    outbase: root,
    outdir,
    outExtension: { '.js': '.mjs' },
    plugins: [placesOfSources],
  });
}

/** The modules of the lane lie elsewhere than their sources: where these lie is written into them. */
const placesOfSources: esbuild.Plugin = {
  name: 'places-of-sources',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const address = `file:///Z:${pathToFileURL(path).pathname}`;
      return {
        loader: 'ts',
        contents: text
          .replaceAll('import.meta.dirname', JSON.stringify(windowsPath(dirname(path))))
          .replaceAll('import.meta.url', JSON.stringify(address)),
      };
    });
  },
};

/** Where the bundle of a source lies. */
export const bundleOf = (source: string, outdir: string): string =>
  join(outdir, source.replace(/\.ts$/, '.mjs'));
