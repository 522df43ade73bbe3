import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { worlds } from '../support/worlds';

/**
 * Three real offices, real messages in real folders: random edits on all sides, a post that loses, delays and doubles
 * packets. When everything lost has been laid again and delivered, the records are equal everywhere. The pure half of the
 * same promise, over many more courses of events, is `register.property.test.ts`.
 */
const registry = 'provider';
const title = fc.constantFrom('Дом', 'Заря', 'Өмет', 'Уют');
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who: fc.nat(2),
      record: fc.nat(1),
      field: fc.nat(2),
      title,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('round' as const), who: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('post' as const), lose: fc.boolean(), twice: fc.boolean() }),
  },
);
const acts = fc.array(act, { minLength: 14, maxLength: 20, size: 'max' });
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

describe('three offices over a bad post', () => {
  let world: World;
  let time = Date.parse('2026-11-23T06:00:00Z');
  let offices: readonly OpenOffice[];
  /** Where packets lie that came late or are kept to come twice. */
  let siding: string;
  let copies = 0;

  beforeAll(async () => {
    siding = await mkdtemp(join(tmpdir(), 'yardam-siding-'));
    world = await openWorld(() => new Date((time += 1)));
    offices = [world.mintrud, world.aznakaevo, world.almet];
  });
  afterAll(async () => {
    await world.close();
    await rm(siding, { recursive: true, force: true });
  });

  it('come to the same records, each with every value in its history at the ministry', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (some) => {
        const ids: string[] = [];
        for (const fullName of ['Первый', 'Второй'])
          ids.push((await world.mintrud.must('record.create', { registry, fields: { fullName } })).recordId);
        await settle();
        const typed: string[] = [];
        for (const one of some) await play(one, ids, typed);
        await settle();
        for (const recordId of ids) {
          const [here, ...there] = await Promise.all(offices.map((office) => contentOf(office, recordId)));
          for (const other of there) expect(other).toEqual(here);
        }
        const told = await Promise.all(
          ids.map((recordId) => world.mintrud.must('record.history', { registry, recordId, limit: 1000 })),
        );
        const values = told.flatMap(({ entries }) => entries.map(({ after }) => after));
        expect(typed.filter((value) => !values.includes(value))).toEqual([]);
      }),
      { numRuns: worlds(30), endOnFailure: true },
    );
  });

  async function play(one: Act, ids: readonly string[], typed: string[]): Promise<void> {
    switch (one.do) {
      case 'edit': {
        const office = officeOf(one.who);
        const recordId = ids[one.record] ?? '';
        const { version: baseVersion, lists } = await office.must('record.open', { registry, recordId });
        const value = `${one.title} ${typed.length} ${office.code}`;
        typed.push(value);
        const experience = [...(lists['experience'] ?? []), { year: 2025, description: value }];
        const fields = [{ fullName: value }, { note: value }, { experience }][one.field] ?? {};
        await office.must('record.save', { registry, recordId, baseVersion, fields });
        return;
      }
      case 'round':
        await officeOf(one.who).must('exchange.run', {});
        return;
      case 'post':
        await badPost(one.lose, one.twice);
    }
  }

  const officeOf = (who: number): OpenOffice => offices[who] ?? world.mintrud;

  /** Loses the first packet of each office or carries some twice: the copies come with the next post. */
  async function badPost(lose: boolean, twice: boolean): Promise<void> {
    for (const office of offices) {
      const [packet] = await readdir(office.outgoing);
      if (lose && packet !== undefined) await rm(join(office.outgoing, packet), { recursive: true });
    }
    await world.post();
    for (const office of offices) {
      for (const late of await readdir(siding))
        if (late.startsWith(office.code))
          await rename(join(siding, late), join(office.incoming, `ESD MEDO ${late}`));
      const [packet] = await readdir(office.incoming);
      if (twice && packet !== undefined)
        await cp(join(office.incoming, packet), join(siding, `${office.code}${(copies += 1)}`), {
          recursive: true,
        });
    }
  }

  /** Whatever was lost is laid again after its term, until nothing is under way and nothing waits for a receipt. */
  async function settle(): Promise<void> {
    for (let rounds = 0; rounds < 12; rounds += 1) {
      time += 73 * 3_600_000;
      for (const office of offices) await office.must('exchange.run', {});
      await badPost(false, false);
      const states = await Promise.all(offices.map((office) => office.must('exchange.status', {})));
      const lying = await Promise.all(offices.map(({ incoming }) => readdir(incoming)));
      const isCalm = states.every(({ unsent, unreceipted }) => unsent + unreceipted === 0);
      if (isCalm && lying.flat().length === 0) {
        expect(states.map(({ quarantined }) => quarantined)).toEqual([0, 0, 0]);
        return;
      }
    }
    throw new Error('the post does not come to rest');
  }
});

async function contentOf(office: OpenOffice, recordId: string) {
  const { fields, lists, status, registrationNumber } = await office.must('record.open', {
    registry,
    recordId,
  });
  return { fields, lists, status, registrationNumber };
}
