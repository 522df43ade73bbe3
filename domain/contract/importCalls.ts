import { z } from 'zod';
import { foreignFormats } from '../registry/traits/book';
import { command, query } from './call';
import {
  count,
  fieldValue,
  file,
  fileId,
  issue,
  listQuery,
  ofQuestions,
  recordId,
  registryCode,
  titles,
  version,
} from './shapes';

/** From a spreadsheet into a registry and back out. A file is uploaded through the carrier first and named by its id. */
const layout = z.strictObject({
  /** Found by the program when absent. */
  encoding: z.enum(['utf-8', 'windows-1251']).optional(),
  delimiter: z.enum([';', ',', '\t']).optional(),
  /** Number of the row that names the columns, from 0. */
  headerRow: z.number().int().min(0).max(50).optional(),
  /** XLSX: which sheet, from 0. */
  sheet: z.number().int().min(0).max(100).optional(),
});

/**
 * Where each column of the file goes: a field name, `+note` to keep "header: cell" in the note, or `-` to leave it.
 * Index of the array is the index of the column.
 */
const columns = z.array(z.string().max(60)).max(100);

const rowAction = z.enum(['create', 'update', 'skip']);

/**
 * What to do with a row that looks like a record or another row. `update` fills what is empty; it writes over the fields
 * of `overwrite` only.
 */
const rowDecision = z.strictObject({
  row: z.number().int().nonnegative(),
  action: rowAction,
  /** Which candidate to update, a record or an earlier row of the file; needed where there are several. */
  recordId: recordId.optional(),
  withRow: z.number().int().nonnegative().optional(),
  /** Version of that record as the preview showed it; when it is another by then, the row is refused. */
  baseVersion: version.optional(),
  overwrite: z.array(z.string().max(60)).max(100).optional(),
});

/** One decision for all rows that are like something by this key and have none of their own. */
const alikeDecision = z.strictObject({ by: z.string().max(60), action: rowAction });

const importRowShape = z.object({
  /** Number of the row in the file, from 1, the way a spreadsheet shows it. */
  row: z.number().int(),
  title: z.string(),
  issues: z.array(issue),
  duplicates: z.array(
    z.object({
      /** Code of the surest of the registry's keys of identity that are shared. */
      by: z.string(),
      /** Another row of the file, or null when it is a record. */
      row: z.number().int().nullable(),
      recordId: z.string().nullable(),
      title: z.string(),
      /** How the record stands; null for a row. */
      standing: z
        .object({ version, status: z.string(), registrationNumber: z.string().nullable() })
        .nullable(),
      /** Fields of both, side by side: name, ours (or the other row's), this row's. */
      differences: z.array(z.object({ field: z.string(), theirs: fieldValue, ours: fieldValue })),
    }),
  ),
});

export const importCalls = {
  'import.preview': query({
    summary:
      'Read a CSV or XLSX file and show which column is which field, what is wrong and what is already here',
    input: z.strictObject({
      registry: registryCode,
      fileId,
      layout: layout.optional(),
      columns: columns.optional(),
    }),
    output: z.object({
      layout: z.object({
        encoding: z.string(),
        delimiter: z.string(),
        headerRow: z.number(),
        sheet: z.number(),
        sheets: z.array(z.string()),
      }),
      columns: z.array(z.object({ header: z.string(), field: z.string(), samples: z.array(z.string()) })),
      rows: count,
      /** The first 200 rows that have something to say come with their words, those that resemble something first. */
      noted: z.array(importRowShape),
      complete: count,
      drafts: count,
      duplicates: count,
      /** Of these by the surest key of each, for one decision about all of a kind. */
      alike: z.array(z.object({ by: z.string(), rows: count })),
      errors: count,
      /** Of records that the differences name. */
      titles,
    }),
    errors: [
      'registry.unknown',
      'file.notFound',
      'file.tooLarge',
      'import.empty',
      'import.tooWide',
      'import.badQuote',
      'import.badEncoding',
      'import.notSpreadsheet',
      'import.none',
      'import.otherForm',
      'import.unmapped',
    ],
    allow: { record: 'import' },
  }),
  'import.apply': command({
    summary: 'Import the rows of a file as one step that can be undone',
    input: z.strictObject({
      registry: registryCode,
      fileId,
      layout: layout.optional(),
      columns: columns.optional(),
      decisions: z.array(rowDecision).max(100_000).default([]),
      alike: z.array(alikeDecision).max(20).default([]),
      taskId: z.string().max(60).optional(),
    }),
    output: z.object({
      batchId: z.string(),
      rows: count,
      created: count,
      updated: count,
      /** Updated rows of which something is proposed only and waits for the office that decides; absent where none is. */
      proposed: count.optional(),
      drafts: count,
      duplicates: count,
      errors: count,
      problems: z.array(z.object({ row: z.number().int(), issues: z.array(issue) })),
    }),
    errors: [
      'key.absent',
      'backup.damagedSource',
      'backup.unverified',
      'file.unwritable',
      'disk.full',
      'registry.unknown',
      'file.notFound',
      'file.tooLarge',
      'import.empty',
      'import.tooWide',
      'import.badQuote',
      'import.badEncoding',
      'import.notSpreadsheet',
      'import.none',
      'import.otherForm',
      'import.unmapped',
      'task.cancelled',
    ],
    allow: { record: 'import' },
  }),
  'import.undo': command({
    summary: 'Undo an import: what it created is withdrawn, what it changed returns to what it was',
    input: z.strictObject({ batchId: z.string().max(60) }),
    output: z.object({ withdrawn: count, restored: count }),
    errors: ['import.notFound', 'import.undone', 'import.superseded'],
    allow: { record: 'import' },
  }),
  'import.list': query({
    summary: 'List the imports made here, newest first',
    input: z.strictObject({ registry: registryCode }),
    output: z.object({
      batches: z.array(
        z.object({
          batchId: z.string(),
          at: z.string(),
          operator: z.string(),
          fileName: z.string(),
          created: count,
          updated: count,
          undoneAt: z.string().nullable(),
        }),
      ),
    }),
    errors: ['registry.unknown'],
    allow: { record: 'trace' },
  }),
  'form.make': command({
    summary: 'Make an empty XLSX form of a registry, which is known when it is imported',
    input: z.strictObject({ registry: registryCode }),
    output: z.object({ file }),
    errors: ['registry.unknown', 'import.none'],
    allow: { record: 'import' },
  }),
  'export.make': command({
    summary: 'Make a file of what is public in a registry or its book: CSV, XLSX, JSON, of a book HSDS too',
    input: z.strictObject({
      registry: registryCode,
      format: z.enum(['csv', 'xlsx', 'json', ...foreignFormats]),
      /** The whole book that the registry declares: every registry that leaves with it. */
      book: z.literal(true).optional(),
      /** Of what a list shows, in its order; of the whole registry where nothing is said. */
      shown: z.strictObject(listQuery).optional(),
    }),
    /** `leftOut`: records of the list that are not public and stay. */
    output: z.object({ file, rows: count, leftOut: count }),
    errors: ['document.unknown', ...ofQuestions],
    allow: { record: 'export' },
  }),
  'document.make': command({
    summary:
      'Make a PDF of a paper that a registry declares: `<registry>-<paper>`, of one record or of a list',
    input: z
      .strictObject({
        kind: z.string().max(120),
        recordId: z.string().max(60).optional(),
        /** It is given out: it gets a number and a code, and is registered. */
        issue: z.literal(true).optional(),
        shown: z.strictObject(listQuery).optional(),
      })
      .transform((input) => ({ ...input, registry: input.kind.split('-')[0] ?? '' })),
    output: z.object({ file, pages: count, number: z.string().optional(), code: z.string().optional() }),
    errors: ['document.unknown', 'document.unissued', 'record.notFound', ...ofQuestions],
    allow: { record: 'read' },
  }),
};
