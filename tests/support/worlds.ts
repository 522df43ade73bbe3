/**
 * How many worlds of a long property are played: a tenth of all in `npm test`, all of them where `npm run worlds` has
 * set this.
 */
export const worldsVariable = 'YARDAM_ALL_WORLDS';

export const worlds = (all: number): number =>
  process.env[worldsVariable] === undefined ? Math.ceil(all / 10) : all;
