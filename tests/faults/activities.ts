import type { Activity } from './activity';
import { attaching } from './activities/attaching';
import { backingUp } from './activities/backingUp';
import { destroying } from './activities/destroying';
import { exchanging } from './activities/exchanging';
import { importing } from './activities/importing';
import { migrating } from './activities/migrating';
import { renewing } from './activities/renewing';
import { saving } from './activities/saving';

/**
 * Everything the program is killed at. To add one: its name in `victimLine.ts`, what the victim does in `victimActs.ts`,
 * how one sees that nothing is half done as a file in `activities/`, and here.
 */
export const activities: readonly Activity[] = [
  saving,
  importing,
  exchanging,
  migrating,
  backingUp,
  renewing,
  destroying,
  attaching,
];
