import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * A Windows of its own in a folder of its own. Wine gives Windows programs no pipe of this system for standard output:
 * what they say goes to a file and is read from there.
 */
export interface Wine {
  /** Runs a Windows program to its end. */
  run(program: string, words: readonly string[], more?: Surroundings): Promise<Ended>;
  /** Ends every program of this Windows, and it. */
  close(): Promise<void>;
  /** What any program of this Windows is started with. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly patienceMs?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly complaint: string;
}

/** The loader of 64-bit programs: by its own place in Debian, or by a name on the path. */
export function findWine(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = [
    '/usr/lib/wine/wine64',
    ...['wine64', 'wine'].flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  return places.find((place) => existsSync(place));
}

/** A path of this system as Windows programs see it: the whole tree is drive Z. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/** Makes the Windows: version 10, Kazan's time, nobody's home. */
export async function makeWindows(command: string, folder: string): Promise<Wine> {
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    ...{ PATH: process.env['PATH'], HOME: home, LC_ALL: 'C.UTF-8', TZ: 'Europe/Moscow' },
    ...{
      WINEPREFIX: join(folder, 'prefix'),
      TMPDIR: home,
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=d',
    },
    // Node asks for a newer Windows than Wine says it is.
    NODE_SKIP_PLATFORM_CHECK: '1',
  };
  let count = 0;
  const wine: Wine = {
    ...{ command, env },
    async run(program, words, { env: more = {}, cwd = folder, patienceMs = 3_600_000 } = {}) {
      count += 1;
      const [out, err] = ['out', 'err'].map((end) => join(folder, `${count}.${end}`)) as [string, string];
      const [outFile, errFile] = [await open(out, 'w'), await open(err, 'w')];
      const child = spawn(command, [program, ...words], {
        ...{ cwd, env: { ...env, ...more } },
        stdio: ['ignore', outFile.fd, errFile.fd],
        timeout: patienceMs,
        killSignal: 'SIGKILL',
      });
      const code = await ended(child);
      for (const file of [outFile, errFile]) await file.close();
      const [said, complaint] = await Promise.all([readFile(out, 'utf8'), readFile(err, 'utf8')]);
      return { code, said, complaint };
    },
    async close() {
      await wine.run('wineboot', ['--kill'], { patienceMs: 30_000 });
    },
  };
  const made = await wine.run('wineboot', ['--init'], { patienceMs: 120_000 });
  if (made.code !== 0) throw new Error(`Wine makes no Windows: ${made.complaint}`);
  await wine.run('winecfg', ['-v', 'win10']);
  return wine;
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
