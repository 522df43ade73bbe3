import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../build/root';
import { runtimeVariable } from '../../build/runVariable';
import type { Lane } from './lane';
import { failedAsWhole, type Check, type Told } from './told';

/**
 * Specs of the window in this system's Chromium, with the program that serves it on Node for Windows. They start the
 * program as they always do, by what runs it: here a script that gives it over to Wine and passes on what it says.
 */
export async function runWindow(
  lane: Lane,
  specs: readonly string[],
  onTold: (told: Told) => void,
): Promise<void> {
  const report = join(lane.folder, 'told', 'window.json');
  const env = {
    ...process.env,
    [runtimeVariable]: await writeRuntime(lane),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const words = [
    'test',
    '--config',
    'build/playwrightConfig.ts',
    '--project',
    'web',
    '--reporter',
    'json',
    ...specs,
  ];
  const playwright = join(root, 'node_modules', '.bin', 'playwright');
  const child = spawn(playwright, words, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  await once(child, 'close');
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) onTold(failedAsWhole('tests/e2e', complaint));
  else
    for (const suite of (JSON.parse(text) as { readonly suites: readonly Suite[] }).suites)
      onTold(toldOf(suite));
}

/** Node for Windows as a program of this system: what it says goes to a file and from there to standard output. */
async function writeRuntime({ wine, node, folder }: Lane): Promise<string> {
  const path = join(folder, 'windowsNode');
  const env = Object.entries(wine.env).map(([name, value]) => `export ${name}=${quoted(value ?? '')}`);
  const lines = [
    '#!/bin/bash',
    ...env,
    // On drive Z a path that begins with a slash is the same on both sides.
    'cd /',
    `said=$(mktemp ${quoted(join(folder, 'said.XXXXXX'))})`,
    `${quoted(wine.command)} ${quoted(node)} "$@" >"$said" 2>"$said.err" </dev/null &`,
    'child=$!',
    `trap 'kill -9 $child' TERM INT`,
    'tail --pid=$child -s 0.1 -n +1 -f "$said" &',
    'passesOn=$!',
    // A signal ends the waiting and not the program: the trap does that.
    'wait $child',
    'code=$?',
    'wait $passesOn',
    'cat "$said.err" >&2',
    'exit $code',
  ];
  await writeFile(path, `${lines.join('\n')}\n`);
  await chmod(path, 0o755);
  return path;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What Playwright reports, as far as it is read here. */
interface Suite {
  readonly title: string;
  readonly file: string;
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly results: readonly {
        readonly duration: number;
        readonly errors: readonly { readonly message?: string }[];
      }[];
    }[];
  }[];
}

function toldOf(suite: Suite): Told {
  const checks = checksOf(suite);
  return { source: `tests/e2e/${suite.file}`, ms: checks.reduce((sum, { ms }) => sum + ms, 0), checks };
}

function checksOf({ specs, suites = [] }: Suite): Check[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ status, results }): Check => {
      const state = status === 'expected' ? 'passed' : status === 'skipped' ? 'left out' : 'failed';
      const complaints =
        state === 'failed' ? results.flatMap(({ errors }) => errors.map(({ message = '' }) => message)) : [];
      return { name: title, state, ms: results.reduce((sum, { duration }) => sum + duration, 0), complaints };
    }),
  );
  return [...own, ...suites.flatMap(checksOf)];
}
