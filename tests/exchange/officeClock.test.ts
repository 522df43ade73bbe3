import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clockOfPeer, findClockApart } from '../../domain/exchange/officeClock';
import { accessPolicyShape } from '../../domain/access/accessPolicy';
import { makeKeyOffices, writePolicy, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';
import { openOffice, reopenOffice, type OpenOffice } from '../support/exchange/offices';
import { carryPost } from '../support/exchange/postman';

/**
 * An office whose own clock stands years from the newest word it holds is told so at start, and a wrong clock of another
 * is told on both screens; nothing follows from either.
 */
const day = 86_400_000;
const at = Date.parse('2026-12-01T09:00:00Z');
const stampAt = (ms: number, office = 'azn') => `${new Date(ms).toISOString()}-0000-${office}`;

describe('a clock', () => {
  it('stands apart only beyond the limit, on either side of the newest word', () => {
    const limit = 366 * day;
    expect(findClockApart('', at, limit)).toBeNull();
    expect(findClockApart('no stamp', at, limit)).toBeNull();
    for (const near of [0, day, -day, limit, -limit])
      expect(findClockApart(stampAt(at + near), at, limit), String(near)).toBeNull();
    expect(findClockApart(stampAt(at + limit + 1), at, limit)).toEqual({
      ...{ direction: 'behind', newestAt: new Date(at + limit + 1).toISOString(), office: 'azn' },
    });
    expect(findClockApart(stampAt(at - limit - 1, 'mintrud'), at, limit)).toEqual({
      ...{ direction: 'ahead', newestAt: new Date(at - limit - 1).toISOString(), office: 'mintrud' },
    });
    expect(findClockApart('8999-01-01T00:00:00.000Z-0000-azn', at, limit)?.direction).toBe('behind');
  });
});

describe('an office', () => {
  let offices: KeyOffices;
  let dataFolder = '';
  let office: KeyOffice | undefined;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  });
  afterAll(() => offices.remove());
  beforeEach(async () => {
    dataFolder = await offices.copy();
  });
  afterEach(async () => {
    await office?.close();
    office = undefined;
  });

  const openAt = async (ms: number): Promise<KeyOffice> => {
    await office?.close();
    office = undefined;
    office = await offices.open(dataFolder, { now: () => new Date(ms) });
    return office;
  };
  const told = async (ms: number) => (await (await openAt(ms)).window().must('system.hello', {})).clock;
  const logged = () => readFile(join(dataFolder, 'logs', 'yardam.log'), 'utf8').catch(() => '');

  it('is told in the window and in the log of the program, and goes on as before', async () => {
    expect(await told(at)).toBeNull();
    const fields = { fullName: 'Дом-интернат' };
    const { recordId } = await (
      await openAt(at)
    )
      .at('operator')
      .then((desk) => desk.must('record.create', { registry: 'provider', fields }));
    expect([await told(at), await told(at + 366 * day), await told(at - 366 * day)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await logged()).not.toContain('clock.apart');
    const newestAt = new Date(at).toISOString();
    expect(await told(at + 368 * day)).toEqual({ direction: 'ahead', newestAt, office: 'mintrud' });
    const behind = { direction: 'behind', newestAt, office: 'mintrud' };
    expect(await told(at - 4 * 366 * day)).toEqual(behind);
    expect(office?.app.clock).toEqual(behind);
    expect(await logged()).toContain('"direction":"behind"');
    // It decides nothing: the word that is written now is taken, and stands above the former one.
    const desk = await (office ?? (await openAt(at))).at('operator');
    const note = { registry: 'provider', recordId, baseVersion: 1, fields: { shortName: 'Дом' } };
    expect(await desk.must('record.save', note)).toEqual({ version: 2 });
    expect((await desk.must('record.open', { registry: 'provider', recordId })).fields['shortName']).toBe(
      'Дом',
    );
  });

  it('goes by the number of the policy, which a former policy does not say', async () => {
    const desk = await (await openAt(at)).at('operator');
    await desk.must('record.create', { registry: 'provider', fields: { fullName: 'Дом-интернат' } });
    expect(await told(at + 40 * day)).toBeNull();
    const file = join(offices.resourcesFolder, 'access', 'policy.json');
    const { clock, emergencySearches, ...former } = accessPolicyShape.parse(
      JSON.parse(await readFile(file, 'utf8')),
    );
    expect(accessPolicyShape.parse(former)).toMatchObject({
      clock: { apartDays: clock.apartDays },
      emergencySearches,
    });
    expect(accessPolicyShape.safeParse({ ...former, clock: { ...clock, apartDays: 0 } }).success).toBe(false);
    await writePolicy(offices.resourcesFolder, { clock: { source: 'Проверка', apartDays: 30 } });
    expect(await told(at + 40 * day)).toMatchObject({ direction: 'ahead' });
  });
});

describe('the clock of a peer', () => {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const limit = 366;
  /** Made `made` days from now, in answer to what was made `asked` days from now. */
  const after = (known: number, made: number, asked?: number): number =>
    clockOfPeer(
      known,
      {
        createdAt: iso(at + made * day),
        answers: asked === undefined ? null : iso(at + asked * day),
        nowMs: at,
      },
      limit,
    );

  it('is ahead where a packet is of a day that is not here yet, whatever it is', () => {
    expect([after(0, 366), after(0, 367), after(0, 1500)]).toEqual([0, 367, 1500]);
    expect([after(0, 1500, 0), after(-700, 1500)]).toEqual([1500, 1500]);
    // The next packet says how it stands now.
    expect([after(1500, -2), after(1500, -2, -3), after(1500, 900)]).toEqual([0, 0, 900]);
  });

  it('is behind only where an answer is older than what it answers', () => {
    expect([after(0, -5000), after(0, -5000, -5000), after(0, -367, -1)]).toEqual([0, 0, 0]);
    expect([after(0, -368, -1), after(0, -1500, 0)]).toEqual([-367, -1500]);
    // A package may have lain on the way, so it takes nothing back; an answer does.
    expect([after(-1500, -1), after(-1500, -1, -2)]).toEqual([-1500, 0]);
    // This clock was years ahead when it asked, and was set right since.
    expect(after(0, -1, 2000)).toBe(0);
  });

  it('is not known by a packet that does not say when it was made', () => {
    for (const createdAt of [null, 'вчера'])
      expect(clockOfPeer(-400, { createdAt, answers: null, nowMs: at }, limit)).toBe(-400);
  });
});

describe('two offices', () => {
  let folder = '';
  let [hereMs, thereMs] = [at, at];
  let here: OpenOffice;
  let there: OpenOffice;
  beforeEach(async () => {
    [hereMs, thereMs] = [at, at];
    folder = await mkdtemp(join(tmpdir(), 'yardam-clocks-'));
    here = await openOffice(folder, 'mintrud', ['almet'], () => new Date(hereMs));
    there = await openOffice(folder, 'almet', ['mintrud'], () => new Date(thereMs));
  });
  afterEach(async () => {
    for (const { app } of [here, there]) await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const names = async (office: OpenOffice) =>
    (await office.must('record.list', { registry: 'provider' })).rows.map((row) => row.fields['fullName']);
  const write = (office: OpenOffice, fullName: string) =>
    office.must('record.create', { registry: 'provider', fields: { fullName } });
  const clocks = async (office: OpenOffice) => (await office.must('exchange.status', {})).clocks;
  const rounds = async (...offices: readonly OpenOffice[]): Promise<void> => {
    for (const office of offices) {
      const { quarantined } = await office.must('exchange.run', {});
      expect(quarantined).toBe(0);
      await carryPost([here, there]);
    }
  };

  it.each([
    ['ahead', 1500],
    ['behind', -1500],
  ])(
    'are both told that one clock is far %s, take everything, and both hear that it is right again',
    async (_word, off) => {
      thereMs = at + off * day;
      await write(there, 'Дом «Тихая заводь»');
      await write(here, 'Дом «Ясный день»');
      await rounds(there, here, there, here);
      expect(await clocks(here)).toEqual([{ office: 'almet', days: off }]);
      expect(await clocks(there)).toEqual([{ office: 'mintrud', days: 0 - off }]);
      for (const office of [here, there])
        expect((await names(office)).toSorted()).toEqual(['Дом «Тихая заводь»', 'Дом «Ясный день»']);
      // After a restart as well.
      await here.app.close();
      here = await reopenOffice(here, here.dataFolder, () => new Date(hereMs));
      expect(await clocks(here)).toEqual([{ office: 'almet', days: off }]);

      hereMs += day;
      thereMs = hereMs;
      await write(there, 'Дом «Новый»');
      await write(here, 'Дом «Старый»');
      await rounds(there, here, there, here);
      expect([await clocks(here), await clocks(there)]).toEqual([[], []]);
    },
  );

  it('say nothing of a package that lay on the way for years', async () => {
    await write(there, 'Дом «Тихая заводь»');
    await rounds(there);
    hereMs = at + 1500 * day;
    thereMs = hereMs;
    await rounds(here, there);
    expect(await names(here)).toEqual(['Дом «Тихая заводь»']);
    expect([await clocks(here), await clocks(there)]).toEqual([[], []]);
  });
});
