import type { Migration } from '../migration';

/** By how many days the clock of a peer stands ahead of this office's; less than nothing where it stands behind. */
export const m0130PeerClock: Migration = {
  number: 130,
  summary: 'how far the clock of a peer stands from this one',
  sql: `
  ALTER TABLE peer_state ADD COLUMN clock_days INTEGER NOT NULL DEFAULT 0;
  `,
};
