import { z } from 'zod';
import { isCleanPath, pathFault } from '../values/settingsText';
import { standardKeeping } from './rotation';

/**
 * `backup.json` of the data folder: where backups go besides `backups/`, and when. It is a file and no call, because no
 * call accepts a path from a window; the administrator of the computer writes it. Absent, the standard holds.
 */
export const backupSettingsName = 'backup.json';

const number = (standard: number) => z.number().int().min(1).max(1000).default(standard);

export const backupSettingsShape = z.strictObject({
  /** More folders or network shares, each with the same backups. */
  folders: z.array(z.string().min(1).refine(isCleanPath, pathFault)).max(10).default([]),
  /** The daily backup is made at the first chance after this hour of the office's day. */
  hour: z.number().int().min(0).max(23).default(12),
  onQuit: z.boolean().default(true),
  keep: z
    .strictObject({
      daily: number(standardKeeping.daily),
      weekly: number(standardKeeping.weekly),
      monthly: number(standardKeeping.monthly),
      others: number(standardKeeping.others),
    })
    .default(standardKeeping),
  rehearseAfterDays: number(30),
});
export type BackupSettings = z.infer<typeof backupSettingsShape>;
