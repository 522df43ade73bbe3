import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScript } from '../build/bundle';
import { root } from '../build/root';
import makeTestRun from '../build/testRun';
import { bringUpToDate } from '../build/upToDate';
import { isReached, sayTarget, type Answer } from './answer';
import { benches } from './benches';
import { engineVariables } from './engines/engine';

/**
 * `npm run bench [-- NAME …] [-- --strict] [-- --engine=NAME]`: asks the questions one after another, each in a process of its own, and says
 * which targets were reached. The benches are bundled as the program is, so that they measure what ships.
 */
async function main(words: readonly string[]): Promise<void> {
  const named = words.filter((word) => !word.startsWith('--'));
  const unknown = named.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined)
    throw new Error(`no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  const engine = words.find((word) => word.startsWith('--engine='))?.slice('--engine='.length);
  const engineSet = engine === undefined ? {} : engineVariables(engine);
  const script = await bundle();
  // Tests lie in memory, but what a durable save takes only a disk tells.
  const disk = tmpdir();
  // Some begin with an office of the tests.
  const clearAway = await makeTestRun();
  const answers: Answer[] = [];
  try {
    for (const name of named.length > 0 ? named : Object.keys(benches))
      answers.push(await ask(script, name, { ...process.env, ...engineSet, TMPDIR: disk }));
  } finally {
    await clearAway();
  }
  const targets = answers.flatMap((answer) => answer.targets);
  console.log(['', 'Targets', ...targets.map((target) => `  ${sayTarget(target)}`)].join('\n'));
  if (words.includes('--strict') && !targets.every(isReached)) process.exitCode = 1;
}

async function bundle(): Promise<string> {
  await bringUpToDate('node', 'renderer');
  return bundleScript('bench/oneBench.ts', join(root, 'dist', 'bench', 'bench.js'));
}

async function ask(script: string, name: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  const child = spawn(process.execPath, [script, name], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the bench ${name} ended with ${String(code)}`);
  const said = Buffer.concat(chunks).toString();
  process.stdout.write(said);
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Answer;
}

await main(process.argv.slice(2));
