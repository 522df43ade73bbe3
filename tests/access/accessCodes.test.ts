import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeKeyOffices, passwordOf, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';

/** The list of accounts tells whose code is still good, so that nobody kills one unawares by giving out another. */
const hour = 60 * 60_000;
let now = Date.parse('2026-12-01T09:00:00.000Z');
let offices: KeyOffices;
let office: KeyOffice;

beforeAll(async () => {
  offices = await makeKeyOffices();
  office = await offices.open(await offices.copy(), { now: () => new Date(now) });
});
afterAll(async () => {
  await office.close();
  await offices.remove();
});

it('a code that was given out is told with its end until it is typed or too late', async () => {
  const head = await office.at('head');
  const [admin, password] = [await office.at('admin'), 'given anew for the time being'];
  for (const login of ['operator', 'neighbour']) await admin.must('user.resetPassword', { login, password });
  const codes = async (desk = head) =>
    (await desk.must('user.list', {})).accounts.flatMap(({ login, codeUntil }) =>
      codeUntil === null ? [] : [[login, codeUntil]],
    );
  expect(await codes()).toEqual([]);
  const given = await head.must('key.grant', { login: 'operator' });
  expect(await codes()).toEqual([['operator', given.expiresAt]]);

  const desk = office.window();
  const newPassword = passwordOf('operator');
  await desk.must('session.signIn', { login: 'operator', password });
  await desk.must('session.changePassword', { password, newPassword });
  await desk.must('key.accept', { code: given.accessCode, password: newPassword });
  expect(await codes()).toEqual([]);

  const late = await head.must('key.grant', { login: 'neighbour' });
  expect(await codes()).toEqual([['neighbour', late.expiresAt]]);
  now = Date.parse(late.expiresAt) + hour;
  const later = office.window();
  await later.must('session.signIn', { login: 'head', password: passwordOf('head') });
  expect(await codes(later)).toEqual([]);
});
