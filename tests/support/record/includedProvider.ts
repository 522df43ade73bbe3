import type { RecordFields } from '../../../domain/registry/fieldKinds';
import type { OpenOffice } from '../exchange/offices';
import { soundProvider } from './soundProvider';

const registry = 'provider';

/** A sound provider that this office has made, reviewed and included by a decision; answers its id. */
export async function includedProvider(
  { must }: Pick<OpenOffice, 'must'>,
  more: RecordFields = {},
): Promise<string> {
  const { fields, lists } = soundProvider();
  const { recordId } = await must('record.create', { registry, fields: { ...fields, ...lists, ...more } });
  await must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
  const decision = {
    number: '1',
    decidedOn: '2026-11-20',
    ground: 'решение',
    decidedBy: 'Примерова А. А.',
  };
  await must('record.move', { registry, recordId, baseVersion: 2, to: 'included', decision });
  return recordId;
}
