import { z } from 'zod';
import { command, query } from './call';
import { fieldValue, recordId, registryCode, version } from './shapes';

/** What a later version of the program says otherwise of records that shipped with an earlier one. */
export const shippedCalls = {
  'shipped.offers': query({
    summary:
      'What the program now ships otherwise than the records hold: offered, never written over an edit',
    input: z.strictObject({}),
    output: z.object({
      offers: z.array(
        z.object({
          ...{ registry: z.string(), recordId: z.string(), title: z.string() },
          fields: z.array(z.object({ field: z.string(), held: fieldValue, offered: fieldValue })),
        }),
      ),
    }),
    errors: [],
    allow: 'reference.manage',
  }),
  'shipped.take': command({
    summary: 'Take fields of a shipped record as the program now ships them',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      fields: z.array(z.string().max(60)).min(1).max(100),
    }),
    output: z.object({ version }),
    errors: [
      ...(['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'] as const),
      ...(['emergency.readOnly', 'record.notYours', 'record.moveForbidden', 'record.stale'] as const),
      'record.invalid',
    ],
    allow: { record: 'write' },
  }),
  'shipped.decline': command({
    summary: 'Leave a shipped record as it is: this version of it is not offered again',
    input: z.strictObject({ registry: registryCode, recordId }),
    output: z.object({}),
    errors: ['registry.unknown', 'record.notFound'],
    allow: { record: 'write' },
  }),
};
