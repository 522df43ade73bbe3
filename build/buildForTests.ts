import { bringUpToDate } from './upToDate';

/** Tests of the hosts and of printing run what ships: `dist/` is brought up to date before the first of them. */
export async function setup(): Promise<void> {
  await bringUpToDate('node', 'renderer');
}
