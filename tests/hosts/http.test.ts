import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../electron/app/app';
import { installation } from '../../electron/app/installation';
import { createHttpTransport, type HttpTransport } from '../../electron/http/httpTransport';
import { ask, openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** Who may come in over the loopback host, and what a stranger gets: another page, another program, a broken browser. */
let office: TestOffice;
let app: App;
let host: HttpTransport;
let window: LoopbackWindow;
const bugs: unknown[] = [];
let now = 0;

const listen = () => {
  const { windowFolder } = installation();
  return createHttpTransport({ app, windowFolder, port: 0, onBug: (bug) => bugs.push(bug), now: () => now });
};

beforeAll(async () => {
  office = await makeTestOffice();
  app = await office.open();
  host = await listen();
  window = await openWindow(host.startAddress);
});
afterAll(async () => {
  await host.close();
  await app.close();
  await office.remove();
  expect(bugs).toEqual([]);
});

const refusal = (code: string) => ({ ok: false, error: { code } });

describe('the door', () => {
  it('takes the one-time token for a cookie and leads to an address without it', () => {
    expect(window.entered.status).toBe(303);
    expect(window.entered.headers.location).toBe('/');
    const [cookie] = window.entered.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('takes the token once', async () => {
    const { pathname, search } = new URL(host.startAddress);
    const again = await ask(window.address, `${pathname}${search}`);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('opens its own cookie only, on every address', async () => {
    for (const path of ['/index.html', '/closed.html', '/events', '/files/1', '/call/system.hello']) {
      const without = await ask(window.address, path);
      expect([path, without.status, without.json()]).toEqual([path, 401, refusal('session.required')]);
      const forged = await ask(window.address, path, { headers: { cookie: `${window.cookie}x` } });
      expect(forged.status).toBe(401);
    }
    const { origin } = window;
    const posted = await ask(window.address, '/call/system.hello', {
      method: 'POST',
      headers: { origin },
      body: '{}',
    });
    expect(posted.status).toBe(401);
  });

  it('tells a person who comes without a cookie what to do, on a page that runs nothing', async () => {
    for (const path of ['/', '/?token=guess']) {
      const page = await ask(window.address, path);
      expect([page.status, page.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
      expect(page.text).toContain('запустите «Ярдәм» снова');
      expect(page.text).not.toMatch(/<script|<style|http/i);
    }
  });

  it('tires of wrong tokens and never of the right one: whoever guesses keeps nobody out', async () => {
    const other = await listen();
    const { host: address, search } = new URL(other.startAddress);
    for (let tries = 0; tries < 10; tries += 1)
      expect((await ask(address, `/?token=guess${tries}`)).status).toBe(401);
    expect((await ask(address, '/?token=guess')).status).toBe(429);
    expect((await ask(address, `/${search}`)).status).toBe(303);
    // Used up, it is a wrong one as well.
    expect((await ask(address, `/${search}`)).status).toBe(429);
    now += 60_001;
    expect((await ask(address, `/${search}`)).status).toBe(401);
    await other.close();
  });

  it('tires of wrong passwords, also for the right one, and recovers after a minute', async () => {
    const other = await listen();
    const second = await openWindow(other.startAddress);
    const signIn = (password: string, login = office.login) =>
      second.call('session.signIn', { login, password });
    // One word over many accounts: no account is tried often enough to be locked.
    for (let tries = 0; tries < 20; tries += 1)
      expect(await signIn('guess', `person${tries}`)).toMatchObject(refusal('session.refused'));
    const late = await second.post('/call/session.signIn', 'application/json', '{}');
    expect(late.status).toBe(429);
    expect(await signIn(office.password)).toMatchObject(refusal('session.refused'));
    now += 60_001;
    expect(await signIn(office.password)).toMatchObject({ ok: true });
    await other.close();
  });

  it('gives two windows of two hosts their own cookies', async () => {
    const other = await listen();
    const second = await openWindow(other.startAddress);
    expect(second.cookie.split('=')[0]).not.toBe(window.cookie.split('=')[0]);
    const mixed = { ...second.headers, cookie: `${window.cookie}; ${second.cookie}` };
    expect((await ask(second.address, '/', { headers: mixed })).status).toBe(200);
    await other.close();
  });
});

describe('pages of others', () => {
  const hello = (headers: Readonly<Record<string, string>>) =>
    ask(window.address, '/call/system.hello', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });

  it('lets our own page in', async () => {
    expect((await hello(window.headers)).json()).toMatchObject({ ok: true });
  });

  it.each([
    ['a rebound name', { host: 'evil.example' }],
    ['localhost, which is not the address that was printed', { host: 'localhost' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['our address over TLS', { origin: 'https://127.0.0.1' }],
    ['another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['another port by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
    ['a typed address cannot post', { 'sec-fetch-site': 'none' }],
  ])('refuses %s, cookie or no cookie', async (_what, lie) => {
    const refused = await hello({ ...window.headers, ...lie });
    expect([refused.status, refused.json()]).toEqual([403, refusal('permission.denied')]);
  });

  it('refuses a post that names no origin', async () => {
    const { cookie } = window;
    expect((await hello({ cookie })).status).toBe(403);
  });

  it('never answers with CORS headers, not even to a preflight', async () => {
    const preflight = await ask(window.address, '/call/system.hello', {
      method: 'OPTIONS',
      headers: { ...window.headers, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    for (const { headers } of [preflight, await window.get('/'), await hello(window.headers)])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the window', () => {
  it('comes with a policy that allows it its own scripts and nothing else', async () => {
    const page = await window.get('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/..\\..\\package.json',
    '//etc/passwd',
    '/assets',
    '/%00',
    '/index.html/',
    '/%zz',
  ])('has no file at %s', async (path) => {
    expect([404, 403]).toContain((await window.get(path)).status);
  });

  it('answers an address that is none', async () => {
    expect((await window.get('/\\[')).status).toBe(404);
  });
});
