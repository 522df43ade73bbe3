import { z } from 'zod';
import { command, query } from './call';
import { count, file, registryCode, version } from './shapes';

/** What leaves for the public, and what was given out under our number. */
export const publicationCalls = {
  'registry.publish': command({
    summary: 'Make the public pages and open data of a registry, in one zip',
    input: z.strictObject({ registry: registryCode }),
    output: z.object({ file, records: count, pages: count }),
    errors: ['registry.unknown', 'registry.unpublished'],
    allow: { record: 'export' },
  }),
  'paper.check': query({
    summary: 'Say of a code on a paper whether the paper is ours and what it says is still true',
    input: z.strictObject({ code: z.string().min(1).max(40) }),
    output: z.object({
      /** null where no paper with this code was given out here. */
      paper: z
        .object({
          ...{ code: z.string(), number: z.string(), kind: z.string(), madeOn: z.string() },
          ...{ registry: z.string(), recordId: z.string(), version },
          title: z.string(),
          /** `changed`: the record says otherwise now; `gone`: there is no such record any more. */
          state: z.enum(['true', 'changed', 'gone']),
        })
        .nullable(),
    }),
    errors: [],
    allow: 'signedIn',
  }),
};
