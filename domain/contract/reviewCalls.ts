import { z } from 'zod';
import { lossReasons } from '../exchange/change';
import { command, query } from './call';
import { fieldValue, recordId, registryCode, titles, version } from './shapes';

/** What waits for a person: proposals of keepers, and changes that did not become what holds. */
const said = z.object({
  stamp: z.string(),
  value: fieldValue,
  office: z.string(),
  operator: z.string(),
  at: z.string(),
});

export const reviewCalls = {
  'review.list': query({
    summary: 'Fields of which a person must decide: proposals, and changes that lost',
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({
          registry: z.string(),
          recordId: z.string(),
          /** Name of the record, as its list shows it. */
          title: z.string(),
          /** Field of the record; of a row where `list` and `rowId` say so. */
          field: z.string(),
          list: z.string().nullable(),
          rowId: z.string().nullable(),
          why: z.enum(['lost', 'proposed']),
          /** Why it was not taken; null of a proposal. */
          reason: z.enum(lossReasons).nullable(),
          /** What the person who declined it says. */
          words: z.string().nullable(),
          /** Does this office decide, or does it ask the one that does? */
          decidesHere: z.boolean(),
          /** What holds; null where nothing does. */
          held: said.nullable(),
          others: z.array(said),
        }),
      ),
      titles,
    }),
    errors: [],
    allow: { record: 'read' },
  }),
  'review.decide': command({
    summary: 'Decide on one field: keep what holds, take one of the others or write a third value',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      rowId: recordId.nullable().default(null),
      field: z.string().min(1).max(60),
      take: z.union([
        z.literal('held'),
        z.strictObject({ stamp: z.string().min(1).max(120) }),
        z.strictObject({ value: fieldValue }),
      ]),
      /** Stamps of what holds and of the others, as they were shown: where they are others by now nothing is decided. */
      seen: z.array(z.string().min(1).max(120)).max(10_000).optional(),
      /** Told to whoever proposed what is not taken. */
      reason: z.string().trim().max(1000).default(''),
    }),
    output: z.object({
      version,
      /** The office that decides is asked; the review closes when it answers. */
      asked: z.boolean(),
    }),
    errors: [
      'registry.unknown',
      'record.notFound',
      'record.notYours',
      'record.moveForbidden',
      'record.invalid',
      'review.closed',
      'review.changed',
    ],
    // Persons do not travel: nothing of them is ever open here, and nothing of them is written by this way.
    allow: { record: 'review' },
  }),
};
