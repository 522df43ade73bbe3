import { createHash } from 'node:crypto';
import { z } from 'zod';
import { contract, events } from '../../domain/contract';
import type { Registries } from '../../domain/registry';

/** Digest of the contract's names and shapes and of what is declared: a window that knows others must reload. */
export const contractHash = ({ roots }: Registries): string =>
  createHash('sha256')
    .update(JSON.stringify([shapes(), roots]))
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
