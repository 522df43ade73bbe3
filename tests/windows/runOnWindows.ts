import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTests, type Task, type VitestRunner } from '@vitest/runner';
import type { Told } from './told';

/**
 * The part of the lane that Node for Windows runs: one file of tests, by vitest's own runner, in the profile of somebody
 * whose name is Cyrillic. Vitest itself needs native programs that do not start here.
 */
const [, , bundle = '', source = '', answer = ''] = process.argv;

const profile = 'C:\\users\\Алсу Хәкимова';
process.env['USERPROFILE'] = profile;
process.env['APPDATA'] = join(profile, 'AppData', 'Roaming');
process.env['LOCALAPPDATA'] = join(profile, 'AppData', 'Local');
process.env['TEMP'] = process.env['TMP'] = join(profile, 'AppData', 'Local', 'Temp');
mkdirSync(process.env['TEMP'], { recursive: true });
// Windows tells its programs the zone of the machine; Wine has it from this variable when it starts.
delete process.env['TZ'];

// A machine that does other work at the same time is slow, not wrong.
const patienceMs = 1_200_000;
const runner: VitestRunner = {
  config: {
    ...{ root: process.cwd(), setupFiles: [], name: undefined, testNamePattern: undefined },
    ...{
      passWithNoTests: false,
      allowOnly: false,
      maxConcurrency: 1,
      testTimeout: patienceMs,
      hookTimeout: patienceMs,
      retry: 0,
    },
    ...{ includeTaskLocation: undefined, tags: [], tagsFilter: undefined, strictTags: false },
    sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: undefined,
  },
  importFile: () => import(pathToFileURL(bundle).href),
};
// A test that stops the clock leaves nothing else that keeps the program running.
setInterval(() => undefined, 60_000);
const [file] = await startTests([source], runner);
if (file === undefined) throw new Error('the runner answers nothing');
const told: Told = { source, ms: file.result?.duration ?? 0, checks: checksOf(file, []) };
writeFileSync(answer, JSON.stringify(told));
// A test may leave a socket or a timer behind; the answer is written.
process.exit();

/** Every test under its whole name; a file or a group that fails by itself is one of them. */
function checksOf(task: Task, above: readonly string[]): Told['checks'] {
  const name = task.type === 'suite' && 'filepath' in task ? above : [...above, task.name];
  const below = 'tasks' in task ? task.tasks.flatMap((one) => checksOf(one, name)) : [];
  const complaints = (task.result?.errors ?? []).map(({ stack, message, diff, actual }) =>
    [stack ?? message, diff ?? actual ?? ''].join('\n'),
  );
  if ('tasks' in task && complaints.length === 0) return below;
  const state = task.result?.state === 'pass' ? 'passed' : task.mode === 'skip' ? 'left out' : 'failed';
  return [{ name: name.join(' › '), state, ms: task.result?.duration ?? 0, complaints }, ...below];
}
