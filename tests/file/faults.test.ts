import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../build/root';
import type { Ground } from '../faults/activity';
import { activities } from '../faults/activities';
import { createFigures, quantile } from '../faults/figures';
import { makeGround } from '../faults/ground';
import { runCampaigns } from '../faults/runCampaigns';
import { createVictims, type Victims } from '../faults/spawnVictims';

/**
 * `kill -9` at random moments: what was acknowledged is there, nothing is half done, and the program starts again at
 * once. Forty kills here; `npm run faults` asks for more (docs/faults.md).
 */
const kills = Number(process.env['YARDAM_FAULTS_KILLS'] ?? 40);
const seed = Number(process.env['YARDAM_FAULTS_SEED'] ?? 1);
const shares = activities.reduce((sum, { share }) => sum + share, 0);

/** A lane of another system, where no bundler runs, has bundled it beforehand. */
async function bundleVictim(): Promise<string> {
  const { bundleScript } = await import('../../build/bundle');
  return bundleScript('tests/faults/victim.ts', join(root, 'dist', 'faults', 'victim.js'));
}

describe('a program killed at any moment', () => {
  const figures = createFigures();
  let ground: Ground & { remove(): Promise<void> };
  let victims: Victims;
  beforeAll(async () => {
    victims = createVictims(process.env['YARDAM_FAULTS_VICTIM'] ?? (await bundleVictim()));
    ground = await makeGround();
  });
  afterAll(async () => {
    await victims.close();
    await ground.remove();
    process.stdout.write(`\n${figures.table()}\n\n`);
  });

  it.each(activities)(
    '$name: what was acknowledged is there and nothing is half done',
    async (activity) => {
      const some = Math.ceil((kills * activity.share) / shares);
      await runCampaigns({ ground, victims, figures, seed }, activity, some);
    },
    60_000 + kills * 10_000,
  );

  it('starts again within a second of the processor', () => {
    expect(figures.kills()).toBeGreaterThanOrEqual(kills);
    // Other tests have the processors too: what a start takes of them counts, how long it lasted is in the table.
    expect(figures.efforts().length).toBeGreaterThan(kills / 4);
    expect(quantile(figures.efforts(), 0.95)).toBeLessThanOrEqual(1000);
  });
});
