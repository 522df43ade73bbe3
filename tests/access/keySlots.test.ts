import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  foldCode,
  isOutdated,
  newCode,
  stretchAgain,
  stretchNew,
  unwrapDataKey,
  wrapDataKey,
} from '../../db/sealing/keySlots';
import { newDataKeyBytes } from '../../db/sealing/sealing';
import { backupFormat, backupHeaderShape, backupVersion } from '../../domain/backup/backupFile';
import { openHeader } from '../../electron/backup/backupKeys';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  tamper,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';

/** Slots of the data key open to their owner and secret only, and a damaged one costs nothing but itself. */
describe('a slot', () => {
  const cost = { cost: 2 ** 14, blockSize: 8, parallelization: 1 };

  it('opens to its own secret, owner and generation', () => {
    const secret = randomBytes(32);
    const key = newDataKeyBytes();
    const wrapped = wrapDataKey(secret, 'operator/anna', 1, key);
    const open = (by: Buffer, owner: string, generation: number, text = wrapped) =>
      unwrapDataKey(by, owner, generation, text);
    expect(open(secret, 'operator/anna', 1)?.equals(key)).toBe(true);
    expect(open(randomBytes(32), 'operator/anna', 1)).toBeUndefined();
    expect(open(secret, 'operator/berta', 1)).toBeUndefined();
    expect(open(secret, 'access/anna', 1)).toBeUndefined();
    expect(open(secret, 'operator/anna', 2)).toBeUndefined();
    for (const length of [0, 1, 20, 40, wrapped.length / 2, wrapped.length - 1])
      expect(open(secret, 'operator/anna', 1, wrapped.slice(0, length))).toBeUndefined();
  });

  it('is opened by a secret however it was typed, and matches nothing when its line is damaged', async () => {
    const { kept, wrappingKey } = await stretchNew('пароль Йога', cost);
    const same = await stretchAgain('пароль Йога'.normalize('NFD'), kept);
    expect(same).toMatchObject({ matches: true });
    expect(same.wrappingKey.equals(wrappingKey)).toBe(true);
    // What is kept says nothing of the key.
    expect(kept).not.toContain(wrappingKey.toString('hex'));
    expect(await stretchAgain('пароль йога', kept)).toMatchObject({ matches: false });
    expect((await stretchNew('пароль Йога', cost)).kept).not.toBe(kept);
    const [scheme = '', n = '', r = '', p = '', salt = '', verifier = ''] = kept.split('$');
    const damaged = [
      ...['', 'scrypt', '$$$$$', kept.slice(0, kept.length / 2), kept.slice(0, -1), `${kept}0`, `${kept}$`],
      [scheme, 'abc', r, p, salt, verifier].join('$'),
      [scheme, '16385', r, p, salt, verifier].join('$'),
      [scheme, '-16384', r, p, salt, verifier].join('$'),
      [scheme, n, '0', p, salt, verifier].join('$'),
      [scheme, n, r, '', salt, verifier].join('$'),
      [scheme, n, r, p, '', verifier].join('$'),
      [scheme, n, r, p, salt, ''].join('$'),
      [scheme, n, r, p, salt, verifier.slice(0, 32)].join('$'),
      ['md5', n, r, p, salt, verifier].join('$'),
    ];
    for (const line of damaged)
      expect([line, (await stretchAgain('пароль Йога', line)).matches]).toEqual([line, false]);
    expect(isOutdated(kept, cost)).toBe(false);
    expect(isOutdated(kept, { ...cost, cost: 2 ** 15 })).toBe(true);
    expect(isOutdated(kept, { ...cost, parallelization: 2 })).toBe(true);
  });

  it('is not believed where its line tells a cost above the bound of the policy', async () => {
    const owner = 'recovery';
    const tries = [
      { ...cost, opens: true },
      { ...cost, blockSize: 32, opens: true },
      { ...cost, blockSize: 33, opens: false },
      { ...cost, parallelization: 17, opens: false },
    ];
    for (const { opens, ...told } of tries) {
      const { kept, wrappingKey } = await stretchNew('ABCDE', told);
      expect([told, (await stretchAgain('ABCDE', kept)).matches]).toEqual([told, opens]);
      // What a backup says of itself is believed no more than what lies in the database.
      const key = { generation: 1, state: 'current' as const };
      const header = backupHeaderShape.parse({
        ...{ format: backupFormat, version: backupVersion, office: { code: 'kazan', name: '' }, program: '' },
        ...{ schema: 1, madeAt: '2026-11-01T00:00:00Z', kind: 'daily', generation: 1, ephemeral: '' },
        keys: [{ ...key, byFormer: null, formerByThis: null, backupPrivate: '' }],
        slots: [
          {
            owner,
            generation: 1,
            stretch: kept,
            wrapped: wrapDataKey(wrappingKey, owner, 1, newDataKeyBytes()),
          },
        ],
      });
      expect(await openHeader(header, { kind: 'recovery', code: 'ABCDE' })).toHaveLength(opens ? 1 : 0);
    }
  }, 600_000);

  it('is named by a code without letters that look alike, typed anyhow', () => {
    const codes = Array.from({ length: 200 }, () => newCode(6));
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-TW-Z]{5}-){5}[2-9A-HJKMNP-TW-Z]{5}$/);
    expect(new Set(codes).size).toBe(200);
    expect(foldCode(' abcde-23456\tFGHJK — mn pq r\n')).toBe('ABCDE23456FGHJKMNPQR');
  });
});

describe('a slot cut in half', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  });
  afterEach(() => office.close());
  afterAll(() => offices.remove());

  it('leaves its owner waiting for a code, says so in the journal, and nothing else is lost', async () => {
    const folder = await offices.copy();
    await tamper(
      folder,
      "UPDATE key_slot SET wrapped = substr(wrapped, 1, length(wrapped) / 2) WHERE owner = 'operator/operator'",
    );
    office = await offices.open(folder);
    const desk = office.window();
    const password = passwordOf('operator');
    const { operator } = await desk.must('session.signIn', { login: 'operator', password });
    expect(operator.key).toBe('awaited');
    const damaged = (await lookInto(folder)).filter(({ action }) => action === 'key.damaged');
    expect(damaged.map(({ object }) => object)).toEqual(['operator/operator']);
    const fields = { surname: 'Галимова', givenName: 'Алия', location: 'Казань' };
    expect(await desk.code('record.create', { registry: 'person', fields })).toBe('key.closed');
    expect(await desk.code('record.list', { registry: 'provider' })).toBe('ok');
    // Somebody else's open key is not his.
    const head = await office.at('head');
    expect(await desk.code('record.list', { registry: 'person' })).toBe('key.closed');
    const { accessCode } = await head.must('key.grant', { login: 'operator' });
    await desk.must('key.accept', { code: accessCode, password });
    expect(await desk.code('record.create', { registry: 'person', fields })).toBe('ok');
  });

  it("that lies in another owner's place opens nothing", async () => {
    const folder = await offices.copy();
    await tamper(
      folder,
      `UPDATE key_slot SET wrapped = (SELECT wrapped FROM key_slot WHERE owner = 'operator/head')
        WHERE owner = 'operator/observer'`,
    );
    office = await offices.open(folder);
    const signedIn = await office
      .window()
      .must('session.signIn', { login: 'observer', password: passwordOf('observer') });
    expect(signedIn.operator.key).toBe('awaited');
  });

  it('of an account, with a cost above the bound, refuses its password by name and nobody else', async () => {
    const folder = await offices.copy();
    const { kept } = await stretchNew(passwordOf('observer'), {
      ...{ cost: 2 ** 14, blockSize: 33, parallelization: 1 },
    });
    await tamper(folder, `UPDATE operator SET password_hash = '${kept}' WHERE login = 'observer'`);
    office = await offices.open(folder);
    const window = office.window();
    expect(await window.code('session.signIn', { login: 'observer', password: passwordOf('observer') })).toBe(
      'session.refused',
    );
    await office.at('head');
  });

  it('of the recovery code refuses the code by name', async () => {
    const folder = await offices.copy();
    await tamper(folder, "UPDATE key_slot SET secret = substr(secret, 1, 30) WHERE owner = 'recovery'");
    office = await offices.open(folder);
    const head = await office.at('head');
    const accept = { code: offices.recoveryCode, password: passwordOf('head') };
    expect(await head.code('key.accept', accept)).toBe('key.refused');
    const { recoveryCode } = await head.must('key.renewRecovery', { password: passwordOf('head') });
    expect(
      await head.code('key.accept', { ...accept, code: recoveryCode.toLowerCase().replaceAll('-', ' ') }),
    ).toBe('ok');
    expect(await head.code('key.accept', accept)).toBe('key.refused');
  });
});
