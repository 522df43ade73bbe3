import { startVitest } from 'vitest/node';

/**
 * `npm run faults [-- KILLS [SEED]]`: the same test as in `npm test` with two thousand kills, or as many as are wanted.
 * The same seed makes the same plan; where exactly a kill lands is up to the machine.
 */
const [kills = '2000', seed = '1'] = process.argv.slice(2);
process.env['YARDAM_FAULTS_KILLS'] = kills;
process.env['YARDAM_FAULTS_SEED'] = seed;
const run = await startVitest('test', ['tests/file/faults.test.ts'], {
  config: 'build/vitestConfig.ts',
  run: true,
  watch: false,
});
await run.close();
