import { z } from 'zod';
import { issueCodes } from '../values/issueCodes';

/** Shapes that several calls share. Values are JSON only; bytes are named by a file id and served by the carrier. */
const values = [z.string(), z.array(z.string()).readonly(), z.number(), z.boolean(), z.null()] as const;
export const fieldValue = z.union(values);
export const listRow = z.record(z.string(), fieldValue);
/** One flat union: a union inside a union words every refusal of the inner one before the outer one goes on. */
export const recordFields = z.record(z.string(), z.union([...values, z.array(listRow).readonly()]));

export const registryCode = z.string().min(1).max(60);
export const recordId = z.string().min(1).max(60);
export const fileId = z.string().min(1).max(60);
export const version = z.number().int().nonnegative();
export const count = z.number().int().nonnegative();

export const issue = z.object({
  path: z.string(),
  code: z.enum(issueCodes),
  severity: z.enum(['error', 'warning']),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** What records are called that values name, by their id. */
export const titles = z.record(
  z.string(),
  z.object({
    registry: z.string(),
    /** null where it has none, where nobody told it, and where the operator may not read it. */
    title: z.string().nullable(),
    status: z.string().nullable(),
    /** `told`: it has not come, another office told its title; `absent`: not even that. `hidden`: not for him. */
    state: z.enum(['here', 'withdrawn', 'destroyed', 'told', 'absent', 'hidden']),
    /** Its edition now, where fields are pinned to one. */
    edition: z.string().nullable(),
  }),
);
/** By `row.field`: what the record was called when it was chosen, where it is called otherwise now. */
export const chosenAs = z.record(z.string(), z.string());

/** A line of a list: the columns of the registry's declaration. */
export const recordSummary = z.object({
  recordId: z.string(),
  version,
  fields: z.record(z.string(), fieldValue),
  /** Columns that damage keeps shut: null among `fields`, and not to be taken for empty ones. */
  unreadable: z.array(z.string()).optional(),
  /** It is among the operator's only until then, by emergency access. */
  emergencyUntil: z.string().optional(),
});

/** Of an emergency access, as the card that it opens says it. */
export const emergencyMark = z.object({
  login: z.string(),
  name: z.string(),
  /** null where damage keeps it shut. */
  reason: z.string().nullable(),
  takenAt: z.string(),
  until: z.string(),
});

export const file = z.object({ fileId: z.string(), name: z.string(), mime: z.string(), size: count });

export const actingOperator = z.object({
  login: z.string(),
  name: z.string(),
  role: z.string(),
  /** OKTMO codes of the territory whose persons the operator sees; empty for the whole republic. */
  territory: z.array(z.string()),
  /** Rights of the role over the office; those over records stand in the declarations. */
  rights: z.array(z.string()),
  /** Nothing but a change of the password is allowed until then. */
  mustChangePassword: z.boolean(),
  /** Are personal data open, does the account wait for a code, or does its role need none? */
  key: z.enum(['open', 'awaited', 'none']),
  /** The time before this one. */
  lastSignInAt: z.string().nullable(),
});

/** Why the program ended a session: nobody called, its longest time was over, or the account was changed. */
export const sessionEnd = z.enum(['idle', 'expired', 'revoked']);
export type SessionEnd = z.infer<typeof sessionEnd>;

/** The name of what is asked about: a field, a system field, `list.field`. */
const asked = z.string().min(1).max(130);
const askedValue = z.union([z.string().max(500), z.number(), z.boolean()]);
const askedEnd = z.union([z.string().max(30), z.number()]);

/** Conditions that must all hold (`domain/question/question.ts`). */
export const where = z
  .array(
    z.strictObject({
      field: asked,
      is: askedValue.exactOptional(),
      in: z.array(askedValue).min(1).max(100).readonly().exactOptional(),
      from: askedEnd.exactOptional(),
      to: askedEnd.exactOptional(),
      empty: z.boolean().exactOptional(),
      contains: z.string().trim().min(1).max(200).exactOptional(),
    }),
  )
  .max(30)
  .readonly();

/** The fields that records are ordered by, the first first. */
export const sortBy = z
  .array(z.strictObject({ field: asked, descending: z.boolean().default(false) }))
  .max(4)
  .readonly();

/** What a list shows, and in which order. */
export const listQuery = {
  where: where.optional(),
  /** One of three words, with `descending` beside it; or the fields it is ordered by, the first first. */
  sort: z.union([z.enum(['title', 'registrationNumber', 'changedAt']), sortBy]).default('title'),
  descending: z.boolean().default(false),
  search: z.string().max(200).default(''),
  filters: z.record(z.string(), z.array(z.string().max(100)).max(100)).default({}),
  /** Of these records only: those that were selected. */
  only: z.array(z.string().max(60)).max(500).optional(),
};

/** What whoever asks a question may be refused with. */
export const ofQuestions = [
  'registry.unknown',
  'filter.unknown',
  'question.unknown',
  'question.malformed',
  'question.sealed',
  'question.unindexed',
] as const;
