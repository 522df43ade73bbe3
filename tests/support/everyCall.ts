import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CallName, Input, Output } from '../../domain/contract';
import type { InnerOffice } from './innerOffice';
import { soundProvider } from './soundProvider';
import { officeJson } from './testOffice';

/**
 * Every call of the contract once, with an input that is as full as it can be and is granted. The type demands a line
 * for each call, so that a new one cannot be forgotten by the tests that walk the contract.
 */
type Inputs = { readonly [N in CallName]: Input<N> };

export const desk = { login: 'admin', password: 'a long enough password' };

/** Configuration of an office that has folders for an exchange and nobody to exchange with. */
export async function configWithFolders(folder: string) {
  const edms = { outgoing: join(folder, 'ToSend'), incoming: join(folder, 'In') };
  for (const path of Object.values(edms)) await mkdir(path, { recursive: true });
  return { ...officeJson, edms };
}

/** Prepares the office and answers the inputs. */
export async function everyInput(office: InnerOffice): Promise<Inputs> {
  const registry = 'provider';
  const { fields, lists } = soundProvider();
  const sound = { ...fields, ...lists };
  const newRecord = async () => (await office.must('record.create', { registry, fields: sound })).recordId;
  const [recordId, toMove] = [await newRecord(), await newRecord()];
  const upload = (name: string) =>
    office.upload('list.csv', `Полное наименование;Телефон\r\n${name};+7 855 592 7123`);
  const undone = await office.must('import.apply', { registry, fileId: await upload('Заря') });
  const decision = {
    act: 'приказ',
    number: '1',
    decidedOn: '2026-11-20',
    ground: 'decision',
    decidedBy: 'Иванова',
  };
  const layout = { encoding: 'utf-8', delimiter: ';', headerRow: 0, sheet: 0 } as const;
  const columns = ['fullName', 'phones'];
  const task = office.office.tasks.start('task-1');
  expect(task.isCancelled()).toBe(false);
  return {
    'system.hello': {},
    'session.signIn': desk,
    'session.current': {},
    'office.describe': {},
    'reference.list': { name: 'oktmo' },
    'value.check': { kind: 'inn', value: '1' },
    'task.cancel': { taskId: 'task-1' },
    'record.create': { registry, fields: sound },
    'record.save': { registry, recordId, baseVersion: 1, fields: { note: 'Да' }, decision },
    'record.open': { registry, recordId, atVersion: 1 },
    'record.list': {
      ...{ registry, from: 0, limit: 5, sort: 'title', descending: true, search: 'дом' },
      filters: { status: ['draft', 'review'] },
    },
    'record.history': { registry, recordId, limit: 5, before: 1000 },
    'record.move': { registry, recordId: toMove, baseVersion: 1, to: 'review', decision },
    'record.check': { registry, recordId, fields: { inn: '12', placesFree: 1000 } },
    'draft.keep': {
      registry,
      recordId,
      baseVersion: 1,
      fields: { note: 'Недописанное', experience: [{ year: 2025 }] },
    },
    'draft.open': { registry, recordId },
    'import.preview': { registry, fileId: await upload('Өмет'), layout, columns },
    'import.apply': {
      ...{ registry, fileId: await upload('Өмет'), layout, columns, taskId: 'task-2' },
      decisions: [{ row: 2, action: 'create' }],
    },
    'import.undo': { batchId: undone.batchId },
    'import.list': { registry },
    'export.make': { registry, format: 'json' },
    'document.make': { kind: 'provider-extract', recordId },
    'exchange.run': {},
    'exchange.status': {},
    'exchange.journal': { limit: 5, before: 1000 },
    'audit.list': {
      ...{ from: '2026-01-01', to: '2026-12-31', operator: 'пров', action: 'record.', object: 'provider/' },
      ...{ limit: 5, before: 1000 },
    },
    'audit.verify': { witnessFileId: await office.upload('witness.json', witness), taskId: 'task-3' },
    'audit.export': { from: '2026-01-01', to: '2026-12-31' },
    'audit.witnessed': { peer: 'almet' },
    'audit.exportWitnessed': { peer: 'almet' },
    'session.signOut': {},
  };
}

/** Heads that another office would hold of this one, none as yet. */
const witness = JSON.stringify({
  ...{ format: 'yardam-audit-witness', version: 1, witness: 'almet', office: officeJson.office.code },
  ...{ madeAt: '2026-11-23T09:00:00.000Z', heads: [] },
});

/** Does JSON bring the value over as it is? */
export function expectPlainJson(value: Output<CallName> | undefined): void {
  expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
}
