import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { contract, type CallName, type Input, type Output } from '../../../domain/contract';
import { isAllowed, type Permission } from '../../../domain/access/permissions';
import { roles } from '../../../domain/access/roles';
import { person } from '../../../domain/registry/person/declaration';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { provider } from '../../../domain/registry/provider/declaration';
import type { Change } from '../../../domain/exchange/change';
import { ok } from '../../../domain/values/result';
import { stretchNew } from '../../../db/sealing/keySlots';
import { addOperator } from '../../../db/access/operatorRepository';
import { applyPackage } from '../../../electron/exchange/applyPackage';
import { gateOf } from '../../../electron/record/recordEdits';
import type { EmergencyAtHand } from '../../../electron/access/emergencyAtHand';
import { actor, signedInAs, type InnerOffice } from './innerOffice';
import { soundProvider } from '../record/soundProvider';
import { shippedYear } from './shippedYear';
import { officeJson } from './testOffice';

/**
 * Every call of the contract once, with an input that is as full as it can be and is granted. The type demands a line
 * for each call, so that a new one cannot be forgotten by the tests that walk the contract.
 */
type Inputs = { readonly [N in CallName]: Input<N> };

/** A body that ships with the program. */
const shippedBody = { registry: 'participant', recordId: '141c4871-2653-58bf-ad1a-30e6caae663a' };

/** A card of the office itself. */
const ownCard = {
  ...{ name: 'Отдел', kind: 'territorial', oktmo: '92602000', officeCode: officeJson.office.code },
};

export const desk = { login: 'admin', password: 'a long enough password' };

/** The account that signs in, and somebody with a key, before anything is called. */
export async function furnish(office: InnerOffice): Promise<void> {
  const cost = { cost: 2 ** 14, blockSize: 8, parallelization: 1 };
  const { kept: passwordHash } = await stretchNew(desk.password, cost);
  await office.database.write(actor, async (tx) => {
    await addOperator(tx, { login: desk.login, name: 'Проверкина', role: 'administrator', passwordHash }, '');
    return ok(null);
  });
}

/** Puts somebody at the desk whose role may make this call, and makes what it needs to be granted. */
export async function seatFor(office: InnerOffice, name: CallName): Promise<void> {
  const allow: Permission = contract[name].allow;
  const { registries } = office.database.read;
  const roleFor = (registry?: Registry) => roles.find((one) => isAllowed(allow, one, registries, registry));
  const role = roleFor(provider) ?? roleFor() ?? 'administrator';
  const territory = role === 'territorialSpecialist' ? ['92602000'] : [];
  office.openSessions.seat(office.session, signedInAs(role, { territory }));
  if (name === 'emergency.take') office.session.emergency.search = await searchFor(office);
  if (name === 'key.create') {
    await office.database.write(actor, async (tx) => {
      await tx.run("UPDATE data_key SET state = 'retired'");
      return ok(null);
    });
  }
}

/** A search that has found everybody. */
async function searchFor(office: InnerOffice): Promise<EmergencyAtHand['search']> {
  const rows = await office.database.read.all<{ id: string }>('SELECT id FROM person');
  const recordIds = rows.map(({ id }) => id);
  return { token: foundToken, root: person, recordIds, reason: 'Ребёнок один дома', until: Infinity };
}
const foundToken = 'found';

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
  const [recordId, toMove, mistaken] = [await newRecord(), await newRecord(), await newRecord()];
  const filed = await newRecord();
  const card = await office.must('record.create', { registry: 'participant', fields: ownCard });
  const scan = () => office.upload('scan.pdf', '%PDF-1.7 of nobody');
  const attached = await office.must('file.attach', { registry, recordId: filed, fileId: await scan() });
  const { rowId } = attached;
  const lost = await loseChange(office, recordId);
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
  const { recoveryCode } = await office.must('key.create', {});
  await seatFor(office, 'key.accept');
  const accepted = { code: recoveryCode, password: desk.password };
  await office.must('key.accept', accepted);
  // At another window: signing in at this one, as an administrator, gives the key up here.
  office.database.vault.open('another window', office.database.vault.keys());
  const someone = { surname: 'Нигдеева', givenName: 'Алия', location: 'Казань', territory: '92701000' };
  office.openSessions.seat(office.session, signedInAs('registryOperator'));
  const { recordId: someoneId } = await office.must('record.create', { registry: 'person', fields: someone });
  office.openSessions.seat(office.session, signedInAs('administrator'));
  const worker = { name: 'Работник Пример', password: 'a first password of theirs' };
  await office.must('user.add', { ...worker, login: 'worker', role: 'registryOperator' });
  const layout = { encoding: 'utf-8', delimiter: ';', headerRow: 0, sheet: 0 } as const;
  const columns = ['fullName', 'phones'];
  const task = office.office.tasks.start('task-1');
  expect(task.isCancelled()).toBe(false);
  // The backup that a new key orders writes its line in the journal whenever it is done.
  await office.office.backupSoon.settled();
  return {
    'system.hello': {},
    'session.signIn': desk,
    'session.current': {},
    'office.describe': {},
    'system.registries': {},
    'reference.list': { name: 'oktmo' },
    'value.check': { kind: 'inn', value: '1' },
    'task.cancel': { taskId: 'task-1' },
    'session.changePassword': { password: desk.password, newPassword: 'another long enough one' },
    'user.list': {},
    'user.add': { ...worker, login: 'newcomer', role: 'territorialSpecialist', territory: ['92602000'] },
    'user.change': { login: 'newcomer', name: 'Иначе Пример', role: 'observer', territory: [] },
    'user.block': { login: 'newcomer', blocked: true },
    'user.resetPassword': { login: 'newcomer', password: 'yet another first one' },
    'key.status': {},
    'key.grant': { login: 'worker' },
    'key.accept': { ...accepted, password: 'another long enough one' },
    'key.watch': {},
    'key.see': { upTo: 1 },
    'key.renewRecovery': { password: 'another long enough one' },
    'key.renew': { password: 'another long enough one', taskId: 'task-4' },
    'once.list': {},
    'once.done': { id: 'none' },
    'emergency.find': {
      ...{ registry: 'person', search: 'Нигдеева Алия', reason: 'Ребёнок один дома, нужен адрес' },
    },
    'emergency.take': { token: foundToken, recordId: someoneId },
    'emergency.list': { unseenOnly: false },
    'emergency.look': { number: 1 },
    'emergency.see': { upTo: 1 },
    'record.create': { registry, fields: sound },
    'record.save': { registry, recordId, baseVersion: 1, fields: { note: 'Да' }, decision },
    'record.open': { registry, recordId, atVersion: 1 },
    'record.list': {
      ...{ registry, from: 0, limit: 5, sort: 'title', descending: true, search: 'дом' },
      filters: { status: ['draft', 'review'] },
      where: [{ field: 'placesFree', from: 0 }],
    },
    'view.list': { registry },
    'view.keep': { registry, name: 'Свободные', where: [{ field: 'placesFree', from: 1 }] },
    'view.drop': { registry, viewId: 'none' },
    'interaction.count': {},
    'record.ask': { registry, where: [{ field: 'oktmo', empty: false }], by: ['oktmo', 'changedAt:month'] },
    'record.history': { registry, recordId, limit: 5, before: 1000 },
    'record.move': { registry, recordId: toMove, baseVersion: 1, to: 'review', decision },
    'record.withdraw': { registry, recordId: mistaken, baseVersion: 1 },
    'review.list': {},
    'review.decide': { registry, recordId, field: 'note', take: { stamp: lost }, reason: 'Так верно' },
    'person.destroy': {
      ...{ registry: 'person', recordIds: [someoneId], ground: 'purposeReached', reason: 'Дело закрыто' },
      password: 'another long enough one',
    },
    'record.check': { registry, recordId, fields: { inn: '12', placesFree: 1000 } },
    'record.duplicates': { registry, recordId, fields: { inn: '7707083893' } },
    'record.findings': { registry },
    'record.references': { registry, recordId },
    'record.keepBoth': { registry, recordId, keep: [{ recordId: toMove, reason: 'Филиал' }] },
    'draft.keep': {
      registry,
      recordId,
      baseVersion: 1,
      fields: { note: 'Недописанное', experience: [{ year: 2025 }] },
    },
    'draft.open': { registry, recordId },
    'file.attach': { registry, recordId: filed, fileId: await scan(), kind: 'licence', note: 'Копия' },
    'file.list': { registry, recordId: filed },
    'file.open': { registry, recordId: filed, rowId },
    'file.detach': { registry, recordId: filed, rowId },
    'term.list': { registry, group: 'late', within: 3, from: 0, limit: 5 },
    'term.ofRecord': { registry, recordId },
    'calendar.list': {},
    'calendar.import': { fileId: await office.upload('2027.json', await shippedYear(2027)) },
    'import.preview': { registry, fileId: await upload('Өмет'), layout, columns },
    'import.apply': {
      ...{ registry, fileId: await upload('Өмет'), layout, columns, taskId: 'task-2' },
      decisions: [{ row: 2, action: 'create' }],
    },
    'import.undo': { batchId: undone.batchId },
    'import.list': { registry },
    'form.make': { registry },
    'export.make': { registry, format: 'json' },
    'shipped.offers': {},
    'shipped.take': { ...shippedBody, fields: ['shortName'] },
    'shipped.decline': shippedBody,
    'office.differences': {},
    'office.take': {
      registry: 'participant',
      recordId: card.recordId,
      office: ownCard.officeCode,
      facts: ['name'],
    },
    'registry.publish': { registry },
    'paper.check': { code: '0000-0000-0000' },
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
    'backup.make': {},
    'backup.list': { limit: 5 },
    'backup.status': {},
    'key.create': {},
    'session.lock': {},
    'session.signOut': {},
  };
}

/** A district's change that came too late and waits for a person; answers its stamp. */
async function loseChange(office: InnerOffice, recordId: string): Promise<string> {
  const [at, sender] = ['2026-11-22T09:00:00.000Z', { code: 'almet', kind: 'territorial' } as const];
  const late: Change = {
    ...{
      stamp: `${at}-0000-almet`,
      registry: 'provider',
      recordId,
      field: 'note',
      before: 'Было',
      after: 'Иначе',
    },
    ...{ replaces: '2020-01-01T00:00:00.000Z-0000-almet', office: 'almet', operator: 'Соседова', at },
  };
  const source = { ...gateOf(office.office), sender };
  const taken = await office.database.write(actor, (tx) => applyPackage(source, tx, [late]));
  expect(taken).toMatchObject({ ok: true, value: { appliedCount: 0, deferredCount: 0 } });
  return late.stamp;
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
