import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Aim } from './aim';
import type { Line, Order } from './victimLine';

/** Starts programs, lets them work and kills them. One is always started ahead, so that loading modules costs no time. */
export interface Victims {
  /** Gives the order, kills at the moment aimed at and answers what was said until then. */
  kill(order: Order, aim: Aim): Promise<Death>;
  close(): Promise<void>;
}

export interface Death {
  /** Whole lines that were read: what is here was said before the kill. */
  readonly lines: readonly Line[];
  /** Where it was hit. */
  readonly phase: string;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A victim that never comes to what was aimed at is killed all the same. */
const patienceMs = 15_000;

export function createVictims(script: string): Victims {
  const start = (): Child => spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let ahead = start();
  return {
    async kill(order, aim) {
      const child = ahead;
      ahead = start();
      const said = listen(child);
      const reached = wait(aim, child, said);
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await reached;
      child.kill('SIGKILL');
      const { signal } = await said.ended;
      if (signal !== 'SIGKILL') throw new Error(`the victim ended by itself: ${said.complaint()}`);
      return { lines: said.lines, phase: phaseOf(said.lines) };
    },
    async close() {
      const gone = new Promise((resolve) => ahead.once('close', resolve));
      ahead.kill('SIGKILL');
      await gone;
    },
  };
}

function listen(child: Child) {
  const lines: Line[] = [];
  let rest = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part) as Line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<{ signal: string | null }>((resolve) => {
    child.once('close', (_code, signal) => resolve({ signal }));
  });
  return { lines, ended, complaint: () => complaint };
}

/** Until the moment to kill; also when the victim ends by itself. */
async function wait(aim: Aim, child: Child, said: { readonly lines: readonly Line[] }): Promise<void> {
  await new Promise<void>((resolve) => {
    const tooLong = setTimeout(() => end(), patienceMs);
    let changes = 0;
    const watchers = aim.folders
      .filter((folder) => existsSync(folder))
      .map((folder) =>
        watch(folder, () => {
          if ((changes += 1) >= aim.count) end();
        }),
      );
    const end = (): void => {
      clearTimeout(tooLong);
      for (const watcher of watchers) watcher.close();
      resolve();
    };
    child.once('exit', end);
    if (aim.by === 'line')
      child.stdout.on('data', () => {
        if (said.lines.length >= aim.count) end();
      });
    if (aim.by === 'clock') end();
  });
  if (aim.ms > 0.5) await new Promise((resolve) => setTimeout(resolve, aim.ms));
}

function phaseOf(lines: readonly Line[]): string {
  const last = lines.at(-1);
  switch (last?.is) {
    case undefined:
      return 'opening';
    case 'opened':
      return 'signing in';
    case 'trying':
      return last.attempt.do;
    case 'done':
      return 'between calls';
    case 'idle':
      return 'idle';
  }
}
