import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/file/sqliteConnection';
import { databaseFile } from '../../db/file/openDatabase';
import { join } from 'node:path';
import { renewKey } from '../../electron/access/renewKeyService';
import { actor, createOfficeFolders, openInnerOffice, signedInAs } from '../support/offices/innerOffice';
import { desk, furnish } from '../support/offices/everyCall';
import { makeKeyOffices, passwordOf, type KeyOffices } from '../support/offices/keyOffice';

/**
 * Changing the key of personal data: everything stays readable for who holds the new key, nothing opens by the former
 * one, nobody else keeps a way in, and a change that was cut off goes on from where it stood.
 */
const registry = 'person';
const names = ['Заречнова', 'Озёрнова', 'Полевова', 'Лесновитова', 'Горнакова'];

describe('a change of the key', () => {
  let offices: KeyOffices;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  }, 60_000);
  afterAll(() => offices.remove());

  it('keeps every person, every version and every draft readable, and ends every other way in', async () => {
    const office = await offices.open(await offices.copy());
    const head = await office.at('head');
    const operator = await office.at('operator');
    const ids: string[] = [];
    for (const [index, surname] of names.entries()) {
      const fields = { surname, givenName: 'Пример', location: `ул. Тихая, ${index + 1}` };
      ids.push((await operator.must('record.create', { registry, fields })).recordId);
    }
    const [first = ''] = ids;
    await operator.must('record.save', {
      ...{ registry, recordId: first, baseVersion: 1 },
      fields: { snils: '112-233-445 95' },
    });
    const typed = { registry, recordId: first, baseVersion: 2, fields: { note: 'Недописано' } };
    await operator.must('draft.keep', typed);
    const before = await Promise.all(ids.map((recordId) => head.must('record.open', { registry, recordId })));
    const stored = await sealedCells(office.dataFolder);

    const { recoveryCode, records } = await head.must('key.renew', { password: passwordOf('head') });
    expect(records).toBe(names.length);
    expect(
      await Promise.all(ids.map((recordId) => head.must('record.open', { registry, recordId }))),
    ).toEqual(before);
    const { entries } = await head.must('record.history', { registry, recordId: first });
    expect(entries).toContainEqual(expect.objectContaining({ field: 'snils', after: '11223344595' }));
    for (const search of ['Заречн', '112-233-445 95'])
      expect((await head.must('record.list', { registry, search })).rows).toMatchObject([
        { recordId: first },
      ]);
    expect((await operator.must('draft.open', { registry, recordId: first })).draft).toMatchObject({
      fields: typed.fields,
    });
    // Not one ciphertext of the rows is what it was.
    const now = await sealedCells(office.dataFolder);
    expect(now.length).toBe(stored.length);
    expect(now.filter((cell) => stored.includes(cell))).toEqual([]);
    expect(await head.must('key.status', {})).toMatchObject({ isChanging: false, isOpen: true });
    await office.close();

    const later = await offices.open(office.dataFolder);
    const again = later.window();
    const { operator: who } = await again.must('session.signIn', {
      login: 'operator',
      password: passwordOf('operator'),
    });
    expect(who.key).toBe('awaited');
    expect(await again.code('record.open', { registry, recordId: first })).toBe('key.closed');
    const password = passwordOf('operator');
    expect(await again.code('key.accept', { code: offices.recoveryCode, password })).toBe('key.refused');
    await again.must('key.accept', { code: recoveryCode, password });
    expect((await again.must('record.open', { registry, recordId: first })).fields).toMatchObject({
      surname: names[0],
    });
    await later.close();
  }, 60_000);

  it('wants the password and a role that may', async () => {
    const office = await offices.open(await offices.copy());
    const head = await office.at('head');
    expect(await head.code('key.renew', { password: 'not the one of the head' })).toBe('session.refused');
    const operator = await office.at('operator');
    expect(await operator.code('key.renew', { password: passwordOf('operator') })).toBe('permission.denied');
    await office.close();
  }, 60_000);

  it('that was cut off leaves everything readable by both keys, and goes on from there', async () => {
    const folders = await createOfficeFolders();
    const office = await openInnerOffice(await folders.make());
    await furnish(office);
    const { recoveryCode } = await office.must('key.create', {});
    office.openSessions.seat(office.session, signedInAs('registryOperator', { login: desk.login }));
    await office.must('key.accept', { code: recoveryCode, password: desk.password });
    const ids: string[] = [];
    for (let index = 0; index < 130; index += 1) {
      const fields = { surname: 'Нигдеева', givenName: `Пример`, location: `дом ${index}` };
      ids.push((await office.must('record.create', { registry, fields })).recordId);
    }
    const cut = {
      start: () => ({
        isCancelled: () => false,
        progress: () => {
          throw new Error('the power went');
        },
        end: () => undefined,
      }),
      cancel: () => false,
    };
    const input = { password: desk.password };
    const whole = { ...office.office, tasks: cut };
    await expect(renewKey(whole, { ...actor, login: desk.login }, input)).rejects.toThrow('the power went');
    expect(await office.must('key.status', {})).toMatchObject({ isChanging: true });

    const readable = async () => {
      for (const recordId of ids)
        expect((await office.must('record.open', { registry, recordId })).fields['surname']).toBe('Нигдеева');
      expect((await office.must('record.list', { registry, search: 'нигде' })).total).toBe(
        Math.min(100, ids.length),
      );
    };
    await readable();
    // Signed in anew by the slot of the coming key, and one more person while the change is under way.
    office.openSessions.leave(office.session);
    const signedIn = await office.must('session.signIn', desk);
    expect(signedIn.operator.login).toBe(desk.login);
    office.openSessions.seat(office.session, signedInAs('registryOperator', { login: desk.login }));
    await office.must('key.accept', { code: recoveryCode, password: desk.password });
    await readable();
    const fields = { surname: 'Нигдеева', givenName: 'Новая', location: 'рядом' };
    ids.push((await office.must('record.create', { registry, fields })).recordId);

    const ended = await renewKey(office.office, { ...actor, login: desk.login }, input);
    expect(ended).toMatchObject({ ok: true, value: { records: 30 } });
    await readable();
    const left = await office.database.read.all(
      "SELECT 1 FROM record_key WHERE data_key <> (SELECT generation FROM data_key WHERE state = 'current')",
    );
    expect(left).toEqual([]);
    await office.close();
    await folders.remove();
  }, 60_000);
});

/** Every sealed text of the rows of persons, as it lies in the file. */
async function sealedCells(dataFolder: string): Promise<string[]> {
  const connection = await connect(join(dataFolder, databaseFile), 'read');
  const rows = await connection.all<Record<string, string | null>>(
    'SELECT surname, given_name, location, snils FROM person',
  );
  await connection.close();
  return rows.flatMap((row) => Object.values(row)).filter((cell) => cell !== null);
}
