import type { Migration } from '../migration';

/** Packets that the last round of the exchange could not move, or keeps because the office is not exchanged with. */
export const m0100PassedOver: Migration = {
  number: 100,
  summary: 'packets passed over by the exchange',
  sql: `
  CREATE TABLE passed_packet (
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    folder TEXT NOT NULL,
    uid TEXT,
    state TEXT NOT NULL CHECK (state IN ('stuck', 'kept')),
    error TEXT,
    PRIMARY KEY (direction, folder)
  ) STRICT, WITHOUT ROWID;
  `,
};
