import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessPolicyShape } from '../../domain/access/accessPolicy';
import { ok } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import policy from '../../resources/access/policy.json';
import { createSessionEnds } from '../../electron/access/sessionEnds';
import { lookInto } from '../support/offices/keyOffice';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';

/** What the program notes when it ends a session by itself: never lost, never twice, never in anybody's way. */
describe('a session that the program ends', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let now: number;
  const start = Date.parse('2026-11-23T09:00:00Z');
  const minute = 60_000;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  beforeEach(async () => {
    now = start;
    office = await openInnerOffice(await folders.make(), { now: () => new Date(now) });
  });
  afterAll(() => folders.remove());
  afterEach(() => office.close());

  const noted = async () =>
    (await lookInto(office.folder)).map(({ action, object, operator, at }) => ({
      action,
      object,
      operator,
      at,
    }));
  const line = { object: `operator/${actor.login}`, operator: actor.operator };

  /** Somebody else's transaction, open until it is let go. */
  function holdDatabase() {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const ended = office.database.write({ ...actor, login: '' }, async () => {
      await held;
      return ok(null);
    });
    return async () => {
      letGo();
      await ended;
    };
  }

  it('is noted when the database is free again, with the time when it ended, once', async () => {
    const letGo = holdDatabase();
    now += 10 * minute + 1;
    office.openSessions.attend(office.session)();
    office.openSessions.attend(office.session)();
    expect(office.session.operator).toBeNull();
    const endedAt = new Date(now).toISOString();
    now += minute;
    expect(await noted()).toEqual([]);
    await letGo();
    await office.openSessions.close();
    expect(await noted()).toEqual([{ ...line, action: 'session.idle', at: endedAt }]);
  });

  it('is not idle while a call of it is answered, however long that takes, and is again afterwards', () => {
    const done = office.openSessions.attend(office.session);
    now += 90 * minute;
    const second = office.openSessions.attend(office.session);
    second();
    now += 90 * minute;
    done();
    now += 9 * minute;
    office.openSessions.attend(office.session)();
    expect(office.session.operator).not.toBeNull();
    now += 10 * minute + 1;
    office.openSessions.attend(office.session)();
    expect(office.session.operator).toBeNull();
  });

  it('is noted before the office closes', async () => {
    const letGo = holdDatabase();
    office.openSessions.endOf(actor.login);
    const closed = office.close();
    await letGo();
    await closed;
    expect(await noted()).toMatchObject([{ ...line, action: 'session.revoked' }]);
    office = await openInnerOffice(await folders.make());
  });

  it('has lasted its longest time, whoever works there and wherever the clock is set', async () => {
    const told: unknown[] = [];
    office.office.events.subscribe(office.session, (name, payload) => told.push([name, payload]));
    /** Works for so many minutes, with a call in every fifth; answers whether the last one was let in. */
    const work = async (minutes: number) => {
      for (let left = minutes; left > 0; left -= 5) {
        now += Math.min(5, left) * minute;
        office.openSessions.attend(office.session)();
      }
      return office.call('office.describe', {});
    };
    expect((await work(7 * 60)).ok).toBe(true);
    now -= 6 * 60 * minute;
    office.openSessions.attend(office.session)();
    expect((await work(5 * 60)).ok).toBe(true);
    expect(told).toEqual([]);
    const refused = await work(1);
    expect(refused).toMatchObject({ error: { code: 'session.required', params: { why: 'expired' } } });
    expect(told).toEqual([['session.ended', { why: 'expired' }]]);
    await office.openSessions.close();
    expect(await noted()).toMatchObject([{ ...line, action: 'session.expired' }]);
    office.openSessions.seat(office.session, signedInAs('administrator'));
    expect((await work(12 * 60)).ok).toBe(true);
  });

  it('has a longest time that no slip of the pen takes away', () => {
    const { sessionHours, ...older } = policy;
    expect([sessionHours, accessPolicyShape.parse(older).sessionHours]).toEqual([12, 12]);
    for (const slip of [0, 25, Infinity, null])
      expect(accessPolicyShape.safeParse({ ...policy, sessionHours: slip }).success).toBe(false);
  });

  it('is noted later where nothing could be written, each in its turn and once', async () => {
    const bugs: string[] = [];
    let failures = 2;
    const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    const write: Database['write'] = (who, work) => {
      if (failures === 0) return office.database.write(who, work);
      failures -= 1;
      return Promise.reject(failures === 1 ? full : new Error('a bug'));
    };
    const ends = createSessionEnds({
      database: { ...office.database, write },
      office: office.office.office,
      reportBug: (where) => {
        bugs.push(where);
        return '';
      },
    });
    ends.note(signedInAs('head'), 'idle');
    await ends.settle();
    expect([failures, bugs, await noted()]).toEqual([0, ['session.end'], []]);
    ends.note(signedInAs('head'), 'revoked');
    await ends.settle();
    await ends.settle();
    expect((await noted()).map(({ action }) => action)).toEqual(['session.idle', 'session.revoked']);
  });
});
