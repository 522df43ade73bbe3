import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openWindow } from '../support/offices/loopbackClient';

/** The README's own path in a tree where nothing was built yet: what needs the window builds it, or says what to run. */
const root = join(import.meta.dirname, '..', '..');
let tree: string;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'yardam-tree-'));
  const sources = ['build', 'db', 'domain', 'electron', 'renderer', 'resources', 'tests/support'];
  for (const name of [...sources, 'package.json', 'tsconfig.json'])
    await cp(join(root, name), join(tree, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
});
afterAll(() => rm(tree, { recursive: true, force: true }));

function start(argv: readonly string[]) {
  const child = spawn(process.execPath, argv, { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString('utf8')));
  return { child, said };
}

async function run(...argv: readonly string[]) {
  const { child, said } = start(argv);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** The window is built twice; a machine that does other work at the same time is slow, not wrong. */
describe('a tree that was not built', { timeout: 600_000 }, () => {
  it('is told what to run by a program that came without its window', async () => {
    const program = join(tree, 'apart', 'dist', 'node', 'cliMain.js');
    await cp(join(root, 'dist', 'node'), join(program, '..'), { recursive: true });
    await symlink(join(root, 'resources'), join(tree, 'apart', 'resources'));
    const { code, stdout, stderr } = await run(program, 'serve', '--data', join(tree, 'none'));
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'window.absent' } }]);
    expect(stderr).toContain('npm run build');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('shows the window of the demonstration to whoever follows the README', async () => {
    const demo = await run('--import', 'tsx', 'build/demo.ts', '--folder', join(tree, 'demo'));
    expect([demo.code, demo.stderr]).toEqual([0, expect.any(String)]);
    const shape = z.object({
      offices: z.object({ mintrud: z.object({ data: z.string(), recoveryCode: z.string().min(20) }) }),
    });
    const { data } = shape.parse(JSON.parse(demo.stdout)).offices.mintrud;
    const { child } = start(['dist/node/cliMain.js', 'serve', '--data', data]);
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const { address } = z.object({ address: z.string() }).parse(JSON.parse(String(line.value)));
    const window = await openWindow(address);
    expect((await window.get('/')).text).toContain('<script type="module"');
    child.kill('SIGTERM');
    await once(child, 'close');
  });

  it('has the command line from the sources build what it serves', async () => {
    await rm(join(tree, 'dist'), { recursive: true });
    const served = await run('--import', 'tsx', 'build/cli.ts', 'serve', '--data', join(tree, 'none'));
    expect([served.code, JSON.parse(served.stdout)]).toMatchObject([1, { error: { code: 'data.absent' } }]);
  });
});
