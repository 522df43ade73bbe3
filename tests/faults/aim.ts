import type { Dice } from './dice';

/**
 * When to kill. By the clock alone most kills would land in what takes longest; so some are counted by what the victim
 * says (an instant before or after a COMMIT) and some by what changes in its folders (between two writes, before a
 * rename).
 */
export interface Aim {
  readonly by: 'clock' | 'line' | 'file';
  /** Lines or changes to wait for. */
  readonly count: number;
  /** And then so long. */
  readonly ms: number;
  /** Where the changes are. */
  readonly folders: readonly string[];
}

/** What a victim lives through in a second or so. */
export interface Range {
  readonly lines: number;
  /** How much longer than its opening its work goes on. */
  readonly reach: number;
}

/** Folders where a change may be the moment to kill, and how many changes there are to choose from. */
export interface Watched {
  readonly folders: readonly string[];
  readonly changes: number;
}

export function takeAim(dice: Dice, range: Range, watched: readonly Watched[], openingMs: number): Aim {
  const by = dice.pick(['clock', 'line', 'line', 'file', 'file'] as const);
  const ms = dice.pick([0, 0, dice.roll() * 5, dice.roll() * 40]);
  const { folders, changes } = dice.pick(watched);
  switch (by) {
    case 'clock':
      return { by, count: 0, ms: dice.roll() * openingMs * range.reach, folders: [] };
    case 'line':
      return { by, count: 1 + dice.below(range.lines), ms, folders: [] };
    case 'file':
      return { by, count: 1 + dice.below(changes), ms, folders };
  }
}
