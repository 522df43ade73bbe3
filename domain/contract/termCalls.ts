import { z } from 'zod';
import { command, query } from './call';
import { count, fileId, recordId, registryCode } from './shapes';

/** Terms of records over all registries, and the working calendar that they are counted by. */
const seeing = { record: 'see' } as const;

/** No more than so many terms of one registry are counted in each group. */
export const mostTerms = 10_000;

const words = z.object({ ru: z.string(), tt: z.string() });
const day = z.string();
const run = {
  /** Code of the term as it is declared, and of the one that it is counted as. */
  term: z.string(),
  countedAs: z.string(),
  words,
  startedOn: day,
  /** null: a year on the way has no calendar, and nobody guesses. */
  dueOn: day.nullable(),
  /** The first day that is late. */
  lateFrom: day.nullable(),
  /** A day on the way is not decreed yet: the term may move. */
  provisional: z.boolean(),
  /** Working days until it ends; less than nothing: since it has. null where a year has no calendar. */
  left: z.number().int().nullable(),
};

const termGroups = ['late', 'today', 'soon', 'uncounted'] as const;
const groups = { late: count, today: count, soon: count, uncounted: count };

const movedTerm = z.object({
  ...{ registry: z.string(), recordId: z.string(), term: z.string() },
  ...{ before: day.nullable(), after: day.nullable() },
});

export const termCalls = {
  'term.list': query({
    summary: 'Terms that run, over every registry that may be read: late, due today, due within working days',
    input: z.strictObject({
      registry: registryCode.optional(),
      /** One group; else everything that is late, due today or soon. */
      group: z.enum(termGroups).optional(),
      /** How many working days are soon. */
      within: z.number().int().min(1).max(30).default(2),
      from: count.max(mostTerms).default(0),
      limit: z.number().int().min(0).max(200).default(50),
    }),
    output: z.object({
      today: day,
      /** The last day that is soon; null where the calendar does not reach it. */
      soonUntil: day.nullable(),
      counts: z.array(z.object({ registry: z.string(), ...groups })),
      /** What is due first stands first. */
      rows: z.array(
        z.object({
          ...{ registry: z.string(), recordId: z.string() },
          /** null where the operator may not read it. */
          title: z.string().nullable(),
          ...run,
        }),
      ),
    }),
    errors: ['registry.unknown'],
    allow: seeing,
  }),
  'term.ofRecord': query({
    summary: 'Terms of a record, open and ended, each with the clause and every day that was counted',
    input: z.strictObject({ registry: registryCode, recordId }),
    output: z.object({
      today: day,
      terms: z.array(
        z.object({
          ...run,
          endedOn: day.nullable(),
          ...{ clause: z.string(), from: z.string(), to: z.string() },
          /** Was the text of the norm read, and where. */
          sure: z.boolean(),
          source: z.string(),
          steps: z.array(
            z.object({
              day,
              counted: z.boolean(),
              /** Why it was passed over, in the words of the calendar; a plain weekend has none. */
              why: z.string().nullable(),
            }),
          ),
          /** The year whose calendar is absent. */
          unknownYear: z.number().int().nullable(),
        }),
      ),
    }),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: seeing,
  }),
  'calendar.list': query({
    summary: 'Years of the working calendar: their acts, what is not decreed yet, and who brought them in',
    input: z.strictObject({}),
    output: z.object({
      years: z.array(
        z.object({
          ...{ year: z.number().int(), act: z.string(), source: z.string(), workingDays: count },
          /** Days that no act has named yet. */
          provisional: z.array(z.object({ day, why: z.string() })),
          /** Who brought it in, and when; null for a year that came with the program. */
          brought: z.object({ operator: z.string(), at: z.string() }).nullable(),
          /** Does the year that came with the program say something else? */
          differs: z.boolean(),
        }),
      ),
    }),
    errors: [],
    allow: 'signedIn',
  }),
  'calendar.import': command({
    summary: 'Bring in a year of the working calendar; open terms are counted anew',
    input: z.strictObject({ fileId }),
    output: z.object({
      ...{ year: z.number().int(), workingDays: count, provisional: count },
      /** How many terms have another day now, and the first of them. */
      moved: count,
      records: z.array(movedTerm),
    }),
    errors: ['file.notFound', 'calendar.malformed', 'calendar.miscounted'],
    allow: 'reference.manage',
  }),
};
