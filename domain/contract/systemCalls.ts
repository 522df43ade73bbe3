import { z } from 'zod';
import { rights } from '../access/permissions';
import { command, query } from './call';
import { recordRights } from '../registry/traits/rights';
import { registryShape } from './registryShape';
import { actingOperator } from './shapes';

const permission = z.union([
  z.enum(['open', 'signedIn', 'keyHolder', ...rights]),
  z.strictObject({ record: z.enum(recordRights) }),
]);

/** Calls about the program itself, the office and who is at the desk. */
export const systemCalls = {
  'system.hello': query({
    summary: 'Say which program, contract and data folder answer',
    input: z.strictObject({}),
    output: z.object({
      program: z.string(),
      version: z.string(),
      contractHash: z.string(),
      capabilities: z.array(z.enum(['window', 'saveFile', 'printFile', 'openFolder'])),
      /** At start the clock stood years from the newest word held; null where it did not. It decides nothing. */
      clock: z
        .object({ direction: z.enum(['behind', 'ahead']), newestAt: z.string(), office: z.string() })
        .nullable(),
      /** The kind of the network drive that the data folder lies on; null where it lies on a disk of this machine. */
      networkDrive: z.string().nullable(),
      /** Whom the contract allows each call: a window offers nothing that would be refused. */
      permissions: z.record(z.string(), permission),
    }),
    errors: [],
    allow: 'open',
  }),
  'session.signIn': command({
    summary: 'Sign an operator in by login and password',
    input: z.strictObject({ login: z.string().min(1).max(100), password: z.string().min(1).max(500) }),
    output: z.object({
      operator: actingOperator,
      /** After so many minutes without a call the session ends. */
      idleMinutes: z.number(),
    }),
    errors: ['session.refused', 'session.locked'],
    allow: 'open',
  }),
  'session.signOut': command({
    summary: 'Sign the operator out of this window',
    input: z.strictObject({}),
    output: z.object({}),
    errors: [],
    allow: 'open',
  }),
  'session.lock': command({
    summary: 'Lock this window: the operator signs in again to go on',
    input: z.strictObject({}),
    output: z.object({}),
    errors: [],
    allow: 'open',
  }),
  'session.current': query({
    summary: 'Tell who is signed in, null when nobody',
    input: z.strictObject({}),
    output: z.object({ operator: actingOperator.nullable(), idleMinutes: z.number() }),
    errors: [],
    allow: 'open',
  }),
  'office.describe': query({
    summary: 'Describe this office and the peers it exchanges with',
    input: z.strictObject({}),
    output: z.object({
      code: z.string(),
      kind: z.string(),
      name: z.string(),
      mailbox: z.string(),
      exchangeConfigured: z.boolean(),
      peers: z.array(z.object({ code: z.string(), kind: z.string(), name: z.string(), mailbox: z.string() })),
    }),
    errors: [],
    allow: 'signedIn',
  }),
  'reference.list': query({
    summary: 'List the entries of a classifier or of the editable grounds and terms',
    input: z.strictObject({
      name: z.enum([
        'oktmo',
        'okopf',
        'services',
        'providerGrounds',
        'providerSettings',
        'terms',
        'destructionGrounds',
      ]),
    }),
    output: z.object({
      source: z.string(),
      entries: z.array(
        z.object({
          code: z.string(),
          ru: z.string(),
          tt: z.string(),
          group: z.string().optional(),
          value: z.number().optional(),
        }),
      ),
    }),
    errors: [],
    allow: 'signedIn',
  }),
  'system.registries': query({
    summary: 'Declare the registries of this office: fields, lists, statuses, the order of the form',
    input: z.strictObject({}),
    output: z.object({ registries: z.array(registryShape) }),
    errors: [],
    allow: 'signedIn',
  }),
  'value.check': query({
    summary: 'Check a code by its form and check digit',
    input: z.strictObject({
      kind: z.enum(['inn', 'ogrn', 'ogrnip', 'snils', 'oktmo', 'kpp']),
      value: z.string().max(100),
    }),
    output: z.object({ valid: z.boolean(), reason: z.string().optional() }),
    errors: [],
    allow: 'open',
  }),
  'task.cancel': command({
    summary: 'Cancel a long task that is under way',
    input: z.strictObject({ taskId: z.string().max(60) }),
    output: z.object({}),
    errors: ['task.notFound'],
    allow: 'signedIn',
  }),
};
