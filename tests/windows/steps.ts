import { join } from 'node:path';
import { examples } from '../../build/example/exampleProviders';
import type { WindowsOffice } from './windowsOffice';

/** Steps that several scenarios begin with. */

/** Imports the real list: fifteen providers. */
export const importList = (office: WindowsOffice): Promise<Record<string, unknown>> =>
  office.done('import', 'providers', join(examples, 'providers-tatarstan.csv'));

/** Creates a draft; answers its id. */
export async function createProvider(office: WindowsOffice, fullName: string): Promise<string> {
  return (await office.must('record.create', { registry: 'provider', fields: { fullName } })).recordId;
}
