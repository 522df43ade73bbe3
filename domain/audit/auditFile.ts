import { z } from 'zod';

/**
 * The files that leave with the journal: the export that anybody can check (docs/audit-format.md, which must say what
 * stands here) and the heads one office holds of another. Fields are only ever added.
 */
export const exportFormat = 'yardam-audit';
export const witnessFormat = 'yardam-audit-witness';
const fileVersion = 1;

const hash = z.string().max(128);
const tail = z.object({ seq: z.number().int().nonnegative(), hash });

/** First line of an export. The lines go from the one after `before` to `last`; `head` ends the whole journal. */
export const exportHeader = z.object({
  format: z.literal(exportFormat),
  version: z.literal(fileVersion),
  office: z.string().max(60),
  from: z.string().max(40),
  to: z.string().max(40),
  madeAt: z.string().max(40),
  before: tail,
  last: tail,
  head: tail,
});
export type ExportHeader = z.infer<typeof exportHeader>;

export const witnessFile = z.object({
  format: z.literal(witnessFormat),
  version: z.literal(fileVersion),
  /** The office that holds the heads. */
  witness: z.string().max(60),
  /** The office whose journal they are of. */
  office: z.string().max(60),
  madeAt: z.string().max(40),
  heads: z
    .array(
      z.object({ seq: z.number().int().nonnegative().nullable(), hash, at: z.string(), uid: z.string() }),
    )
    .max(1_000_000),
});
export type WitnessFile = z.infer<typeof witnessFile>;

const text = z.string();
/** A line of an export: the values of the journal's line in order, the hash last. */
export const exportedLine = z.tuple([z.number().int(), text, text, text, text, text, text, text, text]);
