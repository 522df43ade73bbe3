import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordFields } from '../../../domain/registry/fieldKinds';
import {
  createIn,
  openErrandOffices,
  openIn,
  type ErrandOffices,
} from '../../support/exchange/errandOffices';
import type { OpenOffice } from '../../support/exchange/offices';
import { uploadTo } from '../../support/offices/uploadTo';

/**
 * The index of references is written beside the rows and never made anew: whatever is done to records, by whatever door,
 * it must say what they say. What is done is thrown by dice with a seed, in three offices at once.
 */
let offices: ErrandOffices;
beforeAll(async () => {
  offices = await openErrandOffices();
});
afterAll(() => offices.close());

const seed = 20261123;
/** The same throws every time: xorshift. */
function dice(start: number): (sides: number) => number {
  let state = start;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

describe('the index of references', () => {
  it(`says what the rows say after changes, imports, packages, undo and restoration (seed ${seed})`, async () => {
    const roll = dice(seed);
    const pick = <T>(some: readonly T[]): T | undefined => some[roll(some.length)];
    const counts = { done: 0, refused: 0 };
    const organs: string[] = [];
    const errands: string[] = [];
    const batches: { readonly office: OpenOffice; readonly batchId: string }[] = [];
    /** What the rules refuse is no fault: others may have been there first. */
    const attempt = async (work: Promise<unknown>): Promise<void> => {
      await work.then(
        () => (counts.done += 1),
        (error: unknown) => {
          if (!/was refused: \{"code":"(record|import)\./.test(String(error))) throw error;
          counts.refused += 1;
        },
      );
    };
    const someOrgan = (): string | null => (roll(4) === 0 ? null : (pick(organs) ?? null));
    const content = (): RecordFields => ({
      subject: `Поручение ${roll(1000)}`,
      organ: someOrgan(),
      copies: Array.from({ length: roll(3) }, () => ({ organ: someOrgan() })),
    });
    const change = async (office: OpenOffice): Promise<void> => {
      const recordId = pick(errands) ?? '';
      const opened = await openIn(office, recordId);
      const rows = (opened.lists['copies'] ?? []).filter(() => roll(3) > 0);
      const fields = { organ: someOrgan(), copies: [...rows, { organ: someOrgan() }].reverse() };
      await office.must('record.save', { registry: 'errand', recordId, baseVersion: opened.version, fields });
    };
    const withdraw = async (office: OpenOffice, registry: string, recordId: string): Promise<void> => {
      const { version: baseVersion } = await openIn(office, recordId, registry);
      await office.must('record.withdraw', { registry, recordId, baseVersion });
    };
    const bringIn = async (office: OpenOffice): Promise<void> => {
      const lines = Array.from({ length: 3 }, () => `Из таблицы ${roll(1000)};${someOrgan() ?? ''}`);
      const bytes = Buffer.from(['Суть;Исполнитель', ...lines].join('\r\n'));
      const fileId = await uploadTo(office.app, office.session, 'list.csv', bytes);
      const { batchId } = await office.must('import.apply', { registry: 'errand', fileId });
      batches.push({ office, batchId });
    };
    const step = async (): Promise<void> => {
      const office = pick([offices.mintrud, offices.almet]) ?? offices.mintrud;
      const what = roll(12);
      if (what < 2)
        organs.push(await createIn(office, 'organ', { name: `Ведомство ${organs.length}`, above: null }));
      else if (what < 5) await attempt(createIn(office, 'errand', content()).then((id) => errands.push(id)));
      else if (what < 8) await attempt(change(office));
      else if (what === 8) await attempt(withdraw(office, 'errand', pick(errands) ?? ''));
      else if (what === 9) await attempt(withdraw(office, 'organ', pick(organs) ?? ''));
      else if (what === 10) await attempt(bringIn(office));
      else {
        const batch = pick(batches);
        if (batch !== undefined) await attempt(batch.office.must('import.undo', { batchId: batch.batchId }));
      }
    };
    const many = async (times: number): Promise<void> => {
      for (let turn = 0; turn < times; turn += 1) {
        await step();
        if (roll(6) === 0) await offices.settle();
      }
    };
    await many(60);
    await offices.settle();
    await offices.expectIndexOfRows();
    batches.length = 0;
    await offices.restoreMinistry(() => many(15));
    batches.length = 0;
    await offices.settle();
    await offices.settle();
    await offices.expectIndexOfRows();
    await many(30);
    await offices.settle();
    await offices.expectIndexOfRows();
    expect(counts.done).toBeGreaterThan(40);
  }, 120_000);
});
