import { z } from 'zod';
import { command, query } from './call';
import {
  chosenAs,
  fieldValue,
  listQuery,
  ofQuestions,
  recordSummary,
  registryCode,
  sortBy,
  titles,
  where,
} from './shapes';

/** Questions over the records of a registry: which there are, and how many. */
const seeing = { record: 'see' } as const;

export const questionCalls = {
  'record.list': query({
    summary: 'List records: a page by place in the order, with conditions and words to search for',
    input: z.strictObject({
      registry: registryCode,
      /** Place of the first line in the order, from 0. */
      from: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(50),
      ...listQuery,
    }),
    output: z.object({
      rows: z.array(recordSummary),
      total: z.number().int().nonnegative(),
      /** True when a search has more hits than are counted; `total` is then the number counted. */
      more: z.boolean(),
      ...{ titles, chosenAs },
    }),
    errors: ofQuestions,
    allow: seeing,
  }),
  'record.ask': query({
    summary:
      'Count the records of a question, or sum a number over them, by values or by months, half-years, years',
    input: z.strictObject({
      registry: registryCode,
      where: where.default([]),
      /** Fields, or `field:month`, `field:halfYear` (written `2026-1`), `field:year`. */
      by: z.array(z.string().min(1).max(130)).max(4).default([]),
      /** The number that is summed; records are counted where none is named. */
      sum: z.string().min(1).max(130).optional(),
    }),
    output: z.object({
      cells: z.array(z.object({ key: z.record(z.string(), fieldValue), value: z.number() })),
    }),
    errors: [...ofQuestions, 'question.tooWide'],
    allow: seeing,
  }),
  'interaction.count': query({
    summary:
      'Count what was done by kind of activity, form of interaction, body and half-year, over all registries',
    input: z.strictObject({
      /** Written `2026-1`; all of them where none is named. */
      halfYear: z
        .string()
        .regex(/^\d{4}-[12]$/)
        .optional(),
    }),
    output: z.object({
      cells: z.array(
        z.object({
          registry: z.string(),
          activity: z.string().nullable(),
          form: z.string().nullable(),
          body: z.string().nullable(),
          halfYear: z.string(),
          value: z.number(),
        }),
      ),
    }),
    errors: [...ofQuestions, 'question.tooWide'],
    allow: seeing,
  }),
  'view.list': query({
    summary: 'Questions that the operator keeps under a name',
    input: z.strictObject({ registry: registryCode }),
    output: z.object({
      views: z.array(z.object({ viewId: z.string(), name: z.string(), where, sort: sortBy })),
    }),
    errors: ['registry.unknown'],
    allow: seeing,
  }),
  'view.keep': command({
    summary: 'Keep a question under a name; one that has it already is replaced',
    input: z.strictObject({
      registry: registryCode,
      name: z.string().trim().min(1).max(120),
      where: where.default([]),
      sort: sortBy.default([]),
    }),
    output: z.object({ viewId: z.string() }),
    errors: ofQuestions,
    allow: seeing,
  }),
  'view.drop': command({
    summary: 'Keep a question no longer',
    input: z.strictObject({ registry: registryCode, viewId: z.string().max(60) }),
    output: z.object({}),
    errors: ['registry.unknown'],
    allow: seeing,
  }),
};
