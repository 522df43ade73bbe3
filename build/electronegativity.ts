import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import scan from '@doyensec/electronegativity';
import * as esbuild from 'esbuild';
import { root } from './root';

/**
 * Electronegativity over the desktop side. A finding that is not explained below fails the check, and so does an
 * explanation that nothing needs any more. The scanner reads old syntax only, so it is given the sources as JavaScript,
 * file by file.
 */
const explained: Readonly<Record<string, string>> = {
  ELECTRON_VERSION_JSON_CHECK: 'No finding: it tells which version it read',
  CSP_GLOBAL_CHECK:
    'The policy is a header of every answer of the yardam: protocol (electron/files/windowHeaders.ts)',
  AUXCLICK_JS_CHECK: 'A middle click can open nothing: security.ts denies new windows and foreign navigation',
  CUSTOM_ARGUMENTS_JS_CHECK:
    'The switches only take away: names, proxies, services of Chromium (security.ts); tests/hosts/shell.test.ts holds them',
  PRELOAD_JS_CHECK:
    'preload.ts was reviewed: it lends one call and one event listener, tests/hosts/shell.test.ts holds it',
};

// The scanner asks the network for translations of its messages, and its retries outlive the scan: it is told of no
// place to ask.
const scanner = createRequire(import.meta.url)('@doyensec/electronegativity/package.json') as {
  i18nSource: string;
};
scanner.i18nSource = '';

const folder = await mkdtemp(join(tmpdir(), 'yardam-scan-'));
try {
  await esbuild.build({
    entryPoints: [join(root, 'electron/**/*.ts')],
    outdir: folder,
    format: 'esm',
    target: 'es2020',
    supported: { 'top-level-await': true },
    logLevel: 'error',
  });
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
  await copyFile(join(root, 'renderer/index.html'), join(folder, 'index.html'));
  // The one check left out asks the network which Electron is newest.
  const excludeFromScan = ['AvailableSecurityFixesGlobalCheck'];
  report(await scan({ input: folder, isRelative: true, excludeFromScan }));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function report({ errors, issues }: Awaited<ReturnType<typeof scan>>): void {
  const found = new Set(issues.map(({ id }) => id));
  const complaints = [
    ...errors.map(({ file, message }) => `not read: ${file}: ${message}`),
    ...issues
      .filter(({ id }) => explained[id] === undefined)
      .map(({ id, file, location, description }) => `${id} ${file}:${location.line} ${description}`),
    ...Object.keys(explained)
      .filter((id) => !found.has(id))
      .map((id) => `${id} is explained and not found`),
  ];
  for (const id of found) if (explained[id] !== undefined) console.log(`explained: ${id}: ${explained[id]}`);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
