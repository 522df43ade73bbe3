import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Output } from '../../domain/contract';
import { recordFields } from '../../domain/contract/shapes';
import { legalDate } from '../../domain/values/legalTime';
import { installation } from '../../electron/app/installation';
import type { ExampleDesk } from './exampleDesk';

export const examples = join(installation().resourcesFolder, 'examples');
const registry = 'provider';

/** Imports the real list of providers. */
export async function importProviders({ must, send }: ExampleDesk): Promise<Output<'import.apply'>> {
  const fileId = await send(join(examples, 'providers-tatarstan.csv'));
  return must('import.apply', { registry, fileId });
}

/** Completes one of them by invented particulars and includes it. */
export async function includeProvider({ must }: Pick<ExampleDesk, 'must'>): Promise<string> {
  const { find, fields, decision } = await readCompletion();
  const { rows } = await must('record.list', { registry, search: find });
  const recordId = rows[0]?.recordId ?? '';
  const { version } = await must('record.open', { registry, recordId });
  const saved = await must('record.save', { registry, recordId, baseVersion: version, fields });
  const toReview = { registry, recordId, baseVersion: saved.version, to: 'review' };
  const { version: baseVersion } = await must('record.move', toReview);
  await must('record.move', { registry, recordId, baseVersion, to: 'included', decision });
  return recordId;
}

/** The particulars, with today for their dates. */
export async function readCompletion() {
  const decision = z.record(z.string(), z.string());
  const shape = z.object({ find: z.string(), fields: recordFields, decision, correction: recordFields });
  const text = await readFile(join(examples, 'demo', 'completion.json'), 'utf8');
  return shape.parse(JSON.parse(text.replaceAll('{today}', legalDate(new Date()))));
}
