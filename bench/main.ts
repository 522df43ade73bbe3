import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { bundleNode, bundleWindow } from '../build/bundle';
import { root } from '../build/root';
import { isStale } from '../build/stale';
import { isReached, sayTarget, type Answer } from './answer';
import { benches } from './benches';

/**
 * `npm run bench [-- NAME …] [-- --strict]`: asks the questions one after another, each in a process of its own, and says
 * which targets were reached. The benches are bundled as the program is, so that they measure what ships.
 */
async function main(words: readonly string[]): Promise<void> {
  const named = words.filter((word) => !word.startsWith('--'));
  const unknown = named.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined)
    throw new Error(`no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  const script = await bundle();
  const answers: Answer[] = [];
  for (const name of named.length > 0 ? named : Object.keys(benches)) answers.push(await ask(script, name));
  const targets = answers.flatMap((answer) => answer.targets);
  console.log(['', 'Targets', ...targets.map((target) => `  ${sayTarget(target)}`)].join('\n'));
  if (words.includes('--strict') && !targets.every(isReached)) process.exitCode = 1;
}

async function bundle(): Promise<string> {
  if (isStale('node')) await bundleNode();
  if (isStale('renderer')) await bundleWindow();
  // As deep as `dist/node`, so that the program finds its resources from there.
  const outfile = join(root, 'dist', 'bench', 'bench.js');
  await esbuild.build({
    entryPoints: [join(root, 'bench', 'oneBench.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20.19',
    logLevel: 'warning',
  });
  return outfile;
}

async function ask(script: string, name: string): Promise<Answer> {
  const child = spawn(process.execPath, [script, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the bench ${name} ended with ${String(code)}`);
  const said = Buffer.concat(chunks).toString();
  process.stdout.write(said);
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Answer;
}

await main(process.argv.slice(2));
