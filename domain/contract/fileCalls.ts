import { z } from 'zod';
import { command, query } from './call';
import { count, file, fileId, recordId, registryCode, version } from './shapes';

/** Files of records. A file is handed in by the carrier first and named here by its id; its row is one of the list `files`. */
const writing = { record: 'write' } as const;
const ofOneRecord = ['registry.unknown', 'record.notFound', 'record.elsewhere', 'record.unreadable'] as const;
const ofOneChange = [
  ...ofOneRecord,
  ...(['emergency.readOnly', 'record.notYours', 'record.moveForbidden', 'record.invalid'] as const),
] as const;
const record = { registry: registryCode, recordId };
/** The office that decides is asked; until it answers the record stays as it is. */
const asked = z.literal(true).optional();

export const fileCalls = {
  'file.attach': command({
    summary: 'Attach a file that was handed in to a record',
    input: z.strictObject({
      ...record,
      fileId,
      /** Of the kinds that the registry declares; its first where none is said. */
      kind: z.string().max(60).optional(),
      note: z.string().max(1000).optional(),
    }),
    output: z.object({
      rowId: z.string(),
      version,
      name: z.string(),
      size: count,
      sha256: z.string(),
      /** The ending of the name was another than the content is, and is put right. */
      said: z.string().optional(),
      asked,
    }),
    errors: [
      ...ofOneChange,
      ...(['file.notFound', 'file.notTaken', 'file.empty', 'file.tooLarge', 'file.wrongType'] as const),
    ],
    allow: writing,
  }),
  'file.detach': command({
    summary:
      'Detach a file from a record: its row stays in the history, its bytes go when no other row means them',
    input: z.strictObject({ ...record, rowId: recordId }),
    output: z.object({ version, asked }),
    errors: [...ofOneChange, 'file.notFound', 'file.notTaken'],
    allow: writing,
  }),
  'file.open': query({
    summary: 'Lend the bytes of a file of a record, held against what was attached',
    input: z.strictObject({ ...record, rowId: recordId }),
    output: z.object({
      file,
      /** The window may show it; anything else is saved. */
      shown: z.enum(['document', 'picture']).optional(),
    }),
    errors: [...ofOneRecord, 'file.notFound', 'file.notTaken', 'file.absent', 'file.damaged'],
    allow: { record: 'read' },
  }),
  'file.list': query({
    summary: 'Files of a record: who attached each and when, and whether its bytes are here',
    input: z.strictObject(record),
    output: z.object({
      files: z.array(
        z.object({ rowId: z.string(), here: z.boolean(), attachedAt: z.string(), operator: z.string() }),
      ),
      /** The largest that is taken, in bytes. */
      maxSize: count,
    }),
    errors: [...ofOneRecord, 'file.notTaken'],
    allow: { record: 'see' },
  }),
};
