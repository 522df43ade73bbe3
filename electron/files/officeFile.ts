import { readFile } from 'node:fs/promises';
import { officeConfigShape, type OfficeConfig } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';

/** The configuration of an office in its data folder. */
export const configName = 'office.json';

/** Reads and checks an `office.json`. */
export async function readConfig(file: string): Promise<Result<OfficeConfig, 'config.invalid'>> {
  let json: unknown;
  try {
    json = JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, ''));
  } catch (error) {
    return fail('config.invalid', { params: { file, detail: error instanceof Error ? error.message : '' } });
  }
  const parsed = officeConfigShape.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  const detail = first === undefined ? '' : `${first.path.map(String).join('.')}: ${first.message}`;
  return fail('config.invalid', { params: { file, detail } });
}
