import { bundleNode, bundleWindow } from './bundle';
import { isStale, type Half } from './stale';

/** Builds what is missing of `dist/` or older than its sources. Says nothing on standard output. */
export async function bringUpToDate(...halves: readonly Half[]): Promise<void> {
  for (const half of halves) if (isStale(half)) await build[half]();
}

const build: Readonly<Record<Half, () => Promise<void>>> = { node: bundleNode, renderer: bundleWindow };
