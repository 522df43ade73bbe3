import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newDataKeyBytes } from '../../db/sealing/sealing';
import { createVault } from '../../db/sealing/vault';
import { createOpenSessions } from '../../electron/access/openSessions';
import { createEvents } from '../../electron/tasks/events';
import type { SessionEnds } from '../../electron/access/sessionEnds';
import { createUnknownLogins } from '../../electron/access/unknownLogins';
import { signedInAs } from '../support/offices/innerOffice';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { signingIn } from '../support/offices/signingIn';

/** Who gets in, who stays, for how long; and what the journal says of whoever tried. */
const minute = 60_000;
const start = Date.parse('2026-12-01T09:00:00Z');

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

describe('wrong passwords', () => {
  it('lock the account for a quarter of an hour, also for the right one', async () => {
    for (let tries = 0; tries < 4; tries += 1)
      expect(await tried('observer', `wrong ${tries}`)).toBe('session.refused');
    const locked = await signIn('observer', 'wrong 5');
    const until = new Date(start + 15 * minute).toISOString();
    expect(locked).toMatchObject({ error: { code: 'session.locked', params: { minutes: 15, until } } });
    now += 14 * minute;
    const refused = await signIn('observer', passwordOf('observer'));
    expect(refused).toMatchObject({ error: { code: 'session.locked', params: { minutes: 1, until } } });
    now += minute;
    expect(await tried('observer', passwordOf('observer'))).toBe('open');
    const words = [...Array.from({ length: 5 }, () => 'session.refused'), 'session.locked', 'session.signIn'];
    expect(await journal('observer')).toEqual(words);
    // The count begins anew after a right one.
    for (let tries = 0; tries < 4; tries += 1)
      expect(await tried('observer', 'wrong')).toBe('session.refused');
    expect(await tried('observer', passwordOf('observer'))).toBe('open');
    for (let tries = 0; tries < 4; tries += 1)
      expect(await tried('observer', 'wrong')).toBe('session.refused');
  });

  it('tried at once are counted one by one, and the right one among them comes too late', async () => {
    const wrong = Array.from({ length: 12 }, (_none, place) => tried('observer', `wrong ${place}`));
    const answers = await Promise.all([...wrong, tried('observer', passwordOf('observer'))]);
    expect(answers.filter((code) => code === 'session.refused')).toHaveLength(4);
    expect(answers.filter((code) => code === 'session.locked')).toHaveLength(9);
    const lines = await journal('observer');
    expect(lines.filter((action) => action === 'session.refused')).toHaveLength(5);
    expect(lines.filter((action) => action === 'session.locked')).toHaveLength(1);
  });

  it('count the same where the password is asked for again', async () => {
    const head = await office.at('head');
    const newPassword = 'the boat returns before dark';
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await head.code('session.changePassword', { password: 'wrong', newPassword })).toBe(
        'session.refused',
      );
      expect(await head.code('key.renewRecovery', { password: 'wrong' })).toBe('session.refused');
    }
    expect(await head.code('key.accept', { code: 'X', password: 'wrong' })).toBe('session.locked');
    expect(await tried('head', passwordOf('head'))).toBe('session.locked');
  });

  it('for a login that does not exist are answered alike, take as long, and are not written down', async () => {
    const typed = 'Тайное-Слово-77';
    const answers = [await signIn(typed, 'wrong'), await signIn('observer', 'wrong')];
    expect(answers[0]).toEqual(answers[1]);
    const times = { known: [Infinity], unknown: [Infinity] };
    for (let round = 0; round < 4; round += 1) {
      for (const [which, login] of [
        ['known', 'auditor'],
        ['unknown', typed],
      ] as const) {
        const began = process.cpuUsage();
        await signIn(login, 'wrong');
        const { user, system } = process.cpuUsage(began);
        times[which].push(user + system);
      }
    }
    const ratio = Math.min(...times.unknown) / Math.min(...times.known);
    // Time of the processor, which other programs do not lengthen; without a stretching of its own the ratio would be
    // a tenth.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
    const lines = await lookInto(office.dataFolder);
    const unnamed = lines.filter(({ object }) => object === 'operator/').map(({ action }) => action);
    expect(unnamed).toEqual([...Array.from({ length: 5 }, () => 'session.refused'), 'session.locked']);
    expect(JSON.stringify(lines)).not.toContain('Слово');
  });

  it('lock a login that does not exist just as one that does, for as long and no longer', async () => {
    const typed = 'Тайное-Слово-77';
    const round = async () => [await signIn(typed, 'wrong'), await signIn('observer', 'wrong')] as const;
    const locks: string[] = [];
    // The hour between two tries forgives neither, a lock that is over forgives both.
    for (let tries = 0; tries < 13; tries += 1) {
      now += tries === 3 ? 60 * minute : tries === 7 ? 15 * minute : minute;
      const [stranger, account] = await round();
      expect(stranger).toEqual(account);
      locks.push(stranger.ok ? 'ok' : stranger.error.code === 'session.locked' ? 'locked' : 'refused');
    }
    const row = (...codes: [string, number][]) =>
      codes.flatMap(([code, n]) => Array.from({ length: n }, () => code));
    expect(locks).toEqual(row(['refused', 4], ['locked', 3], ['refused', 4], ['locked', 2]));
    expect(JSON.stringify(await lookInto(office.dataFolder))).not.toContain('Слово');
    // Somebody who is given this login later begins with a clean slate.
    await signIn('newcomer', 'wrong');
    for (let tries = 0; tries < 5; tries += 1) await signIn('newcomer', 'wrong');
    expect(await tried('newcomer', 'wrong')).toBe('session.locked');
    const password = 'a first password of theirs';
    const added = { login: 'newcomer', name: 'Новенькая', role: 'auditor', password } as const;
    await (await office.at('admin')).must('user.add', added);
    expect(await tried('newcomer', password)).toBe('none');
  });

  it('for logins that do not exist are remembered in bounded number, the last ones longest', () => {
    const unknownLogins = createUnknownLogins();
    const [at, later] = [new Date(start), new Date(start + minute)];
    const standing = { failedCount: 3, lockedUntil: null };
    unknownLogins.keep('locked', { failedCount: 0, lockedUntil: later.toISOString() }, at);
    for (let count = 0; count < 10_000; count += 1) unknownLogins.keep(`somebody ${count}`, standing, at);
    const countOf = (login: string) => unknownLogins.standingOf(login).failedCount;
    expect(unknownLogins.standingOf('locked').lockedUntil).toBeNull();
    expect([countOf('somebody 0'), countOf('somebody 9999')]).toEqual([3, 3]);
    unknownLogins.keep('somebody 0', standing, at);
    unknownLogins.keep('one more', standing, at);
    expect([countOf('somebody 0'), countOf('somebody 1'), countOf('one more')]).toEqual([3, 0, 3]);
    unknownLogins.keep('one more', { failedCount: 0, lockedUntil: later.toISOString() }, at);
    expect(unknownLogins.standingOf('one more').lockedUntil).toBe(later.toISOString());
    unknownLogins.keep('another', standing, later);
    expect(unknownLogins.standingOf('one more').lockedUntil).toBeNull();
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', "' OR 1=1 --", 'ADMIN', 'admin '])(
    'are all that «%s» has',
    async (login) => {
      expect(await tried(login, passwordOf('admin'))).toBe('session.refused');
    },
  );
});

describe('a desk', () => {
  it('nobody calls from for ten minutes is left, and the key with it', async () => {
    const operator = await office.at('operator');
    now += 10 * minute;
    expect(await operator.code('record.list', { registry: 'person' })).toBe('ok');
    now += 10 * minute + 1;
    expect(await isKeyOpen()).toBe(true);
    expect(await operator.code('record.list', { registry: 'person' })).toBe('session.required');
    expect(await isKeyOpen()).toBe(false);
    expect(await operator.must('session.current', {})).toMatchObject({ operator: null, idleMinutes: 10 });
    await operator.must('session.lock', {});
    // Writes queue up one behind the other: when this one is done, so is the line.
    await office.at('auditor');
    expect(await journal('operator')).toEqual(['session.signIn', 'session.idle']);
  });

  it('locked gives the key up at once, where no other desk holds it', async () => {
    const [operator, head] = [await office.at('operator'), await office.at('head')];
    await operator.must('session.lock', {});
    expect(await operator.code('record.list', { registry: 'person' })).toBe('session.required');
    expect(await isKeyOpen()).toBe(true);
    await head.must('session.signOut', {});
    expect(await isKeyOpen()).toBe(false);
    expect(await journal('operator')).toEqual(['session.signIn', 'session.lock']);
    expect(await journal('head')).toEqual(['session.signIn', 'session.signOut']);
    await operator.must('session.lock', {});
    expect(await journal('operator')).toHaveLength(2);
  });

  it('taken over by somebody without a key holds none', async () => {
    const desk = await office.at('operator');
    await desk.must('session.signIn', { login: 'auditor', password: passwordOf('auditor') });
    expect(await isKeyOpen()).toBe(false);
  });

  it('locked while a code is being proven holds no key either', async () => {
    const head = await office.at('head');
    const accepting = head.call('key.accept', { code: offices.recoveryCode, password: passwordOf('head') });
    await head.must('session.lock', {});
    await accepting;
    expect(head.session.operator).toBeNull();
    expect(await isKeyOpen()).toBe(false);
  });

  it('is left without a call, also when the clock was set back', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const vault = createVault();
      const noted: string[] = [];
      const ends: SessionEnds = {
        note: ({ login }, why) => noted.push(`${login} ${why}`),
        settle: () => Promise.resolve(),
      };
      const clock = () => new Date(now);
      const policy = { idleMinutes: 10, sessionHours: 12 };
      const desks = createOpenSessions({ events: createEvents(), vault, ends, now: clock, policy });
      const session = desks.open();
      const sit = () => {
        vault.open(session.id, [{ generation: 1, bytes: newDataKeyBytes() }]);
        desks.seat(session, signedInAs('registryOperator'));
      };
      const pass = (ms: number) => {
        now += ms;
        vi.advanceTimersByTime(15_000);
      };
      sit();
      pass(9 * minute);
      expect(vault.isOpen()).toBe(true);
      pass(minute + 1);
      expect([vault.isOpen(), session.operator]).toEqual([false, null]);
      sit();
      pass(-24 * 60 * minute);
      expect(vault.isOpen()).toBe(true);
      pass(10 * minute + 1);
      expect([vault.isOpen(), session.operator]).toEqual([false, null]);
      pass(minute);
      expect(noted).toEqual(['admin idle', 'admin idle']);
      void desks.close();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
