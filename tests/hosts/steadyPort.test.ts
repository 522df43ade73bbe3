import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Served } from '../../electron/http/main';
import { ask, openWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';
import { listenSteadily } from '../../electron/http/steadyPort';

/** What a browser keeps by origin must outlive a restart, and nothing else may hang on the port. */
let office: TestOffice;
beforeEach(async () => {
  office = await makeTestOffice();
});
afterEach(() => office.remove());

const start = async (port = 0): Promise<Served> => {
  const bug = (error: unknown): never => {
    throw error;
  };
  const served = await serve({ dataFolder: office.dataFolder, port, open: false, onBug: bug });
  if (!served.ok) throw new Error(served.error.code);
  return served.value;
};
const portOf = ({ address }: Served): string => new URL(address).port;
const remembered = () => readFile(join(office.dataFolder, 'port'), 'utf8');

async function occupy(port: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
  return server;
}

describe('the port of an office', () => {
  it('is the same the next time, with another token', async () => {
    const first = await start();
    await first.close();
    const second = await start();
    expect(portOf(second)).toBe(portOf(first));
    expect(second.address).not.toBe(first.address);
    await second.close();
  });

  it('is a free one when somebody else has taken it, and that one is remembered', async () => {
    const first = await start();
    await first.close();
    const squatter = await occupy(portOf(first));
    const second = await start();
    expect(portOf(second)).not.toBe(portOf(first));
    expect(await remembered()).toBe(portOf(second));
    squatter.close();
    await second.close();
  });

  it.each(['', 'x', '0', '80', '99999', '-1', '8080 ', '0x1f90'])(
    'is a free one when %j is remembered',
    async (text) => {
      await writeFile(join(office.dataFolder, 'port'), text);
      const served = await start();
      expect(Number(portOf(served))).toBeGreaterThanOrEqual(1024);
      expect(await remembered()).toBe(portOf(served));
      await served.close();
    },
  );

  it('is the one that was asked for, taken or not', async () => {
    const first = await start();
    await first.close();
    const asked = await occupy('0');
    const { port } = asked.address() as AddressInfo;
    const refused = await serve({ dataFolder: office.dataFolder, port, open: false, onBug: () => undefined });
    expect(refused).toMatchObject({ ok: false, error: { code: 'system.portTaken', params: { port } } });
    asked.close();
    expect(await remembered()).toBe(portOf(first));
  });

  it('hides no failure behind a second try, and keeps no window shut for a folder that takes no file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yardam-port-'));
    await writeFile(join(folder, 'port'), '40000');
    const broken = () => Promise.reject(new Error('a bug'));
    await expect(listenSteadily(folder, broken)).rejects.toThrow('a bug');
    await rm(folder, { recursive: true });
    const transport = { startAddress: 'http://127.0.0.1:40000/', close: () => Promise.resolve() };
    expect(await listenSteadily(folder, () => Promise.resolve(transport))).toBe(transport);
  });
});

describe('the window of a former run', () => {
  const signIn = (window: Awaited<ReturnType<typeof openWindow>>) =>
    window.call('session.signIn', { login: office.login, password: office.password });

  it('is taken back by signing in, again and again, and a cookie of nobody is not', async () => {
    let host = await start();
    const window = await openWindow(host.address);
    expect(await signIn(window)).toMatchObject({ ok: true });
    for (let run = 1; run <= 2; run += 1) {
      await host.close();
      host = await start();
      expect(await window.call('record.list', { registry: 'provider' })).toMatchObject({
        error: { code: 'session.required' },
      });
      expect(await signIn(window)).toMatchObject({ ok: true });
      expect(await window.call('record.list', { registry: 'provider' })).toMatchObject({ ok: true });
    }
    const stranger = { ...window.headers, cookie: window.cookie.replace(/=.*/, '=guess') };
    const body = JSON.stringify({ login: office.login, password: office.password });
    const headers = { ...stranger, 'content-type': 'application/json' };
    expect(
      (await ask(window.address, '/call/session.signIn', { method: 'POST', headers, body })).status,
    ).toBe(401);
    await host.close();
  });

  it('stands beside the new one, and who signs in at one has left the other', async () => {
    const first = await start();
    const old = await openWindow(first.address);
    await signIn(old);
    await first.close();
    const host = await start();
    await signIn(old);
    const fresh = await openWindow(host.address);
    expect(await signIn(fresh)).toMatchObject({ ok: true });
    expect(await old.call('session.current', {})).toMatchObject({ value: { operator: null } });
    expect(await signIn(old)).toMatchObject({ ok: true });
    expect(await fresh.call('session.current', {})).toMatchObject({ value: { operator: null } });
    await host.close();
  });

  it('is not known on another port, whoever has seen its cookie on the former one', async () => {
    const first = await start();
    const window = await openWindow(first.address);
    await first.close();
    const squatter = await occupy(portOf(first));
    const host = await start();
    const { port, host: address, origin } = new URL(host.address);
    const cookie = `yardam_${port}=${window.cookie.split('=')[1] ?? ''}`;
    const headers = { ...window.headers, origin, cookie, 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: '{}' };
    expect((await ask(address, '/call/system.hello', asked)).status).toBe(401);
    squatter.close();
    await host.close();
  });

  it('is known by what no cookie can be made from, and by no cookie that was given up', async () => {
    const first = await start();
    const window = await openWindow(first.address);
    const before = window.headers;
    await signIn(window);
    await first.close();
    const kept = await readFile(join(office.dataFolder, 'windows'), 'utf8');
    expect(kept).toMatch(/^[0-9a-f]{64}$/);
    expect(kept).not.toContain(window.cookie.split('=')[1]);
    const host = await start();
    const headers = { ...before, 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: '{}' };
    expect((await ask(window.address, '/call/system.hello', asked)).status).toBe(401);
    await host.close();
  });
});
