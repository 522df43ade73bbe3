import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../electron/app/app';
import { maxUploadBytes } from '../../electron/files/fileStore';
import { installation } from '../../electron/app/installation';
import { createHttpTransport, type HttpTransport } from '../../electron/http/httpTransport';
import { ask, openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** What travels over the loopback host once the door is behind: calls, files, events. */
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
const signIn = () => window.call('session.signIn', { login: office.login, password: office.password });

describe('calls', () => {
  it.each(['no.such', '__proto__', 'constructor', 'toString', '', '%zz', 'hasOwnProperty'])(
    'refuses the name %j like every host',
    async (name) => {
      const path = name === '' ? '/call/%20' : `/call/${name === '%zz' ? name : encodeURIComponent(name)}`;
      expect((await window.post(path, 'application/json', '{}')).json()).toMatchObject(
        refusal('call.unknown'),
      );
    },
  );

  it('refuses keys that the contract does not name', async () => {
    expect(await window.call('system.hello', { extra: 1 })).toMatchObject(refusal('call.malformed'));
    const polluted = '{"__proto__":{"login":"x"},"login":"admin","password":"x"}';
    const answer = await window.post('/call/session.signIn', 'application/json', polluted);
    expect(answer.json()).toMatchObject(refusal('call.malformed'));
  });

  it('refuses what is not JSON in UTF-8', async () => {
    expect((await window.post('/call/system.hello', 'text/plain', '{}')).status).toBe(415);
    expect((await window.post('/call/system.hello', 'application/json', '{')).status).toBe(400);
    const cp1251 = Buffer.from([0x7b, 0x22, 0xe0, 0x22, 0x3a, 0x31, 0x7d]);
    expect((await window.post('/call/system.hello', 'application/json', cp1251)).status).toBe(400);
  });

  it('refuses a huge body whether it says so or not', async () => {
    const huge = `{"a":"${'x'.repeat(9 * 1024 * 1024)}"}`;
    const said = await ask(window.address, '/call/system.hello', {
      method: 'POST',
      headers: { ...window.headers, 'content-type': 'application/json', 'content-length': '9000000000' },
      body: '{}',
    });
    expect([said.status, said.json()]).toEqual([413, refusal('call.malformed')]);
    expect(await statusOfChunked('/call/system.hello', huge)).toBe(413);
  });

  it('asks for a signed-in operator before anything of the office', async () => {
    expect(await window.call('office.describe', {})).toEqual(refusal('session.required'));
    expect((await window.get('/events')).status).toBe(401);
    expect((await window.get('/files/1')).status).toBe(401);
    const upload = await window.post('/files?name=list.csv', 'text/csv', 'a;b');
    expect(upload.json()).toEqual(refusal('session.required'));
  });

  /** Sends a body whose size nobody announced. */
  function statusOfChunked(path: string, body: string): Promise<number> {
    const [hostname, port] = window.address.split(':');
    return new Promise((resolve, reject) => {
      const headers = { ...window.headers, 'content-type': 'application/json' };
      const sent = request({ hostname, port, path, method: 'POST', headers, agent: false }, (response) => {
        resolve(response.statusCode ?? 0);
        response.resume();
      });
      sent.on('error', reject);
      for (let at = 0; at < body.length; at += 65536) sent.write(body.slice(at, at + 65536));
      sent.end();
    });
  }
});

describe('files and events of a signed-in operator', () => {
  beforeAll(async () => {
    expect(await signIn()).toMatchObject({ ok: true });
  });

  const upload = async (name: string, type: string, body: string | Buffer) =>
    (await window.post(`/files?name=${encodeURIComponent(name)}`, type, body)).json() as {
      ok: boolean;
      value: { fileId: string; name: string; mime: string; size: number };
    };

  it('keeps the last part of a name and no more of a path', async () => {
    expect(await upload('../../Список «А».csv', 'text/csv; charset=utf-8', 'x')).toMatchObject({
      ok: true,
      value: { name: 'Список «А».csv', mime: 'text/csv', size: 1 },
    });
    expect(await upload('..', 'nonsense', '')).toMatchObject({
      value: { name: 'file', mime: 'application/octet-stream', size: 0 },
    });
  });

  it('gives a page that was handed in for saving only', async () => {
    const { value } = await upload('Ярдәм (1).html', 'text/html', '<script>alert(1)</script>');
    const given = await window.get(`/files/${value.fileId}`);
    expect(given.text).toBe('<script>alert(1)</script>');
    expect(given.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect(given.headers['content-disposition']).toBe(
      `attachment; filename="_______1_.html"; filename*=UTF-8''%D0%AF%D1%80%D0%B4%D3%99%D0%BC%20%281%29.html`,
    );
  });

  it('shows a document in a frame of our own page, and saves it when asked', async () => {
    const { value } = await upload('выписка.pdf', 'application/pdf', '%PDF-1.4');
    const shown = await window.get(`/files/${value.fileId}`);
    expect(shown.headers['content-disposition']).toMatch(/^inline; /);
    expect(shown.headers['content-type']).toBe('application/pdf');
    expect(shown.headers['content-security-policy']).toBe("frame-ancestors 'self'");
    const saved = await window.get(`/files/${value.fileId}?download=1`);
    expect(saved.headers['content-disposition']).toMatch(/^attachment; /);
    expect((await window.get('/files/none')).status).toBe(404);
    expect((await window.get(`/files/${value.fileId}/x`)).status).toBe(404);
  });

  it('gives a file to nobody who signs in after its owner, and to its owner again', async () => {
    const { value } = await upload('акт.pdf', 'application/pdf', '%PDF-1.4');
    const next = { login: 'next', password: 'a first password of theirs' };
    const added = { ...next, name: 'Сменщик Пример', role: 'administrator' };
    expect(await window.call('user.add', added)).toMatchObject({ ok: true });
    await window.call('session.signOut', {});
    expect((await window.get(`/files/${value.fileId}`)).status).toBe(401);
    expect(await window.call('session.signIn', next)).toMatchObject({ ok: true });
    expect((await window.get(`/files/${value.fileId}`)).status).toBe(404);
    await window.call('session.signOut', {});
    expect(await signIn()).toMatchObject({ ok: true });
    expect((await window.get(`/files/${value.fileId}`)).status).toBe(200);
  });

  it('answers a file that is too large, and goes on working', async () => {
    const answer = await upload('huge.csv', 'text/csv', Buffer.alloc(maxUploadBytes + 1));
    expect(answer).toMatchObject(refusal('file.tooLarge'));
    expect(await window.call('session.current', {})).toMatchObject({ ok: true });
  });

  it('tells events to the window until it goes away', async () => {
    const stream = await listenToEvents();
    const input = { registry: 'provider', fields: { fullName: 'Проверка событий' } };
    const created = (await window.call('record.create', input)) as { value: { recordId: string } };
    const told = await stream.next();
    expect(told).toMatchObject({ name: 'record.saved', payload: { recordId: created.value.recordId } });
    stream.close();
  });

  it('closes with a window still listening', async () => {
    const other = await listen();
    const second = await openWindow(other.startAddress);
    await second.call('session.signIn', { login: office.login, password: office.password });
    const stream = await listenToEvents(second);
    await other.close();
    await stream.ended;
  });

  async function listenToEvents(from = window) {
    const [hostname, port] = from.address.split(':');
    const lines: string[] = [];
    let wake: () => void = () => undefined;
    const sent = request({ hostname, port, path: '/events', headers: from.headers, agent: false }).end();
    const ended = new Promise<void>((resolve) => sent.on('close', resolve));
    await new Promise<void>((resolve, reject) => {
      sent.on('error', reject);
      sent.on('response', (response) => {
        expect(response.headers['content-type']).toContain('text/event-stream');
        response.on('error', () => undefined);
        response.on('data', (chunk: Buffer) => {
          lines.push(
            ...chunk
              .toString('utf8')
              .split('\n')
              .filter((line) => line.startsWith('data: ')),
          );
          wake();
        });
        resolve();
      });
    });
    return {
      ended,
      close: () => void sent.destroy(),
      async next(): Promise<unknown> {
        while (lines.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        return JSON.parse(lines.shift()?.slice('data: '.length) ?? '') as unknown;
      },
    };
  }
});
