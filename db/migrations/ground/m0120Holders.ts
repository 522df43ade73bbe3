import type { Migration } from '../migration';

/** Who decides on a provider and who keeps its contacts and places; records older than this step name nobody. */
export const m0120Holders: Migration = {
  number: 120,
  summary: 'who decides on a provider and who keeps it',
  sql: `
  ALTER TABLE provider ADD COLUMN keeper TEXT;
  ALTER TABLE provider ADD COLUMN decider TEXT;
  `,
};
