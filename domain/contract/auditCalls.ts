import { z } from 'zod';
import { findingKinds } from '../audit/finding';
import { isPlainDate } from '../values/plainDate';
import { command, query } from './call';
import { count, file, fileId } from './shapes';

/** The journal of events: looking into it, proving that nobody altered it, giving it to those who ask. */
const day = z.string().refine(isPlainDate, 'not a day of the calendar');

const head = z.object({ seq: count, hash: z.string() });

export const auditCalls = {
  'audit.list': query({
    summary: 'Lines of the journal of events, newest first',
    input: z.strictObject({
      from: day.optional(),
      to: day.optional(),
      /** Any part of the name or of the login. */
      operator: z.string().max(250).default(''),
      /** An action or its beginning: `record.`. */
      action: z.string().max(60).default(''),
      /** Any part of what it was done to. */
      object: z.string().max(250).default(''),
      limit: z.number().int().min(1).max(500).default(100),
      before: z.number().int().positive().optional(),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          seq: z.number().int(),
          at: z.string(),
          office: z.string(),
          operator: z.string(),
          action: z.string(),
          object: z.string(),
          /** JSON, as it was hashed. */
          detail: z.string(),
        }),
      ),
      more: z.boolean(),
    }),
    errors: [],
    allow: 'audit.read',
  }),
  'audit.verify': query({
    summary:
      'Check the whole journal of events, the change log against it, and heads that another office holds',
    input: z.strictObject({
      /** A file of `audit.exportWitnessed` made at another office. */
      witnessFileId: fileId.optional(),
      taskId: z.string().max(60).optional(),
    }),
    output: z.object({
      lines: count,
      changes: count,
      files: count,
      ok: z.boolean(),
      findings: z.array(
        z.object({ seq: z.number().int(), kind: z.enum(findingKinds), to: z.number().int().optional() }),
      ),
      found: count,
      head,
    }),
    errors: ['file.notFound', 'audit.notWitness', 'task.cancelled'],
    allow: 'audit.read',
  }),
  'audit.export': command({
    summary: 'Make a file of the journal for a period that can be checked without the program',
    input: z.strictObject({ from: day, to: day }),
    output: z.object({ file, lines: count }),
    errors: [],
    allow: 'audit.read',
  }),
  'audit.witnessed': query({
    summary: 'Heads of other offices’ journals that are held here, in the order they came',
    input: z.strictObject({ peer: z.string().max(60).optional() }),
    output: z.object({
      heads: z.array(
        z.object({
          peer: z.string(),
          uid: z.string(),
          /** Null from a program that did not say it yet. */
          seq: z.number().int().nullable(),
          hash: z.string(),
          at: z.string(),
          /** The peer's journal went back with this head. */
          wentBack: z.boolean(),
        }),
      ),
    }),
    errors: [],
    allow: 'audit.read',
  }),
  'audit.exportWitnessed': command({
    summary: 'Make a file of the heads held of an office, for checking its journal there',
    input: z.strictObject({ peer: z.string().min(1).max(60) }),
    output: z.object({ file, heads: count }),
    errors: [],
    allow: 'audit.read',
  }),
};
