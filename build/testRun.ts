import { cp, mkdtemp, readFile, rm, statfs, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './root';
import { blankResources, runVariable } from './runVariable';

/**
 * What one run of tests shares: the built program beside resources of its own, in which stretching a password costs as
 * little as the policy allows. Tests sign in thousands of times; what ships is stretched in `tests/access/accounts.test.ts`.
 * The templates of offices lie there too (`tests/support/testRun.ts`). For vitest and Playwright, once before the first
 * test; answers how it is cleared away after the last.
 *
 * Everything that tests lay down lies in memory where the system has room there: no write waits for a disk. A killed
 * program leaves the same there as on a disk; what a power cut leaves is no test's subject.
 */
export default async function makeTestRun(): Promise<() => Promise<void>> {
  if (await hasRoom(memory)) process.env['TMPDIR'] = memory;
  const folder = await mkdtemp(join(tmpdir(), 'yardam-run-'));
  for (const part of ['dist', 'resources'])
    await cp(join(root, part), join(folder, part), { recursive: true });
  await cp(join(folder, 'resources'), join(folder, blankResources), {
    recursive: true,
    filter: (path) => path !== join(folder, 'resources', 'records'),
  });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const policyFile = join(folder, 'resources', 'access', 'policy.json');
  const policy = JSON.parse(await readFile(policyFile, 'utf8')) as object;
  const scrypt = { cost: 2 ** 14, blockSize: 8, parallelization: 1 };
  await writeFile(policyFile, JSON.stringify({ ...policy, scrypt }));
  await esbuild.build({
    ...{ bundle: true, platform: 'node', format: 'esm' },
    entryPoints: [join(root, 'tests/support/pdf/constantPdf.ts')],
    outfile: join(folder, 'constantPdf.mjs'),
  });
  process.env[runVariable] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Where Linux keeps files in memory. */
const memory = '/dev/shm';
const enoughBytes = 4 * 2 ** 30;

async function hasRoom(place: string): Promise<boolean> {
  const free = await statfs(place).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free >= enoughBytes;
}
