import { z } from 'zod';
import { command, query } from './call';
import {
  chosenAs,
  emergencyMark,
  fieldValue,
  file,
  issue,
  listRow,
  recordFields,
  recordId,
  registryCode,
  titles,
  version,
} from './shapes';

/** Calls that every registry shares. `registry` names a root registry; lists travel inside `fields`. */
const decision = z.strictObject({
  act: z.string().max(250).optional(),
  number: z.string().max(100).optional(),
  decidedOn: z.string().max(10).optional(),
  ground: z.string().max(250).optional(),
  decidedBy: z.string().max(250).optional(),
  reason: z.string().max(1000).optional(),
});

const seeing = { record: 'see' } as const;
const checking = { record: 'check' } as const;
const writing = { record: 'write' } as const;

/** Records that look the same as this one and are kept beside it, each with the reason. */
const keeping = z.array(z.strictObject({ recordId, reason: z.string().trim().min(3).max(1000) })).max(20);

/** What whoever asks for one record may be refused with. */
const ofOneRecord = ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'] as const;
/** And whoever would change it. */
const ofOneChange = [...ofOneRecord, 'emergency.readOnly'] as const;

/** A window names the draft of each form that stands in it; a save that names it has taken it in. */
const draftId = z.string().max(60).default('');
const draft = z.object({
  draftId: z.string(),
  turn: z.number(),
  baseVersion: version,
  fields: recordFields,
  keptAt: z.string(),
});
/** What the gate may say of a change. */
const refusedChange = ['record.notYours', 'record.moveForbidden'] as const;

export const recordCalls = {
  'record.create': command({
    summary: 'Create a record; what is incomplete becomes a draft that says what it lacks',
    input: z.strictObject({ registry: registryCode, fields: recordFields, draftId }),
    output: z.object({ recordId: z.string(), version }),
    errors: [...refusedChange, 'registry.unknown', 'record.invalid', 'record.elsewhere'],
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
      draftId,
    }),
    output: z.object({
      version,
      /** Fields and lists whose change waits for the office that decides; what is held stays shown. */
      proposed: z.array(z.string()).optional(),
    }),
    errors: [...ofOneChange, ...refusedChange, 'record.stale', 'record.invalid'],
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
      /** Fields and lists that are another office's here; those whose change would be a proposal. */
      notYours: z.array(z.string()),
      proposes: z.array(z.string()),
      /** What this office asked for and was not answered yet; `shown` where it stands as the value meanwhile. */
      waiting: z.array(
        z.object({ path: z.string(), rowId: z.string().nullable(), value: fieldValue, shown: z.boolean() }),
      ),
      /** Whose emergency access shows it, where the operator's own right does not: it may be read only. */
      emergency: emergencyMark.optional(),
      ...{ titles, chosenAs },
    }),
    errors: ofOneRecord,
    allow: seeing,
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
      titles,
    }),
    errors: ofOneRecord,
    allow: { record: 'read' },
  }),
  'record.move': command({
    summary: 'Move a record to another status with the decision',
    input: z.strictObject({
      registry: registryCode,
      recordId,
      baseVersion: version,
      to: z.string().max(60),
      decision: decision.optional(),
      /** Given, if only as an empty list: a record that looks like another one not named here is refused. */
      keep: keeping.optional(),
    }),
    output: z.object({
      version,
      status: z.string(),
      registrationNumber: z.string().nullable(),
      /** The office that decides is asked for the move; until it answers the record stays where it is. */
      asked: z.literal(true).optional(),
    }),
    errors: [...ofOneChange, ...refusedChange, 'record.stale', 'record.invalid', 'record.duplicate'],
    allow: { record: 'move' },
  }),
  'record.withdraw': command({
    summary: 'Withdraw a draft that was a mistake: it leaves every list, its history stays',
    input: z.strictObject({ registry: registryCode, recordId, baseVersion: version }),
    output: z.object({ version }),
    errors: [...ofOneChange, ...refusedChange, 'record.stale', 'record.invalid', 'record.notDraft'],
    allow: writing,
  }),
  'record.check': query({
    summary: 'Check fields as they would be saved, without saving',
    input: z.strictObject({ registry: registryCode, recordId: recordId.optional(), fields: recordFields }),
    output: z.object({ issues: z.array(issue) }),
    errors: ofOneChange,
    allow: checking,
  }),
  'record.duplicates': query({
    summary: 'Records that are the same as what is typed or as a record that is here',
    input: z.strictObject({
      registry: registryCode,
      recordId: recordId.optional(),
      /** What is typed, over what the record holds. */
      fields: recordFields.optional(),
    }),
    output: z.object({
      /** The surest first. */
      duplicates: z.array(
        z.object({
          recordId: z.string(),
          /** Code of the surest of the registry's keys of identity that are shared. */
          by: z.string(),
          title: z.string(),
          version,
          status: z.string(),
          registrationNumber: z.string().nullable(),
          /** Fields of both, side by side: theirs is the record's, ours what is typed. */
          differences: z.array(z.object({ field: z.string(), theirs: fieldValue, ours: fieldValue })),
          /** Why both are kept, where somebody said so. */
          kept: z.string().nullable(),
        }),
      ),
      titles,
    }),
    errors: ofOneChange,
    allow: checking,
  }),
  'record.findings': query({
    summary: 'Pairs that look the same and came with packages of other offices, undecided, newest first',
    input: z.strictObject({ registry: registryCode }),
    output: z.object({
      findings: z.array(
        z.object({
          ...{ recordId: z.string(), title: z.string(), otherId: z.string(), otherTitle: z.string() },
          /** Code of the key that both share. */
          by: z.string(),
          /** Code of the office whose package brought the later of the two. */
          via: z.string(),
          at: z.string(),
        }),
      ),
    }),
    errors: ['registry.unknown'],
    allow: { record: 'trace' },
  }),
  'record.keepBoth': command({
    summary: 'Say why records that look the same are kept beside each other',
    input: z.strictObject({ registry: registryCode, recordId, keep: keeping.min(1) }),
    output: z.object({}),
    errors: ofOneChange,
    allow: writing,
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
    errors: [...ofOneChange, 'destruction.groundUnknown', 'session.refused', 'session.locked'],
    allow: { record: 'destroy' },
  }),
  'draft.keep': command({
    summary: 'Keep what is typed in a form and not saved yet; empty fields forget it',
    input: z.strictObject({
      registry: registryCode,
      recordId: recordId.nullable(),
      draftId,
      /** Counts the strokes: what was overtaken on its way is not taken. */
      turn: z.number().int().nonnegative().default(0),
      baseVersion: version,
      fields: recordFields,
    }),
    output: z.object({}),
    errors: ofOneChange,
    allow: writing,
  }),
  'draft.open': query({
    summary: 'Open what was typed and not saved, the last kept first; null when nothing',
    input: z.strictObject({ registry: registryCode, recordId: recordId.nullable() }),
    output: z.object({ draft: draft.nullable(), others: z.array(draft) }),
    errors: ofOneChange,
    allow: writing,
  }),
};
