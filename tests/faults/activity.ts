import type { KeyOffices } from '../support/offices/keyOffice';
import type { Range, Watched } from './aim';
import type { Dice } from './dice';
import type { ActivityName, Line, Order } from './victimLine';

/** One thing the program does while it is killed, and how to see afterwards that nothing is lost and nothing half done. */
export interface Activity {
  readonly name: ActivityName;
  /** Of a hundred kills. */
  readonly share: number;
  /** Kills of one folder, before a fresh one is taken: what was killed once must survive being killed again. */
  readonly killsPerFolder: number;
  readonly range: Range;
  begin(ground: Ground, dice: Dice): Promise<Campaign>;
}

/** What every campaign starts from: made once, copied. */
export interface Ground {
  readonly offices: KeyOffices;
  /** A data folder with these persons in it. */
  readonly peopled: Peopled;
  /** A data folder as an older version left it. */
  readonly older: string;
  /** A new empty folder. */
  makeFolder(): Promise<string>;
  emptyFolder(folder: string): Promise<void>;
}

export interface Peopled {
  readonly dataFolder: string;
  readonly recordIds: readonly string[];
}

/** Kills on one data folder (or on two that exchange). */
export interface Campaign {
  readonly watched: readonly Watched[];
  order(): Promise<Pick<Order, 'dataFolder' | 'records'>>;
  /** What the victim said before it was killed. */
  heard(lines: readonly Line[]): Promise<void> | void;
  /** Starts the program again and looks at everything; answers how long the start took. */
  look(): Promise<number>;
  /** Lets the work come to its end. */
  finish(): Promise<void>;
}
