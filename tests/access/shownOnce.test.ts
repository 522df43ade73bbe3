import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import type { Role } from '../../domain/access/roles';
import {
  firstPasswordOf,
  lookInto,
  makeKeyOffices,
  passwordOf,
  type Desk,
  type KeyOffice,
  type KeyOffices,
  type Login,
} from '../support/offices/keyOffice';

/** What is shown once waits for whoever asked for it, and for nobody else, until he says that he has it. */
describe('what is shown once', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  let head: Desk;
  const password = passwordOf('head');
  beforeAll(async () => {
    offices = await makeKeyOffices();
  }, 60_000);
  afterAll(() => offices.remove());
  beforeEach(async () => {
    office = await offices.open(await offices.copy());
    head = await office.at('head');
  });
  afterEach(() => office.close());

  const signInAnew = async (login: Login, word = passwordOf(login)): Promise<Desk> => {
    const desk = office.window();
    await desk.must('session.signIn', { login, password: word });
    return desk;
  };
  const waiting = async (desk: Desk) => (await desk.must('once.list', {})).items;

  it('is there again after the desk was locked, until it is said to be written down', async () => {
    const { recoveryCode: code } = await head.must('key.renewRecovery', { password });
    expect(await waiting(head)).toMatchObject([{ kind: 'recovery', code }]);
    await head.must('session.lock', {});
    expect(await head.code('once.list', {})).toBe('session.required');
    const again = await signInAnew('head');
    const [paper] = await waiting(again);
    expect(paper).toMatchObject({ kind: 'recovery', code });
    await again.must('once.done', { id: paper?.id ?? '' });
    expect(await waiting(again)).toEqual([]);
    expect(await waiting(await signInAnew('head'))).toEqual([]);
    expect((await readFile(join(office.dataFolder, databaseFile))).includes(code)).toBe(false);
  });

  it('reaches whoever was locked out while the key was being changed', async () => {
    const renewing = head.must('key.renew', { password });
    const begun = async () =>
      expect((await lookInto(office.dataFolder)).map(({ action }) => action)).toContain('key.renew');
    await vi.waitFor(begun, { timeout: 60_000, interval: 2 });
    await head.must('session.lock', {});
    const { recoveryCode: code } = await renewing;
    expect(await waiting(await signInAnew('head'))).toMatchObject([{ kind: 'recovery', code }]);
  });

  it('keeps the papers of a destruction readable through a lock', async () => {
    const registry = 'person';
    const operator = await office.at('operator');
    const fields = { surname: 'Забытова', givenName: 'Пример', location: 'ул. Тихая, 1' };
    const { recordId } = await operator.must('record.create', { registry, fields });
    const order = { ground: 'purposeReached', reason: 'Дело закрыто', password };
    const { act, extract } = await head.must('person.destroy', { registry, recordIds: [recordId], ...order });
    await head.must('session.lock', {});
    const again = await signInAnew('head');
    expect(await waiting(again)).toMatchObject([{ kind: 'destruction', number: '1', act, extract }]);
    expect((await office.app.filesOf(again.session)?.find(act.fileId)?.read())?.byteLength).toBe(act.size);
  });

  it('is shown to nobody else, nor to whoever was given the login by an administrator', async () => {
    const { accessCode: code } = await head
      .must('key.renewRecovery', { password })
      .then(() => office.at('admin'))
      .then((admin) => admin.must('user.resetPassword', { login: 'operator', password: 'given once again' }))
      .then(() => head.must('key.grant', { login: 'operator' }));
    const [recovery, access] = await waiting(head);
    expect(access).toMatchObject({ kind: 'access', login: 'operator', code });
    const admin = await office.at('admin');
    expect(await waiting(admin)).toEqual([]);
    await admin.must('once.done', { id: recovery?.id ?? '' });
    expect(await waiting(head)).toHaveLength(2);

    await admin.must('user.resetPassword', { login: 'head', password: firstPasswordOf('head') });
    const changed = { password: firstPasswordOf('head'), newPassword: 'words of somebody else' };
    const stranger = await signInAnew('head', firstPasswordOf('head'));
    await stranger.must('session.changePassword', changed);
    expect(await waiting(stranger)).toEqual([]);
    for (const role of ['administrator', 'registryOperator'] as const satisfies readonly Role[]) {
      await admin.must('user.change', { login: 'head', role });
      expect(await waiting(await signInAnew('head', changed.newPassword))).toEqual([]);
    }
  });
});
