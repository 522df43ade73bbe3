import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { laneVariables } from './laneVariables';

/** Another program that has something open. What it lets others do meanwhile: read, write, delete (and rename). */
export interface Held {
  release(): Promise<void>;
}

type Share = '-' | 'r' | 'rw' | 'rwd';

const holdOpen = (path: string, share: Share): Promise<Held> => start([path, share]);

/** A scanner: has every new file below a folder open for so long, and lets nobody rename or remove it. */
export const scanFolder = (folder: string, ms: number): Promise<Held> => start(['scan', folder, String(ms)]);

/** Does some work while another program holds something. */
export async function whileHeld<T>(path: string, share: Share, work: () => Promise<T>): Promise<T> {
  const held = await holdOpen(path, share);
  try {
    return await work();
  } finally {
    await held.release();
  }
}

async function start(words: readonly string[]): Promise<Held> {
  const child = spawn(process.env[laneVariables.holder] ?? '', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  const said = String(((await Promise.race([once(child.stdout, 'data'), gone])) as unknown[])[0]);
  if (!said.startsWith('held')) throw new Error(`${words.join(' ')}: ${said}`);
  return {
    async release() {
      child.stdin.end();
      await gone;
    },
  };
}
