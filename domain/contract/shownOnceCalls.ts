import { z } from 'zod';
import { command, query } from './call';
import { file } from './shapes';

/**
 * What is shown once: codes, and the papers of a destruction. It waits for whoever asked for it until he says that it is
 * written down or saved, so that no lock, no key and no lost answer takes it away unseen.
 */
const id = z.string().min(1).max(60);
const shownOnce = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('recovery'), code: z.string() }),
  z.object({ id, kind: z.literal('access'), code: z.string(), login: z.string(), expiresAt: z.string() }),
  z.object({ id, kind: z.literal('destruction'), number: z.string(), act: file, extract: file }),
]);
export type ShownOnce = z.output<typeof shownOnce>;

export const shownOnceCalls = {
  'once.list': query({
    summary: 'List what is shown once and waits for the operator of this window to write it down or save it',
    input: z.strictObject({}),
    output: z.object({ items: z.array(shownOnce) }),
    errors: [],
    allow: 'signedIn',
  }),
  'once.done': command({
    summary: 'Say that it is written down or saved; it is not shown again',
    input: z.strictObject({ id }),
    output: z.object({}),
    errors: [],
    allow: 'signedIn',
  }),
};
