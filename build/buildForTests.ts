import { bundleNode, bundleWindow } from './bundle';
import { isStale } from './stale';

/** Tests of the hosts and of printing run what ships: `dist/` is brought up to date before the first of them. */
export async function setup(): Promise<void> {
  if (isStale('node')) await bundleNode();
  if (isStale('renderer')) await bundleWindow();
}
