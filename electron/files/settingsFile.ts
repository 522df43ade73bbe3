import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { readSettingsText } from '../../domain/values/settingsText';
import { fail, ok, type Result } from '../../domain/values/result';
import { refusalOfFile, type FileRefusal } from '../../db/file/fileFault';

export type SettingsRefusal = 'config.invalid' | FileRefusal;

/** Reads a file of settings. Refuses with the file and the true cause: held, not there, no right, or what is wrong in it. */
export async function readSettingsFile<T>(
  shape: z.ZodType<T>,
  file: string,
): Promise<Result<T, SettingsRefusal>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const refusal = refusalOfFile(error, file);
    if (refusal === undefined) throw error;
    return refusal;
  }
  const read = readSettingsText(shape, text);
  return read.ok ? ok(read.value) : fail('config.invalid', { params: { file, ...read.refusal } });
}
