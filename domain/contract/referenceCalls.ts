import { z } from 'zod';
import { query } from './call';
import { count, recordId, registryCode, titles } from './shapes';

/** Records that name one another. */
export const referenceCalls = {
  'record.references': query({
    summary: 'What names this record: how many records in which field, and a page of them',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      /** Those that name it in this field of this registry or list; all of them where nothing is said. */
      by: z.strictObject({ registry: registryCode, field: z.string().min(1).max(60) }).optional(),
      from: count.default(0),
      limit: z.number().int().min(1).max(500).default(50),
    }),
    output: z.object({
      /** Only of registries that the operator may read, and of persons only those he may see. */
      fields: z.array(
        z.object({
          /** Of the records; `list` where the field stands in rows of theirs. */
          registry: z.string(),
          list: z.string().nullable(),
          field: z.string(),
          /** Code of the registry the field stands in, as `by` names it. */
          rowRegistry: z.string(),
          records: count,
        }),
      ),
      /** In the order of `fields`. */
      rows: z.array(
        z.object({
          registry: z.string(),
          recordId: z.string(),
          list: z.string().nullable(),
          field: z.string(),
        }),
      ),
      titles,
    }),
    errors: [
      'registry.unknown',
      'record.notFound',
      'record.elsewhere',
      'record.unreadable',
      'filter.unknown',
    ],
    allow: { record: 'see' },
  }),
};
