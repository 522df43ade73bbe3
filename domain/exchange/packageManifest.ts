import { z } from 'zod';
import type { Change } from './change';

/**
 * The machine-readable attachment of a message (`changes.json`): what one office tells another. `number` counts the
 * packages of this sender to this addressee from 1, so that a gap is seen; `head` and `headSeq` are hash and
 * number of the last line of the sender's audit journal, kept by the receiver as a witness. A receiver of an older version keeps what it does not know (`deferred`), so fields are
 * only ever added to this format.
 */
export const packageFormat = 'yardam-changes';
export const packageVersion = 1;

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const changeShape = z.object({
  stamp: z.string().min(1).max(120),
  registry: z.string().min(1).max(60),
  recordId: z.string().min(1).max(60),
  field: z.string().min(1).max(60),
  before: value,
  after: value,
  replaces: z.string().max(120).nullable(),
  office: z.string().min(1).max(60),
  operator: z.string().max(250),
  at: z.string().max(40),
});

export const manifestShape = z.object({
  format: z.literal(packageFormat),
  version: z.number().int().positive(),
  from: z.string().min(1).max(60),
  to: z.string().min(1).max(60),
  number: z.number().int().positive(),
  head: z.string().max(128),
  /** Absent from a program that did not say it yet. */
  headSeq: z.number().int().nonnegative().optional(),
  /** This package follows that one of the sender directly: what is numbered in between is not to be waited for. */
  follows: z.number().int().nonnegative().optional(),
  /** The sender goes on from a backup: what it has of the addressee, and the stamp of the last change of its own. */
  restored: z.object({ received: z.number().int().nonnegative(), stamp: z.string().max(120) }).optional(),
  changes: z.array(changeShape).max(200_000),
});

export type PackageManifest = Omit<z.infer<typeof manifestShape>, 'changes'> & {
  readonly changes: readonly Change[];
};
