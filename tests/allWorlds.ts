import { startVitest } from 'vitest/node';
import { worldsVariable } from './support/worlds';

/**
 * `npm run worlds [-- FILE…]`: every test that plays random worlds, with ten times as many as `npm test`, or only those
 * in the files named. A file belongs here when it asks `worlds()` how many there are.
 */
const files = process.argv.slice(2);
const all = ['property.test', 'applyChanges.test', 'listRepository.test'];
process.env[worldsVariable] = 'yes';
const run = await startVitest('test', files.length > 0 ? files : all, {
  config: 'build/vitestConfig.ts',
  run: true,
  watch: false,
  testTimeout: 3_600_000,
});
await run.close();
