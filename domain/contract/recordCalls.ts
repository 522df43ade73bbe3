import { z } from 'zod';
import { command, query } from './call';
import {
  fieldValue,
  file,
  issue,
  listRow,
  recordFields,
  recordId,
  recordSummary,
  registryCode,
  version,
} from './shapes';

/** Calls that every registry shares. `registry` names a root registry; lists travel inside `fields`. */
const decision = z.strictObject({
  act: z.string().max(250).optional(),
  number: z.string().max(100).optional(),
  decidedOn: z.string().max(10).optional(),
  ground: z.string().max(250).optional(),
  decidedBy: z.string().max(250).optional(),
});

const reading = { organisations: 'record.read', persons: 'person.readMasked' } as const;
const writing = { organisations: 'record.write', persons: 'person.write' } as const;

export const recordCalls = {
  'record.create': command({
    summary: 'Create a record; what is incomplete becomes a draft that says what it lacks',
    input: z.strictObject({ registry: registryCode, fields: recordFields }),
    output: z.object({ recordId: z.string(), version }),
    errors: ['registry.unknown', 'record.invalid', 'record.elsewhere'],
    allow: writing,
  }),
  'record.save': command({
    summary: 'Save changed fields of a record',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      baseVersion: version,
      fields: recordFields,
      /** The act that stands behind a change of an included record, if any. */
      decision: decision.optional(),
    }),
    output: z.object({ version }),
    errors: [
      'registry.unknown',
      'record.notFound',
      'record.elsewhere',
      'record.unreadable',
      'record.stale',
      'record.invalid',
    ],
    allow: writing,
  }),
  'record.open': query({
    summary: 'Open a record with its lists, what it lacks and where it may move; or as it was at a version',
    input: z.strictObject({ registry: registryCode, recordId, atVersion: version.optional() }),
    output: z.object({
      recordId: z.string(),
      version,
      status: z.string(),
      registrationNumber: z.string().nullable(),
      fields: z.record(z.string(), fieldValue),
      lists: z.record(z.string(), z.array(listRow)),
      /** What stands in the way of the next status. */
      lacks: z.array(issue),
      warnings: z.array(issue),
      moves: z.array(z.object({ to: z.string(), decision: z.boolean(), allowed: z.boolean() })),
    }),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: reading,
  }),
  'record.list': query({
    summary: 'List records: a page by place in the order, with filters and words to search for',
    input: z.strictObject({
      registry: registryCode,
      /** Place of the first line in the order, from 0. */
      from: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(50),
      sort: z.enum(['title', 'registrationNumber', 'changedAt']).default('title'),
      descending: z.boolean().default(false),
      search: z.string().max(200).default(''),
      filters: z.record(z.string(), z.array(z.string().max(100)).max(100)).default({}),
    }),
    output: z.object({
      rows: z.array(recordSummary),
      total: z.number().int().nonnegative(),
      /** True when a search has more hits than are counted; `total` is then the number counted. */
      more: z.boolean(),
    }),
    errors: ['registry.unknown', 'filter.unknown'],
    allow: reading,
  }),
  'record.history': query({
    summary: 'History of a record, newest first: who, when, which field, old and new value, which office',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      limit: z.number().int().min(1).max(1000).default(200),
      before: z.number().int().positive().optional(),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          seq: z.number().int(),
          at: z.string(),
          operator: z.string(),
          office: z.string(),
          registry: z.string(),
          recordId: z.string(),
          field: z.string(),
          before: fieldValue,
          after: fieldValue,
          version,
          outcome: z.enum(['applied', 'stale', 'conflict', 'deferred']),
          /** Where it came from: an operator's edit, an import, a package. */
          origin: z.enum(['edit', 'import', 'package']),
          /** Damage keeps a value of it shut: `before` and `after` are then null and say nothing. */
          unreadable: z.literal(true).optional(),
        }),
      ),
    }),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: { organisations: 'record.read', persons: 'person.read' },
  }),
  'record.move': command({
    summary: 'Move a record to another status with the decision',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      baseVersion: version,
      to: z.string().max(60),
      decision: decision.optional(),
    }),
    output: z.object({ version, status: z.string(), registrationNumber: z.string().nullable() }),
    errors: [
      'registry.unknown',
      'record.notFound',
      'record.elsewhere',
      'record.unreadable',
      'record.stale',
      'record.invalid',
      'record.moveForbidden',
    ],
    allow: { organisations: 'record.move', persons: 'person.write' },
  }),
  'record.check': query({
    summary: 'Check fields as they would be saved, without saving',
    input: z.strictObject({ registry: registryCode, recordId: recordId.optional(), fields: recordFields }),
    output: z.object({ issues: z.array(issue) }),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: { organisations: 'record.read', persons: 'person.write' },
  }),
  'person.destroy': command({
    summary:
      'Destroy persons by a ground: an act and an extract of the journal are made, nothing can be read after',
    input: z.strictObject({
      registry: registryCode,
      recordIds: z.array(recordId).min(1).max(100),
      /** Code of an entry of `destructionGrounds`. */
      ground: z.string().min(1).max(60),
      reason: z.string().trim().min(3).max(1000),
      password: z.string().min(1).max(500),
    }),
    output: z.object({ number: z.string(), destroyed: z.number().int(), act: file, extract: file }),
    errors: [
      'registry.unknown',
      'record.notFound',
      'record.elsewhere',
      'record.unreadable',
      'destruction.groundUnknown',
      'session.refused',
      'session.locked',
    ],
    allow: 'person.destroy',
  }),
  'draft.keep': command({
    summary: 'Keep what is typed in a form and not saved yet; empty fields forget it',
    input: z.strictObject({
      registry: registryCode,
      recordId: recordId.nullable(),
      baseVersion: version,
      fields: recordFields,
    }),
    output: z.object({}),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: writing,
  }),
  'draft.open': query({
    summary: 'Open what was typed and not saved, null when nothing',
    input: z.strictObject({ registry: registryCode, recordId: recordId.nullable() }),
    output: z.object({
      draft: z.object({ baseVersion: version, fields: recordFields, keptAt: z.string() }).nullable(),
    }),
    errors: ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'],
    allow: writing,
  }),
};
