import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditAction } from '../../domain/audit/events';
import type { App } from '../../electron/app/app';
import type { Session } from '../../electron/access/sessions';
import { shipped } from '../../electron/app/shipped';
import { createApp } from '../../electron/app/createApp';
import { createHttpTransport, type HttpTransport } from '../../electron/http/httpTransport';
import { ask, openWindow, type LoopbackWindow } from '../support/offices/loopbackClient';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';
import { testInstallation } from '../support/testRun';

/** Who was turned away, as the journal tells it: at the door of the loopback host, and at the contract. */
let office: TestOffice;
let app: App;
let host: HttpTransport;
let window: LoopbackWindow;
let minutes = 0;

beforeAll(async () => {
  office = await makeTestOffice();
  const now = () => new Date(Date.UTC(2026, 10, 23, 9, minutes));
  const { dataFolder } = office;
  const { resourcesFolder, pdfWorker, windowFolder } = testInstallation();
  const opened = await createApp({
    ...shipped,
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: [],
    now,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  app = opened.value;
  host = await createHttpTransport({
    ...{ app, windowFolder, port: 0 },
    onBug: (bug) => expect(bug).toBe('no bug'),
  });
});
beforeEach(() => {
  // Past the time in which what repeats itself is only counted.
  minutes += 15;
});
afterAll(async () => {
  await host.close();
  await app.close();
  await office.remove();
});

describe('the journal of those who were turned away', () => {
  it('tells of no one who comes as he should, or who has never been given a cookie', async () => {
    window = await openWindow(host.startAddress);
    await window.call('system.hello', {});
    expect((await ask(window.address, '/')).status).toBe(401);
    expect(await lines('host.refused')).toEqual([]);
  });

  it('tells of a token brought again, of another cookie and of a foreign page', async () => {
    const { pathname, search } = new URL(host.startAddress);
    expect((await ask(window.address, pathname + search)).status).toBe(401);
    const cookie = `${window.cookie}x`;
    expect((await ask(window.address, '/', { headers: { cookie } })).status).toBe(401);
    const origin = 'https://evil.example';
    expect((await ask(window.address, '/', { headers: { ...window.headers, origin } })).status).toBe(403);
    expect(await lines('host.refused')).toEqual([
      ['host/loopback', { reason: 'page', unwritten: 0 }],
      ['host/loopback', { reason: 'cookie', unwritten: 0 }],
      ['host/loopback', { reason: 'token', unwritten: 0 }],
    ]);
  });

  it('counts who goes on knocking, and tells how often when some time has passed', async () => {
    const before = await lines('host.refused');
    const knock = () => ask(window.address, '/', { headers: { ...window.headers, host: 'evil.example' } });
    await Promise.all(Array.from({ length: 20 }, knock));
    expect((await lines('host.refused')).length).toBe(before.length + 1);
    minutes += 11;
    await knock();
    expect((await lines('host.refused'))[0]).toEqual(['host/loopback', { reason: 'page', unwritten: 19 }]);
  });

  it('tells of a call that no window makes, without its name or input, when somebody is signed in', async () => {
    const session = await signedIn();
    await app.call(session, 'Петрова.открыть', {});
    await app.call(session, 'record.open', { registry: 'person', recordId: 'r1', surname: 'Петрова' });
    await app.call(session, 'system.hello', JSON.parse('{"__proto__":{}}'));
    await app.call(app.openSession(), 'no.such', {});
    const { login } = office;
    expect(await lines('call.refused')).toEqual([
      ['call/system.hello', { reason: 'malformed', login }],
      ['call/record.open', { reason: 'malformed', login }],
      ['call/', { reason: 'unknown', login }],
    ]);
  });
});

/** At a window of his own: the time that passes here ends sessions. */
async function signedIn(): Promise<Session> {
  const session = app.openSession();
  const { login, password } = office;
  await app.request(session, 'session.signIn', { login, password });
  return session;
}

/** The newest first. */
async function lines(action: AuditAction): Promise<readonly (readonly [string, unknown])[]> {
  const listed = await app.request(await signedIn(), 'audit.list', { action });
  if (!listed.ok) throw new Error(listed.error.code);
  return listed.value.entries.map(({ object, detail }) => [object, JSON.parse(detail)] as const);
}
