import { bundleNode, bundleWindow } from './bundle';
import { bringUpToDate } from './upToDate';

/** `npm run build`: both halves of `dist/`; with `--stale` only what is missing or out of date. */
if (process.argv.includes('--stale')) await bringUpToDate('node', 'renderer');
else {
  await bundleNode();
  await bundleWindow();
}
