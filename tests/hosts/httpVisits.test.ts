import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../electron/app/app';
import { installation } from '../../electron/app/installation';
import { createHttpTransport, type HttpTransport } from '../../electron/http/httpTransport';
import { ask, openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** A visit of the window: its cookie and its stream of events are for one operator and for nobody after him. */
let office: TestOffice;
let app: App;
let host: HttpTransport;
let window: LoopbackWindow;
const bugs: unknown[] = [];

const listen = () => {
  const { windowFolder } = installation();
  return createHttpTransport({ app, windowFolder, port: 0, onBug: (bug) => bugs.push(bug) });
};

beforeAll(async () => {
  office = await makeTestOffice();
  app = await office.open();
});
beforeEach(async () => {
  host = await listen();
  window = await openWindow(host.startAddress);
});
afterEach(() => host.close());
afterAll(async () => {
  await app.close();
  await office.remove();
  expect(bugs).toEqual([]);
});

const signIn = (at: LoopbackWindow) =>
  at.call('session.signIn', { login: office.login, password: office.password });
const currentBy = (cookie: string) =>
  ask(window.address, '/call/session.current', {
    method: 'POST',
    headers: { ...window.headers, cookie, 'content-type': 'application/json' },
    body: '{}',
  });

describe('a cookie', () => {
  it('is another one after signing in and after signing out, and the one before opens nothing', async () => {
    const before = window.cookie;
    expect(await signIn(window)).toMatchObject({ ok: true });
    const signedIn = window.cookie;
    expect(signedIn).not.toBe(before);
    expect((await currentBy(before)).status).toBe(401);
    expect((await currentBy(signedIn)).json()).toMatchObject({
      ok: true,
      value: { operator: { login: office.login } },
    });
    await window.call('session.signOut', {});
    expect(window.cookie).not.toBe(signedIn);
    expect((await currentBy(signedIn)).status).toBe(401);
    expect((await currentBy(window.cookie)).status).toBe(200);
  });

  it('is another one when somebody comes back whose session the program had ended', async () => {
    const next = { login: 'next', password: 'a first password of theirs' };
    const session = app.openSession();
    await app.request(session, 'session.signIn', { login: office.login, password: office.password });
    const role = 'administrator';
    await app.request(session, 'user.add', { ...next, name: 'Сменщик Пример', role });
    expect(await window.call('session.signIn', next)).toMatchObject({ ok: true });
    const before = window.cookie;
    // Ends what the account has open, with no answer to bring another cookie.
    expect(await app.request(session, 'user.change', { login: next.login, role })).toMatchObject({
      ok: true,
    });
    expect(await window.call('session.signIn', next)).toMatchObject({ ok: true });
    expect(window.cookie).not.toBe(before);
    expect((await currentBy(before)).status).toBe(401);
  });

  it('of before uses no sign-in with a call that it had begun', async () => {
    const [hostname = '', port = ''] = window.address.split(':');
    const body = JSON.stringify({ registry: 'provider' });
    const begun = request({
      ...{ hostname, port, path: '/call/record.list', method: 'POST', agent: false },
      headers: {
        ...{ ...window.headers, 'content-type': 'application/json', expect: '100-continue' },
        'content-length': Buffer.byteLength(body),
      },
    });
    // The host says so when it has judged the head.
    begun.flushHeaders();
    await once(begun, 'continue');
    expect(await signIn(window)).toMatchObject({ ok: true });
    begun.end(body);
    const [answered] = (await once(begun, 'response')) as [IncomingMessage];
    expect(answered.statusCode).toBe(401);
    expect(answered.headers['set-cookie']).toBeUndefined();
    answered.resume();
    expect(await window.call('record.list', { registry: 'provider' })).toMatchObject({ ok: true });
  });

  it('stays the same while the operator does, also through a refused password', async () => {
    const before = window.cookie;
    await window.call('session.signIn', { login: office.login, password: 'wrong' });
    expect(window.cookie).toBe(before);
    await signIn(window);
    const signedIn = window.cookie;
    await window.call('session.current', {});
    expect(window.cookie).toBe(signedIn);
  });

  it('of another host opens nothing here, under its own name or ours', async () => {
    const other = await listen();
    const stranger = await openWindow(other.startAddress);
    await signIn(stranger);
    const [name = ''] = window.cookie.split('=');
    const [, value = ''] = stranger.cookie.split('=');
    expect((await currentBy(stranger.cookie)).status).toBe(401);
    expect((await currentBy(`${name}=${value}`)).status).toBe(401);
    expect((await currentBy(`${name}=`)).status).toBe(401);
    await other.close();
    expect((await currentBy(window.cookie)).status).toBe(200);
  });

  it('is as long as a secret should be and says nothing of the operator', async () => {
    await signIn(window);
    expect(window.cookie).toMatch(/^yardam_\d+=[\w-]{43}$/);
  });
});

describe('the stream of events', () => {
  const next = { login: 'relief', password: 'a password of the relief' };
  beforeAll(async () => {
    const session = app.openSession();
    await app.request(session, 'session.signIn', { login: office.login, password: office.password });
    await app.request(session, 'user.add', { ...next, name: 'Сменщица Пример', role: 'administrator' });
    await app.request(session, 'session.signOut', {});
  });
  const block = async (login: string): Promise<void> => {
    const session = app.openSession();
    await app.request(session, 'session.signIn', { login: office.login, password: office.password });
    await app.request(session, 'user.block', { login, blocked: true });
  };

  it.each([
    ['another signs in at the same window', () => window.call('session.signIn', next)],
    ['its operator signs out', () => window.call('session.signOut', {})],
    ['its operator locks the window', () => window.call('session.lock', {})],
    ['its operator is blocked', () => block(next.login)],
  ])('ends when %s', async (what, leave) => {
    const isBlocked = what.endsWith('blocked');
    await (isBlocked ? window.call('session.signIn', next) : signIn(window));
    const stream = ask(window.address, '/events', { headers: window.headers });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await leave();
    expect((await stream).text).toContain('session.ended');
  });
});
