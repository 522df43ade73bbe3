import { createHash } from 'node:crypto';
import { z } from 'zod';
import { contract, events } from '../../domain/contract';

/** Digest of the contract's names and shapes: a window of an older build sees that it must reload. */
export const contractHash: string = createHash('sha256')
  .update(JSON.stringify(shapes()))
  .digest('hex')
  .slice(0, 16);

function shapes(): unknown {
  const shape = (schema: z.ZodType): unknown =>
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return [
    Object.entries(contract).map(([name, { kind, input, output }]) => [
      name,
      kind,
      shape(input),
      shape(output),
    ]),
    Object.entries(events).map(([name, { payload }]) => [name, shape(payload)]),
  ];
}
