import { z } from 'zod';
import { command, query } from './call';
import { count, recordId, registryCode } from './shapes';

/**
 * Emergency access in two steps: a search by the whole name tells what is needed to choose one person, and only the one
 * chosen is opened, to be read and never changed.
 */
export const emergencyCalls = {
  'emergency.find': command({
    summary:
      'Look for a person of another territory by surname and name, for a written reason: a few to choose one from',
    input: z.strictObject({
      registry: registryCode,
      /** Surname and given name in full; patronymic, date of birth or SNILS narrow it. */
      search: z.string().min(1).max(200),
      reason: z.string().trim().min(10).max(1000),
    }),
    output: z.object({
      /** Of this search and this session: the choice goes with it, once. */
      token: z.string(),
      found: z.array(z.object({ recordId: z.string(), name: z.string(), birthYear: z.string().nullable() })),
    }),
    errors: [
      'registry.unknown',
      'emergency.unnamed',
      'emergency.nobody',
      'emergency.tooMany',
      'emergency.tooOften',
    ],
    allow: 'emergency.take',
  }),
  'emergency.take': command({
    summary: 'Open the one person chosen among those found, to be read only; the head of the office sees it',
    input: z.strictObject({ token: z.string().min(1).max(60), recordId }),
    output: z.object({ registry: z.string(), recordId: z.string(), until: z.string() }),
    errors: ['emergency.unfound'],
    allow: 'emergency.take',
  }),
  'emergency.list': query({
    summary: 'List emergency accesses, newest first',
    input: z.strictObject({ unseenOnly: z.boolean().default(false) }),
    output: z.object({
      accesses: z.array(
        z.object({
          number: count,
          login: z.string(),
          name: z.string(),
          recordId: z.string(),
          /** null where damage keeps it shut. */
          reason: z.string().nullable(),
          takenAt: z.string(),
          until: z.string(),
          seenAt: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
    allow: 'emergency.watch',
  }),
  'emergency.look': command({
    summary: 'Look at the person that an emergency access opened: till the session ends, to be read only',
    input: z.strictObject({ number: count }),
    output: z.object({ registry: z.string(), recordId: z.string() }),
    errors: ['record.notFound'],
    allow: 'emergency.watch',
  }),
  'emergency.see': command({
    summary: 'Note that emergency accesses up to this one were looked at',
    input: z.strictObject({ upTo: count }),
    output: z.object({}),
    errors: [],
    allow: 'emergency.watch',
  }),
};
