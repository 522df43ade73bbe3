import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { root } from './root';
import { viteConfig } from './viteConfig';

const dist = join(root, 'dist');

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22.14',
  sourcemap: 'linked',
  logLevel: 'warning',
  absWorkingDir: root,
} as const satisfies esbuild.BuildOptions;

/** One file per process: packages stay in node_modules, our own modules go in. */
const processes: readonly esbuild.BuildOptions[] = [
  {
    ...common,
    format: 'esm',
    packages: 'external',
    entryPoints: { cliMain: 'electron/yardam.ts' },
    outdir: join(dist, 'node'),
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    format: 'esm',
    packages: 'external',
    entryPoints: { shellMain: 'electron/desktop.ts', pdfWorker: 'electron/pdf/pdfWorker.ts' },
    outdir: join(dist, 'node'),
  },
  {
    ...common,
    // A sandboxed preload script is no module and can require nothing but electron.
    format: 'cjs',
    external: ['electron'],
    entryPoints: { preload: 'electron/shell/preload.ts' },
    outdir: join(dist, 'node'),
    outExtension: { '.js': '.cjs' },
  },
];

export async function bundleNode(): Promise<void> {
  await rm(join(dist, 'node'), { recursive: true, force: true });
  await Promise.all(processes.map((options) => esbuild.build(options)));
  // npm makes the command runnable once, when it links it; a rebuilt file has lost that.
  await chmod(join(dist, 'node', 'cliMain.js'), 0o755);
}

/** A script of ours as the program is bundled, two folders below the root: it finds its resources from there. */
export async function bundleScript(entry: string, outfile: string): Promise<string> {
  await esbuild.build({ ...common, format: 'esm', packages: 'external', entryPoints: [entry], outfile });
  return outfile;
}

export async function bundleWindow(): Promise<void> {
  await vite.build(viteConfig);
}

/** Builds both and again whenever a source changes; answers after the first round. */
export async function watchBoth(onNodeBuilt: () => void): Promise<void> {
  const notify: esbuild.Plugin = {
    name: 'notify',
    setup: (build) => build.onEnd(({ errors }) => (errors.length === 0 ? onNodeBuilt() : undefined)),
  };
  const contexts = await Promise.all(
    processes.map((options) => esbuild.context({ ...options, plugins: [notify] })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
  await vite.build({ ...viteConfig, build: { ...viteConfig.build, watch: {} } });
}
