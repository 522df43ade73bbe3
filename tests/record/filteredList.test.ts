import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';

/**
 * A filtered list while records are saved beside it: who no longer passes is gone from its page and its count at once,
 * who passes now stands at its place, also far down the list and the second time.
 */
const registry = 'provider';
const [here, there] = ['92602000', '92608000'];
/** More than the rows between two places of the list that the program remembers. */
const count = 410;
const nameOf = (place: number): string => `АНО «Список ${String(place).padStart(3, '0')}»`;

describe('a filtered list', () => {
  let office: DeskOffice;
  beforeEach(async () => {
    office = await openDeskOffice();
    const rows = Array.from({ length: count }, (_none, place) => `${nameOf(place)};${oktmoOf(place)}`);
    const fileId = await office.upload(['Полное наименование;ОКТМО', ...rows].join('\n'));
    const applied = await office.must('import.apply', { registry, fileId });
    expect(applied).toMatchObject({ created: count, errors: 0 });
  });
  afterEach(() => office.close());

  const oktmoOf = (place: number): string => (place < 3 ? there : here);
  const page = async (oktmo: string | undefined, from: number, limit = 5) => {
    const answer = await office.must('record.list', {
      ...{ registry, from, limit, sort: 'title', descending: false },
      filters: { oktmo: [oktmo ?? ''] },
    });
    return { total: answer.total, titles: answer.rows.map(({ fields }) => fields['fullName']) };
  };
  const move = async (title: string, oktmo: string | undefined): Promise<void> => {
    const { rows } = await office.must('record.list', { registry, search: title });
    const [row] = rows;
    if (row === undefined) throw new Error(`no ${title}`);
    const { recordId, version: baseVersion } = row;
    await office.must('record.save', { registry, recordId, baseVersion, fields: { oktmo: oktmo ?? '' } });
  };
  /** What the two lists are now, far down the long one and the short one whole. */
  async function expectLists(short: readonly number[]): Promise<void> {
    const long = Array.from({ length: count }, (_none, place) => place).filter((one) => !short.includes(one));
    expect(await page(here, 0, 3)).toEqual({ total: long.length, titles: long.slice(0, 3).map(nameOf) });
    expect(await page(here, 400)).toEqual({ total: long.length, titles: long.slice(400, 405).map(nameOf) });
    expect(await page(here, long.length - 2)).toEqual({
      total: long.length,
      titles: long.slice(-2).map(nameOf),
    });
    expect(await page(there, 0)).toEqual({ total: short.length, titles: short.slice(0, 5).map(nameOf) });
    expect(await page(there, 2, 2)).toEqual({ total: short.length, titles: short.slice(2, 4).map(nameOf) });
  }

  it('lets a saved record leave and enter in order, on every page and every time', async () => {
    await expectLists([0, 1, 2]);
    await move(nameOf(200), there);
    await expectLists([0, 1, 2, 200]);
    await move(nameOf(405), there);
    await expectLists([0, 1, 2, 200, 405]);
    await move(nameOf(200), here);
    await expectLists([0, 1, 2, 405]);
    await move(nameOf(1), here);
    await expectLists([0, 2, 405]);
  });
});
