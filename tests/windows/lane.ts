import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../build/root';
import { runVariable } from '../../build/runVariable';
import makeTestRun from '../../build/testRun';
import { bringUpToDate } from '../../build/upToDate';
import { buildHolder } from './buildHolder';
import { placeProgram } from './placeProgram';
import { fetchWindowsNode } from './windowsNode';
import { makeWindows, type Wine } from './wine';

/** What all tests of one lane share: a Windows with the program installed on it, in a folder that goes at the end. */
export interface Lane {
  readonly wine: Wine;
  /** Of Windows, by their paths on this system. */
  readonly node: string;
  readonly holder: string;
  readonly folder: string;
  /** What `build/testRun.ts` lays out. */
  readonly run: string;
  remove(): Promise<void>;
}

/** The installed program, as Windows names it. */
export const installedProgram = 'C:\\Program Files\\Yardam\\dist\\node\\cliMain.js';

export async function makeLane(command: string, say: (text: string) => void): Promise<Lane> {
  await bringUpToDate('node', 'renderer');
  const folder = await mkdtemp(join(tmpdir(), 'yardam-windows-'));
  const removeRun = await makeTestRun();
  const removeFolders = async (): Promise<void> => {
    await removeRun();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    say('Node for Windows, by npm');
    const node = await fetchWindowsNode(join(root, 'dist', 'windows'));
    say('a Windows of its own, by Wine');
    const wine = await makeWindows(command, folder);
    say('the program with the packages that ship, by npm');
    await placeProgram(join(folder, 'prefix', 'drive_c', 'Program Files', 'Yardam'));
    await mkdir(join(folder, 'told'));
    const holder = await buildHolder(folder);
    const remove = async (): Promise<void> => {
      await wine.close();
      await removeFolders();
    };
    return { ...{ wine, node, holder, folder, remove }, run: process.env[runVariable] ?? '' };
  } catch (error) {
    await removeFolders();
    throw error;
  }
}
