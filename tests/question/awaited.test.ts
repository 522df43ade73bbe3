import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitedWhere } from '../../domain/question/awaited';
import { cellWhere } from '../../domain/question/cellWhere';
import { directoryAwaits } from '../../domain/registry/directory';
import { shippedRegistries } from '../../domain/registry/shipped';
import { openOffice, type OpenOffice } from '../support/exchange/offices';
import { recordContext } from '../support/record/fieldContext';

/** What a declaration says is owed today is counted by who keeps it, and a count opens exactly so many records. */
const registry = 'participant';
const [stale, never] = directoryAwaits;

describe('what waits by a day that moves', () => {
  let folder: string;
  let office: OpenOffice;
  const { settings } = recordContext;
  const days = settings['confirmationDays'] ?? 0;
  const confirmedOn = '2026-02-01';
  const later = (count: number): string =>
    new Date(Date.parse(confirmedOn) + count * 86_400_000).toISOString().slice(0, 10);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-awaited-'));
    office = await openOffice(folder, 'mintrud', ['minzdrav'], () => new Date('2026-11-23T09:00:00Z'));
    const { rows } = await office.must('record.list', { registry, filters: { kind: ['body'] } });
    const [first, second] = rows.map(({ recordId }) => recordId);
    for (const [recordId, fields] of [
      [first ?? '', { confirmedOn, officeCode: 'minzdrav' }],
      [second ?? '', { confirmedOn }],
    ] as const)
      await office.must('record.save', { registry, recordId, baseVersion: 1, fields });
  });
  afterAll(async () => {
    await office.app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Of each keeper, how many are counted and how many its list shows. */
  async function owed(awaits: typeof stale | typeof never, today: string) {
    const where = [...awaitedWhere(awaits, { today, settings })];
    const { cells } = await office.must('record.ask', { registry, where, by: ['keeper'] });
    return Promise.all(
      cells.map(async (cell) => {
        const list = await office.must('record.list', { registry, where: [...cellWhere(where, cell)] });
        return [cell.key['keeper'] ?? null, cell.value, list.total];
      }),
    );
  }

  it('is owed from the day that the setting says, by each keeper', async () => {
    expect(days).toBeGreaterThan(0);
    expect(await owed(stale, later(days - 1))).toEqual([]);
    const found = await owed(stale, later(days));
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        [null, 1, 1],
        ['minzdrav', 1, 1],
      ]),
    );
  });

  it('is owed at once where it was never confirmed', async () => {
    expect(await owed(never, confirmedOn)).toEqual([[null, 52, 52]]);
  });

  it('asks settings and fields that are there', () => {
    for (const root of shippedRegistries)
      for (const { when = [] } of root.root?.desk?.awaits ?? [])
        for (const { field, olderThan } of when) {
          expect(Object.keys(root.fields)).toContain(field);
          if (olderThan !== undefined) expect(Object.keys(settings)).toContain(olderThan);
        }
  });
});
