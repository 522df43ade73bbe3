import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { createElectronStandIn, type ElectronStandIn, type StartedAs } from './electronStandIn';
import type { Bridge } from '../../../renderer/api/bridge';

/** The desktop program, started over a stand-in of its own for the office of a data folder. */
export async function startShell(dataFolder: string, as: StartedAs = {}): Promise<ElectronStandIn> {
  const started = createElectronStandIn(as);
  vi.resetModules();
  vi.doMock('electron', () => started.module);
  const { argv } = process;
  process.argv = ['electron', join(import.meta.dirname, '..', '..', '..'), '--data', dataFolder];
  await import('../../../electron/shell/preload');
  await import('../../../electron/desktop');
  process.argv = argv;
  await vi.waitFor(() => expect(started.handlers.has('yardam:call')).toBe(true), 60_000);
  return started;
}

/** Ends it as the system would, and waits until it has closed the office. */
export async function quitShell(started: ElectronStandIn): Promise<void> {
  started.app.quit();
  await vi.waitFor(() => expect(started.journal).toContain('gone'), 60_000);
}

export function windowOf({ windows }: ElectronStandIn) {
  const [window] = windows;
  if (window === undefined) throw new Error('no window');
  return window;
}

/** What the page was lent. */
export const bridgeOf = (started: ElectronStandIn) => started.exposed.get('yardam') as Bridge;

/** Asks for an address of our own protocol. */
export function askPage({ pages }: ElectronStandIn, path: string, init?: RequestInit): Promise<Response> {
  const answer = pages.get('yardam');
  if (answer === undefined) throw new Error('nothing serves the page');
  return answer(new Request(`yardam://app${path}`, init));
}
