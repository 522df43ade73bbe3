import { takeAim } from './aim';
import type { Activity, Ground } from './activity';
import { createDice } from './dice';
import type { Figures } from './figures';
import { quantile } from './figures';
import type { Victims } from './spawnVictims';

/** Kills the program so many times at one activity. What breaks a promise throws. */
export interface Run {
  readonly ground: Ground;
  readonly victims: Victims;
  readonly figures: Figures;
  readonly seed: number;
}

/** A dead program is not always looked after at once: it is started and killed again before anybody tidies up. */
const lookedAfter = 0.6;

export async function runCampaigns(run: Run, activity: Activity, kills: number): Promise<void> {
  const openings: number[] = [];
  for (let done = 0, folder = 0; done < kills; folder += 1) {
    const some = Math.min(activity.killsPerFolder, kills - done);
    await runCampaign(run, activity, { kills: some, openings, seed: run.seed + 1000 * folder });
    done += some;
  }
}

interface Part {
  readonly kills: number;
  readonly seed: number;
  /** How long the program took to open lately: what a clock-aimed kill is measured by. */
  readonly openings: number[];
}

async function runCampaign(run: Run, activity: Activity, { kills, seed, openings }: Part): Promise<void> {
  const { ground, victims, figures } = run;
  const dice = createDice(seed);
  const campaign = await activity.begin(ground, dice);
  for (let kill = 1; kill <= kills; kill += 1) {
    const order = await campaign.order();
    const aim = takeAim(dice, activity.range, campaign.watched, quantile(openings.slice(-20), 0.5) || 300);
    const { resourcesFolder } = ground.offices;
    const death = await victims.kill(
      { ...order, activity: activity.name, resourcesFolder, seed: dice.below(1_000_000) },
      aim,
    );
    figures.kill(activity.name, death.phase);
    for (const line of death.lines) {
      if (line.is !== 'opened') continue;
      openings.push(line.ms);
      figures.start(activity.name, line.ms);
      figures.effort(line.cpuMs);
    }
    await campaign.heard(death.lines);
    if (dice.roll() < lookedAfter || kill === kills) figures.start(activity.name, await campaign.look());
  }
  await campaign.finish();
}
