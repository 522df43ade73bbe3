import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './root';
import { toolWords } from './tool';

/**
 * `npm run check`, which is also `npm test` and all of CI: the build, every test, and every checker beside the specs, which
 * wait for a browser half of their time. All of them run even when one fails, so that one round shows everything.
 */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
}

const folder = await mkdtemp(join(tmpdir(), 'yardam-check-'));
const unitReport = join(folder, 'unit.json');
const e2eReport = join(folder, 'e2e.json');

const checkers: readonly Step[] = [
  { name: 'lint', command: ['npm', 'run', '-s', 'lint'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['npm', 'run', '-s', 'types'] },
  { name: 'layers', command: ['npm', 'run', '-s', 'layers'] },
  { name: 'unused', command: ['npm', 'run', '-s', 'unused'] },
  { name: 'electronegativity', command: ['npm', 'run', '-s', 'electronegativity'] },
];
const build: Step = { name: 'build', command: ['npm', 'run', '-s', 'build'] };
const unit: Step = {
  name: 'tests',
  command: [
    ...['vitest', 'run', '--config', 'build/vitestConfig.ts'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  ],
};
const e2e: Step = {
  name: 'e2e',
  command: ['playwright', 'test', '--config', 'build/playwrightConfig.ts', '--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
};

const outcomes: Outcome[] = [];
try {
  await inTurn([build]);
  const unitRan = await run(unit);
  outcomes.push(await counted(unitRan, unitReport, countUnit));
  const [e2eRan] = await Promise.all([run(e2e), inTurn(checkers)]);
  outcomes.push(await counted(e2eRan, e2eReport, countE2e));
} finally {
  await rm(folder, { recursive: true, force: true });
}

const sum = (of: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[of], 0);
console.log(`\nchecks and tests:\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

async function inTurn(steps: readonly Step[]): Promise<void> {
  for (const step of steps) outcomes.push(plain(await run(step, 'quiet')));
}

/** What a quiet step says is shown when it has ended, so that two of them do not talk at once. */
async function run({ name, command, env }: Step, voice: 'quiet' | 'aloud' = 'aloud'): Promise<boolean> {
  const [tool = '', ...words] = command;
  const [program, ...args] = toolWords(tool, words);
  const startedAt = performance.now();
  const out = voice === 'quiet' ? 'pipe' : 'inherit';
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...env },
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(Buffer.concat(said));
  console.log(`--- ${name}: ${code === 0 ? 'passed' : `FAILED (${code ?? 'killed'})`} in ${seconds} s\n`);
  return code === 0;
}

function plain(ok: boolean): Outcome {
  return { ok, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** A run that left no report, or ran nothing, has failed whatever it said. */
async function counted(
  ok: boolean,
  report: string,
  count: (json: unknown) => { passed: number; failed: number },
): Promise<Outcome> {
  const text = await readFile(report, 'utf8').catch(() => null);
  if (text === null) return plain(false);
  const { passed, failed } = count(JSON.parse(text));
  const good = ok && passed > 0 && failed === 0;
  return { ok: good, passed, failed: good ? 0 : Math.max(failed, 1) };
}

function countUnit(json: unknown): { passed: number; failed: number } {
  const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() }).parse(json);
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function countE2e(json: unknown): { passed: number; failed: number } {
  const shape = z.object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  });
  const { expected, unexpected, flaky, skipped } = shape.parse(json).stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}
