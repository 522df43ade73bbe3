import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../electron/app/app';
import { installation } from '../../electron/app/installation';
import { createHttpTransport, type HttpOptions, type HttpTransport } from '../../electron/http/httpTransport';
import { ask, openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** The loopback host against whoever writes HTTP by hand, is slow on purpose or comes in crowds. */
let office: TestOffice;
let app: App;
let host: HttpTransport;
let window: LoopbackWindow;
const bugs: unknown[] = [];

const listen = (more: Pick<HttpOptions, 'limits'> = {}) => {
  const { windowFolder } = installation();
  return createHttpTransport({ app, windowFolder, port: 0, onBug: (bug) => bugs.push(bug), ...more });
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
const hello = `{"a":1}`;

describe('every answer', () => {
  it('says what it is, and is neither sniffed, framed, kept, shared nor told to others', async () => {
    await signIn(window);
    for (const [path, type, kept] of [
      ['/', 'text/html; charset=utf-8', 'no-cache'],
      ['/no-such-page', 'application/json; charset=utf-8', 'no-store'],
      ['/files/none', 'application/json; charset=utf-8', 'no-store'],
      ['/call/system.hello', 'application/json; charset=utf-8', 'no-store'],
    ] as const) {
      const { headers } = await (path.startsWith('/call')
        ? window.post(path, 'application/json', '{}')
        : window.get(path));
      expect([path, headers]).toMatchObject([
        path,
        {
          'content-type': type,
          'cache-control': kept,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        },
      ]);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined();
    }
  });
});

describe('an answer to what is no request', () => {
  it.each([
    ['nonsense', 400, 'HELO\r\n\r\n'],
    ['a head too long', 431, `GET / HTTP/1.1\r\nx-a: ${'a'.repeat(17 * 1024)}\r\n\r\n`],
    ['an expectation', 417, () => `GET / HTTP/1.1\r\nhost: ${window.address}\r\nexpect: cake\r\n\r\n`],
    ['no host', 403, 'GET / HTTP/1.1\r\n\r\n'],
  ])('says the same headers to %s', async (_what, status, words) => {
    const answered = (await say(typeof words === 'string' ? words : words())).toLowerCase();
    expect(answered).toMatch(new RegExp(`^http/1\\.1 ${status} `));
    expect(answered).toContain(
      "content-security-policy: default-src 'none'; sandbox; frame-ancestors 'none'",
    );
    expect(answered).toContain('x-content-type-options: nosniff');
    expect(answered).toContain('cache-control: no-store');
  });
});

describe('HTTP written by hand', () => {
  const post = (path: string, ...more: readonly string[]) =>
    [
      `POST ${path} HTTP/1.1`,
      ...Object.entries(honest()).map(([name, value]) => `${name}: ${value}`),
      ...more,
      '',
      '',
    ].join('\r\n');
  const honest = () => ({ host: window.address, ...window.headers, 'content-type': 'application/json' });

  it.each([
    ['two lengths', 400, ['content-length: 2', 'content-length: 7']],
    ['a length beside chunks', 400, ['content-length: 7', 'transfer-encoding: chunked']],
    ['an encoding nobody knows', 400, ['transfer-encoding: gzip']],
    ['a header that goes on in the next line', 400, ['x-a: b', '\tc: d']],
    ['a head of 17 KB', 431, [`x-a: ${'a'.repeat(17 * 1024)}`]],
    ['a second origin', 403, ['origin: https://evil.example', 'content-length: 0']],
  ])('refuses %s', async (_what, status, headers) => {
    expect(await statusOf(post('/call/system.hello', ...headers) + hello)).toBe(status);
  });

  it.each([
    ['whole', (address: string) => `http://${address}/`],
    ['whole, of another host', () => 'http://evil.example/'],
    ['of another scheme', (address: string) => `https://${address}/`],
    ['without a scheme', (address: string) => `//${address}/`],
    ['of no path', () => '*'],
  ])('refuses an address that is %s', async (_what, target) => {
    const { address, cookie } = window;
    const head = `GET ${target(address)} HTTP/1.1\r\nhost: ${address}\r\ncookie: ${cookie}\r\n\r\n`;
    expect(await statusOf(head)).toBe(403);
  });

  it('refuses a second host, though it is ours as well', async () => {
    const { address, cookie } = window;
    for (const second of [address, 'evil.example'])
      expect(
        await statusOf(`GET / HTTP/1.1\r\nhost: ${address}\r\nHost: ${second}\r\ncookie: ${cookie}\r\n\r\n`),
      ).toBe(403);
  });

  it('refuses a request that names no host, and one that names another first', async () => {
    expect(await statusOf(`GET / HTTP/1.1\r\ncookie: ${window.cookie}\r\n\r\n`)).toBe(403);
    expect(await statusOf(`GET / HTTP/1.0\r\ncookie: ${window.cookie}\r\n\r\n`)).toBe(403);
    expect(
      await statusOf(
        `GET / HTTP/1.1\r\nhost: evil.example\r\nhost: ${window.address}\r\ncookie: ${window.cookie}\r\n\r\n`,
      ),
    ).toBe(403);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('knows no %s', async (method) => {
    const { headers, address } = window;
    for (const path of ['/', '/call/system.hello', '/files', '/events']) {
      const answered = await ask(address, path, { method, headers });
      expect([path, answered.status]).toEqual([path, 405]);
      expect(answered.text).not.toContain(window.cookie);
    }
  });

  it('makes no call by GET or HEAD, whatever override is asked for', async () => {
    await signIn(window);
    const overridden = { ...window.headers, 'x-http-method-override': 'POST' };
    for (const method of ['GET', 'HEAD'])
      for (const path of ['/call/session.signOut', '/call/session.signOut?_method=POST'])
        expect((await ask(window.address, path, { method, headers: overridden })).status).toBe(404);
    expect(await window.call('session.current', {})).toMatchObject({ ok: true });
  });

  it('is no proxy and no WebSocket', async () => {
    const { address, cookie } = window;
    const absolute = `GET http://evil.example/index.html HTTP/1.1\r\nhost: evil.example\r\ncookie: ${cookie}\r\n\r\n`;
    expect(await statusOf(absolute)).toBe(403);
    expect(await statusOf(`CONNECT evil.example:443 HTTP/1.1\r\nhost: ${address}\r\n\r\n`)).toBe(0);
    const upgrade = `GET / HTTP/1.1\r\nhost: ${address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;
    expect(await statusOf(upgrade)).toBe(401);
  });

  it('answers one request on a connection it refuses, so that no body is taken for the next', async () => {
    const hidden = `GET / HTTP/1.1\r\nhost: ${window.address}\r\ncookie: ${window.cookie}\r\n\r\n`;
    const head = `POST /call/system.hello HTTP/1.1\r\nhost: evil.example\r\ncontent-length: 100000\r\n\r\n`;
    const answered = await say(head + hidden);
    expect(answered.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answered).toMatch(/^HTTP\/1\.1 403 /);
  });
});

describe('the slow and the many', () => {
  const short = { headMs: 1500, requestMs: 1500, connections: 4 };

  it.each([
    ['says nothing', ''],
    ['never ends its head', 'GET / HTTP/1.1\r\nhost: '],
    [
      'never ends its body',
      () =>
        `POST /call/system.hello HTTP/1.1\r\nhost: ${window.address}\r\ncookie: ${window.cookie}\r\n` +
        `origin: ${window.origin}\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{`,
    ],
  ])('loses the connection who %s', async (_what, words) => {
    await host.close();
    host = await listen({ limits: short });
    window = await openWindow(host.startAddress);
    const said = say(typeof words === 'string' ? words : words());
    expect((await window.get('/')).status).toBe(200);
    expect(await said).toMatch(/^HTTP\/1\.1 408 /);
  });

  it.each([
    ['says nothing', ''],
    ['never ends its head', 'GET / HTTP/1.1\r\nhost: '],
  ])('is not stopped by a crowd that %s and hangs up no receiver', async (_what, words) => {
    await host.close();
    host = await listen({ limits: short });
    window = await openWindow(host.startAddress);
    const port = Number(window.address.split(':')[1]);
    const crowd = Array.from({ length: short.connections }, () =>
      connect({ host: '127.0.0.1', port, allowHalfOpen: true }).on('error', () => undefined),
    );
    for (const one of crowd) one.write(words);
    await Promise.all(crowd.map((one) => once(one, 'connect')));
    await vi.waitFor(async () => expect((await window.get('/')).status).toBe(200), { timeout: 5000 });
    for (const one of crowd) one.destroy();
  });

  it('turns away the one too many, and recovers when the others have gone', async () => {
    await host.close();
    host = await listen({ limits: { ...short, headMs: 60_000, requestMs: 60_000 } });
    window = await openWindow(host.startAddress);
    const crowd = await Promise.all(Array.from({ length: 4 }, () => open()));
    await expect(window.get('/')).rejects.toThrow();
    for (const one of crowd) one.destroy();
    await vi.waitFor(async () => expect((await window.get('/')).status).toBe(200), 30_000);
  });
});

describe('the network', () => {
  it('meets nobody but this machine', async () => {
    const port = Number(window.address.split(':')[1]);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address, scopeid }) =>
        scopeid === undefined || scopeid === 0 ? address : `${address}%${scopeid}`,
      )
      .filter((address) => address !== '127.0.0.1');
    for (const address of [...others, '::1', '127.0.0.2'])
      await expect(open(port, address), address).rejects.toThrow();
  });
});

function open(port = Number(window.address.split(':')[1]), to = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: to, port });
    socket.once('error', reject).once('connect', () => resolve(socket));
  });
}

/** Only a host that hangs is silent for so long, also on a machine that does much else. */
const silenceMs = 30_000;

/** Everything that is answered to these bytes until the connection ends or falls silent. */
async function say(bytes: string): Promise<string> {
  const socket = await open();
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.write(bytes);
  });
  return Buffer.concat(chunks).toString('latin1');
}

/** 0 where the connection is closed without a word. */
async function statusOf(bytes: string): Promise<number> {
  const closing = bytes.replace('\r\n', '\r\nconnection: close\r\n');
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await say(closing))?.[1] ?? 0);
}
