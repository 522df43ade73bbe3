import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedTests, windowSpecs } from './chosen';
import { makeLane } from './lane';
import { runTests } from './runTests';
import { runWindow } from './runWindow';
import { tableOf } from './table';
import { isWell, type Told } from './told';
import { findWine } from './wine';
import { whatIsMissing } from './whatIsMissing';

/**
 * `npm run windows [-- WORD…]`: the built program on Node for Windows under Wine. Its own scenarios, the tests it shares
 * with `npm test`, and the window in this system's Chromium; with words only the files whose path has one of them.
 */
const startedAt = performance.now();
const words = process.argv.slice(2);
const wanted = (path: string): boolean => words.length === 0 || words.some((word) => path.includes(word));
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const command = findWine();
const missing = whatIsMissing();
if (missing !== null || command === undefined) {
  say(missing ?? '');
  process.exit(1);
}

const own = (await readdir(join(import.meta.dirname, 'scenarios'))).map(
  (name) => `tests/windows/scenarios/${name}`,
);
const tests = [...own.sort(), ...sharedTests].filter(wanted);
const specs = windowSpecs.filter(wanted);
const tolds: Told[] = [];
const onTold = (told: Told): void => {
  tolds.push(told);
  say(`  ${isWell(told) ? 'passed' : 'FAILED'} ${told.source} (${Math.round(told.ms / 1000)} s)`);
};

const lane = await makeLane(command, say);
// Whoever stops it leaves no Windows behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void lane.remove().finally(() => process.exit(1)));
try {
  if (tests.length > 0) await runTests(lane, tests, onTold);
  if (specs.length > 0) await runWindow(lane, specs, onTold);
} finally {
  await lane.remove();
}
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write(
  `${tableOf(tolds)}\n\nThe whole lane: ${seconds} s. What Wine cannot prove: docs/windows.md\n`,
);
process.exitCode = tolds.length > 0 && tolds.every(isWell) ? 0 : 1;
