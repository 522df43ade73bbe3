import { bundleNode, bundleWindow } from './bundle';
import { isStale } from './stale';

/** `npm run build`: both halves of `dist/`; with `--stale` only what is missing or out of date. */
const all = !process.argv.includes('--stale');
if (all || isStale('node')) await bundleNode();
if (all || isStale('renderer')) await bundleWindow();
