import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runVariable } from '../../build/runVariable';
import { bundleOf, bundleTests } from './bundleTests';
import { installedProgram, type Lane } from './lane';
import { laneVariables } from './laneVariables';
import { failedAsWhole, type Told } from './told';
import { windowsPath } from './wine';

/** Runs files of tests on Node for Windows, each in a process of its own, as many at a time as there are processors. */
export async function runTests(
  { wine, node, holder, folder, run }: Lane,
  sources: readonly string[],
  onTold: (told: Told) => void,
): Promise<void> {
  const bundles = join(run, 'lane');
  await bundleTests(sources, bundles);
  const at = (source: string): string => windowsPath(bundleOf(source, bundles));
  const env = {
    [runVariable]: windowsPath(run),
    [laneVariables.program]: installedProgram,
    [laneVariables.holder]: windowsPath(holder),
    [laneVariables.victim]: at('tests/faults/victim.ts'),
  };
  const left = [...sources.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [number, source] = next;
      const answer = join(folder, 'told', `${number}.json`);
      const words = [at('tests/windows/runOnWindows.ts'), at(source), source, windowsPath(answer)];
      const { code, complaint } = await wine.run(node, words, { env, cwd: run });
      const text = await readFile(answer, 'utf8').catch(() => undefined);
      onTold(
        text === undefined
          ? failedAsWhole(source, `ended with ${String(code)}: ${complaint.slice(0, 4000)}`)
          : (JSON.parse(text) as Told),
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
