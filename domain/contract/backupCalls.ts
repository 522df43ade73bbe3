import { z } from 'zod';
import { command, query } from './call';
import { count } from './shapes';

/**
 * Backups as the window sees them. Where they go is no call: a window never names a path (docs/operator/backup.md).
 * Restoring is done from the command line, while nobody works.
 */
const run = z.object({
  /** A kind of backup, or `rehearsal`. */
  kind: z.string(),
  fileName: z.string(),
  folder: z.string(),
  bytes: count,
  startedAt: z.string(),
  tookMs: count,
  ok: z.boolean(),
  error: z.string().nullable(),
});

export const backupCalls = {
  'backup.make': command({
    summary: 'Make a backup, sealed and verified, in every folder that is set',
    input: z.strictObject({}),
    output: z.object({
      fileName: z.string(),
      bytes: count,
      folders: z.array(z.object({ folder: z.string(), error: z.string().nullable() })),
    }),
    errors: ['key.absent', 'backup.damagedSource', 'backup.unverified', 'file.unwritable', 'disk.full'],
    allow: 'backup.manage',
  }),
  'backup.list': query({
    summary: 'List backups and rehearsals, newest first',
    input: z.strictObject({ limit: count.max(500).default(100) }),
    output: z.object({ runs: z.array(run) }),
    errors: [],
    allow: 'backup.manage',
  }),
  'backup.status': query({
    summary: 'Tell when the last good backup was made and whether the newest one could be restored',
    input: z.strictObject({}),
    output: z.object({
      /** Without the key of personal data no backup can be sealed. */
      hasKey: z.boolean(),
      lastGoodAt: z.string().nullable(),
      isLate: z.boolean(),
      rehearsal: z.object({ at: z.string(), ok: z.boolean() }).nullable(),
      isRehearsalDue: z.boolean(),
      /** Why `backup.json` could not be read: backups go where they went before, or beside the database. */
      settings: z
        .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
        .nullable(),
    }),
    errors: [],
    allow: 'signedIn',
  }),
};
