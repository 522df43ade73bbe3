import { z } from 'zod';
import { command, query } from './call';
import { count } from './shapes';

const journalStates = [
  'laid',
  'acknowledged',
  'refused',
  'applied',
  'duplicate',
  'noted',
  'quarantined',
  // Passed over by a round: it cannot be moved; its addressee is not exchanged with any more.
  'stuck',
  'kept',
] as const;

/** The exchange with other offices over the interagency EDMS. */
export const exchangeCalls = {
  'exchange.run': command({
    summary: 'One round: take what came, apply it, receipt it, lay out what peers have not acknowledged',
    input: z.strictObject({}),
    output: z.object({
      /** Packets taken from the incoming folder: messages and receipts. */
      taken: count,
      /** Messages whose changes were applied in this round. */
      applied: count,
      quarantined: count,
      /** Packets left for the next round: half written, or ahead of a gap. */
      waiting: count,
      /** Packets laid into the outgoing folder: messages and receipts. */
      laid: count,
    }),
    errors: ['exchange.unconfigured', 'exchange.folderMissing', 'exchange.busy', 'disk.full'],
    allow: 'registry.exchange',
  }),
  'exchange.status': query({
    summary:
      'What waits to be sent, what waits for a receipt, what is in quarantine, when the last round was',
    input: z.strictObject({}),
    output: z.object({
      configured: z.boolean(),
      lastRoundAt: z.string().nullable(),
      /** Changes not yet laid into a message. */
      unsent: count,
      /** Messages laid and not receipted. */
      unreceipted: count,
      quarantined: count,
      /** Packets that the last round could not move in either direction; the journal says why. */
      stuck: count,
      /** Packets kept for offices taken out of `office.json`: laid if the office comes back. */
      kept: count,
      conflicts: count,
      /** Peers whose clock stands far from this one, ahead by so many days at least; behind: less than nothing. */
      clocks: z.array(z.object({ office: z.string(), days: z.number().int() })),
    }),
    errors: [],
    allow: 'signedIn',
  }),
  'exchange.journal': query({
    summary: 'Journal of messages and receipts in both directions, newest first',
    input: z.strictObject({
      limit: z.number().int().min(1).max(500).default(100),
      before: z.number().int().positive().optional(),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          seq: z.number().int(),
          at: z.string(),
          direction: z.enum(['in', 'out']),
          kind: z.enum(['message', 'receipt', 'notification', 'unknown']),
          peer: z.string().nullable(),
          uid: z.string().nullable(),
          number: z.number().int().nullable(),
          folder: z.string(),
          state: z.enum(journalStates),
          changes: count,
          /** Named error of a refusal, a quarantine or a packet that could not be moved. */
          error: z.string().nullable(),
          detail: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
    allow: 'journal.read',
  }),
};
