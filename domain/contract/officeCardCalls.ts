import { z } from 'zod';
import { command, query } from './call';
import { fieldValue, recordId, registryCode, version } from './shapes';
import { officeFacts } from '../registry/traits/officeCard';

/** `office.json` and the cards of offices tell each other's differences. */
export const officeCardCalls = {
  'office.differences': query({
    summary: 'What office.json says otherwise than the cards of its offices, and what to write there',
    input: z.strictObject({}),
    output: z.object({
      offices: z.array(
        z.object({
          ...{ code: z.string(), name: z.string() },
          cards: z.array(
            z.object({
              ...{ registry: z.string(), recordId: z.string(), title: z.string(), isBound: z.boolean() },
              differences: z.array(
                z.object({
                  ...{ field: z.string(), fact: z.enum(officeFacts), held: fieldValue, said: z.string() },
                  /** What the card would hold; null where office.json names nothing, or no one thing, to take. */
                  offered: fieldValue,
                  /** The line of office.json that would say what the card says; null where it has nothing to say. */
                  line: z.string().nullable(),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
    errors: [],
    allow: 'reference.manage',
  }),
  'office.take': command({
    summary: 'Take fields of a card as office.json says them of this office',
    input: z.strictObject({
      ...{ registry: registryCode, recordId, office: z.string().max(60) },
      facts: z.array(z.enum(officeFacts)).min(1).max(officeFacts.length),
    }),
    output: z.object({ version, proposed: z.array(z.string()).optional() }),
    errors: [
      ...(['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'] as const),
      ...(['emergency.readOnly', 'record.notYours', 'record.moveForbidden', 'record.stale'] as const),
      'record.invalid',
    ],
    allow: { record: 'write' },
  }),
};
