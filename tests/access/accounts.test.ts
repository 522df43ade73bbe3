import { cp, rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessPolicyShape } from '../../domain/access/accessPolicy';
import policy from '../../resources/access/policy.json';
import { installation } from '../../electron/app/installation';
import {
  firstPasswordOf,
  lookInto,
  makeKeyOffices,
  passwordOf,
  tamper,
  writePolicy,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { signingIn } from '../support/offices/signingIn';

/** Accounts, their passwords and their access to personal data. */
const minute = 60_000;
const start = Date.parse('2026-12-01T09:00:00Z');
const someone = { surname: 'Галимова', givenName: 'Алия', location: 'Казань', territory: '92701000' };

let offices: KeyOffices;
let office: KeyOffice;
let now = start;
beforeAll(async () => {
  offices = await makeKeyOffices();
});
beforeEach(async () => {
  now = start;
  office = await offices.open(await offices.copy(), { now: () => new Date(now) });
});
afterEach(() => office.close());
afterAll(() => offices.remove());

const { signIn, tried, journal, isKeyOpen } = signingIn(() => office, start);

describe('a password', () => {
  const fault = async (password: string, login = 'newcomer') => {
    const admin = await office.at('admin');
    const result = await admin.call('user.add', { login, name: 'Пример', role: 'observer', password });
    return result.ok ? 'taken' : (result.error.params?.['fault'] ?? result.error.code);
  };

  it('is judged by the policy that lies in the resources', async () => {
    expect(await fault('девять-зн')).toBe('short');
    expect(await fault('😀😁😂🤣😃😄😅😆😉')).toBe('short');
    expect(await fault('я'.repeat(50) + 'абвгд'.repeat(31))).toBe('long');
    expect(await fault('qwertyuiop')).toBe('common');
    expect(await fault('QwertyUIOP')).toBe('common');
    expect(await fault('abababababab')).toBe('common');
    expect(await fault('2026-Newcomer-2026!')).toBe('login');
    expect(await fault('десять-зна')).toBe('taken');
    // Words of another script are words, not signs around the login.
    expect(await fault('мой второй newcomer2 живёт у озера', 'newcomer2')).toBe('taken');
    const resourcesFolder = `${offices.resourcesFolder}-strict`;
    await cp(offices.resourcesFolder, resourcesFolder, { recursive: true });
    await writePolicy(resourcesFolder, { password: { minLength: 30, maxLength: 64 }, lockAfterFailures: 1 });
    await office.close();
    office = await offices.open(await offices.copy(), { resourcesFolder });
    expect(await fault('twenty-nine letters and signs')).toBe('short');
    expect(await tried('observer', 'wrong')).toBe('session.locked');
    await rm(resourcesFolder, { recursive: true });
  });

  it('is asked for by a policy that no slip of the pen opens', () => {
    expect(accessPolicyShape.parse(policy)).toMatchObject({
      password: { minLength: 10 },
      ...{ lockAfterFailures: 5, lockMinutes: 15, idleMinutes: 10 },
    });
    for (const slip of [
      { password: { minLength: 0, maxLength: 200 } },
      { lockAfterFailures: 0 },
      { idleMinutes: 0 },
      { scrypt: { cost: 1024, blockSize: 8, parallelization: 1 } },
      { scrypt: { cost: 70_000, blockSize: 8, parallelization: 1 } },
      { lockAfterFailure: 5 },
    ])
      expect(accessPolicyShape.safeParse({ ...policy, ...slip }).success, JSON.stringify(slip)).toBe(false);
  });

  it('that others know opens nothing but its own change', async () => {
    const admin = await office.at('admin');
    const password = firstPasswordOf('newcomer');
    await admin.must('user.add', { login: 'newcomer', name: 'Пример', role: 'observer', password });
    const desk = office.window();
    const { operator } = await desk.must('session.signIn', { login: 'newcomer', password });
    expect(operator).toMatchObject({ mustChangePassword: true, key: 'awaited', lastSignInAt: null });
    expect(await desk.code('record.list', { registry: 'provider' })).toBe('password.changeRequired');
    expect(await desk.code('key.accept', { code: 'X', password })).toBe('password.changeRequired');
    const change = (newPassword: string) => desk.call('session.changePassword', { password, newPassword });
    expect(await change(password)).toMatchObject({
      error: { code: 'password.weak', params: { fault: 'same' } },
    });
    expect(await change('short')).toMatchObject({ error: { params: { fault: 'short' } } });
    expect(await desk.code('record.list', { registry: 'provider' })).toBe('password.changeRequired');
    expect((await change(passwordOf('newcomer'))).ok).toBe(true);
    expect(await desk.code('record.list', { registry: 'provider' })).toBe('ok');
    expect(await tried('newcomer', password)).toBe('session.refused');
    now += 5 * minute;
    const again = await signIn('newcomer', passwordOf('newcomer'));
    const lastSignInAt = new Date(start).toISOString();
    expect(again).toMatchObject({ value: { operator: { mustChangePassword: false, lastSignInAt } } });
    expect(await journal('newcomer')).toEqual([
      ...['user.add', 'session.signIn', 'session.changePassword', 'session.refused', 'session.signIn'],
    ]);
  });

  it('changed opens what the former one opened, and the former one nothing', async () => {
    const operator = await office.at('operator');
    const { recordId } = await operator.must('record.create', { registry: 'person', fields: someone });
    const newPassword = 'the boat returns before dark';
    const password = passwordOf('operator');
    expect(await operator.code('session.changePassword', { password: 'no', newPassword })).toBe(
      'session.refused',
    );
    await operator.must('session.changePassword', { password, newPassword });
    await operator.must('session.lock', {});
    expect(await isKeyOpen()).toBe(false);
    expect(await tried('operator', password)).toBe('session.refused');
    const desk = office.window();
    const entered = await desk.must('session.signIn', { login: 'operator', password: newPassword });
    expect(entered.operator.key).toBe('open');
    const { fields } = await desk.must('record.open', { registry: 'person', recordId });
    expect(fields['surname']).toBe('Галимова');
  });

  it('stretched at yesterday’s cost is stretched at today’s when it is next typed', async () => {
    await office.close();
    const { resourcesFolder } = installation();
    office = await offices.open(await offices.copy(), { resourcesFolder });
    const cost = async () => {
      const sql = "SELECT password_hash AS hash FROM operator WHERE login = 'operator'";
      const [row] = await lookInto<{ hash: string }>(office.dataFolder, sql);
      return row?.hash.split('$').slice(1, 4).map(Number);
    };
    expect(await cost()).toEqual([2 ** 14, 8, 1]);
    expect(await tried('operator', passwordOf('operator'))).toBe('open');
    const { scrypt } = policy;
    expect(await cost()).toEqual([scrypt.cost, scrypt.blockSize, scrypt.parallelization]);
    expect(await tried('operator', passwordOf('operator'))).toBe('open');
  });
});

describe('an account', () => {
  it('may be called what objects are called', async () => {
    const admin = await office.at('admin');
    const made = {
      login: 'constructor',
      name: 'Пример',
      role: 'auditor',
      password: firstPasswordOf('c'),
    } as const;
    await admin.must('user.add', made);
    expect(await tried('constructor', made.password)).toBe('none');
  });

  it('is never given twice nor taken away', async () => {
    const admin = await office.at('admin');
    const again = {
      login: 'observer',
      name: 'Иначе',
      role: 'auditor',
      password: firstPasswordOf('x'),
    } as const;
    expect(await admin.code('user.add', again)).toBe('user.present');
    await admin.must('user.block', { login: 'observer' });
    expect(await admin.code('user.add', again)).toBe('user.present');
    await expect(tamper(office.dataFolder, "DELETE FROM operator WHERE login = 'observer'")).rejects.toThrow(
      'never deleted',
    );
    expect(await tried('observer', passwordOf('observer'))).toBe('session.refused');
    await admin.must('user.block', { login: 'observer', blocked: false });
    expect(await tried('observer', passwordOf('observer'))).toBe('awaited');
  });

  it('blocked is out at once, whatever it had open', async () => {
    const [admin, operator] = [await office.at('admin'), await office.at('operator')];
    const ended: string[] = [];
    office.app.subscribe(operator.session, (name) => ended.push(name));
    expect(await isKeyOpen()).toBe(true);
    await admin.must('user.block', { login: 'operator' });
    expect(await operator.code('record.list', { registry: 'person' })).toBe('session.required');
    expect(ended).toEqual(['session.ended']);
    expect(await isKeyOpen()).toBe(false);
    expect(await tried('operator', passwordOf('operator'))).toBe('session.refused');
    expect((await journal('operator')).slice(1, 3)).toEqual(['user.block', 'session.revoked']);
  });

  it.each([
    ['blocked', 'user.block', { login: 'operator' }],
    ['given another role', 'user.change', { login: 'operator', role: 'auditor' }],
    ['given another password', 'user.resetPassword', { login: 'operator', password: firstPasswordOf('o') }],
  ] as const)('%s while it signs in does not slip in', async (_how, name, input) => {
    const admin = await office.at('admin');
    const desk = office.window();
    const entering = signIn('operator', passwordOf('operator'), desk);
    await admin.must(name, input);
    await entering;
    // The new role is all he may have come in with.
    expect(desk.session.operator?.role ?? 'auditor').toBe('auditor');
    expect(await isKeyOpen()).toBe(false);
  });

  it('of the last administrator stays one', async () => {
    const admin = await office.at('admin');
    expect(await admin.code('user.block', { login: 'admin' })).toBe('user.lastAdministrator');
    expect(await admin.code('user.change', { login: 'admin', role: 'auditor' })).toBe(
      'user.lastAdministrator',
    );
    const second = {
      login: 'second',
      name: 'Пример',
      role: 'administrator',
      password: firstPasswordOf('s'),
    } as const;
    await admin.must('user.add', second);
    await admin.must('user.block', { login: 'second' });
    expect(await admin.code('user.block', { login: 'admin' })).toBe('user.lastAdministrator');
    await admin.must('user.block', { login: 'second', blocked: false });
    await admin.must('user.block', { login: 'admin' });
    expect(await admin.code('user.list', {})).toBe('session.required');
  });

  it('reset has no way to persons until it is granted anew', async () => {
    const [admin, head] = [await office.at('admin'), await office.at('head')];
    const { accessCode } = await head.must('key.grant', { login: 'operator' });
    const password = firstPasswordOf('operator');
    await admin.must('user.resetPassword', { login: 'operator', password });
    const desk = office.window();
    expect(await signIn('operator', password, desk)).toMatchObject({
      value: { operator: { key: 'awaited' } },
    });
    await desk.must('session.changePassword', { password, newPassword: passwordOf('operator') });
    // The head's window holds the key open; whoever gives passwords has no share in it.
    expect(await desk.code('record.list', { registry: 'person' })).toBe('key.closed');
    expect(await desk.code('key.accept', { code: accessCode, password: passwordOf('operator') })).toBe(
      'key.refused',
    );
    const granted = await head.must('key.grant', { login: 'operator' });
    const accept = { code: granted.accessCode, password: passwordOf('operator') };
    expect(await desk.code('key.accept', accept)).toBe('ok');
    expect(await desk.code('record.list', { registry: 'person' })).toBe('ok');
  });

  it('keeps its slot from a role without persons', async () => {
    const admin = await office.at('admin');
    await admin.must('user.change', { login: 'operator', role: 'auditor' });
    await admin.must('user.change', { login: 'operator', role: 'registryOperator' });
    expect(await tried('operator', passwordOf('operator'))).toBe('awaited');
    const change = { login: 'specialist', territory: [] };
    expect(await admin.code('user.change', change)).toBe('user.territoryNeeded');
  });
});

describe('an access code', () => {
  it('serves its own account, once, for three days', async () => {
    const [admin, head] = [await office.at('admin'), await office.at('head')];
    for (const login of ['operator', 'neighbour'])
      await admin.must('user.resetPassword', { login, password: firstPasswordOf(login) });
    const enter = async (login: string): Promise<Desk> => {
      const desk = office.window();
      await desk.must('session.signIn', { login, password: firstPasswordOf(login) });
      await desk.must('session.changePassword', {
        password: firstPasswordOf(login),
        newPassword: passwordOf(login),
      });
      return desk;
    };
    const [operator, neighbour] = [await enter('operator'), await enter('neighbour')];
    const { accessCode, expiresAt } = await head.must('key.grant', { login: 'operator' });
    expect(expiresAt).toBe(new Date(start + 72 * 60 * minute).toISOString());
    const accept = (desk: Desk, login: string) =>
      desk.code('key.accept', { code: ` ${accessCode.toLowerCase()} `, password: passwordOf(login) });
    expect(await accept(neighbour, 'neighbour')).toBe('key.refused');
    expect(await accept(operator, 'operator')).toBe('ok');
    expect(await accept(operator, 'operator')).toBe('key.refused');
    expect(await journal('neighbour')).toContain('key.refused');
    const later = await head.must('key.grant', { login: 'neighbour' });
    now += 72 * 60 * minute + 1;
    const desk = office.window();
    const password = passwordOf('neighbour');
    await desk.must('session.signIn', { login: 'neighbour', password });
    expect(await desk.code('key.accept', { code: later.accessCode, password })).toBe('key.refused');
    expect(await desk.code('key.accept', { code: offices.recoveryCode, password })).toBe('ok');
    expect(await head.code('key.grant', { login: 'auditor' })).toBe('session.required');
    expect(await (await office.at('head')).code('key.grant', { login: 'auditor' })).toBe('user.keyless');
  });
});
