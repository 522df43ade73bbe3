import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/file/openDatabase';
import { cellWhere } from '../../domain/question/cellWhere';
import type { Condition } from '../../domain/question/question';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { lyingTerms, withTrialTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';

/** The days on which open terms end are asked as fields are: any term by `dueOn`, one by its code. */
const registry = 'provider';

describe('the terms of records', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  const ids: string[] = [];
  const due = async (recordId: string, term: string) =>
    (await lyingTerms(office.database.read, recordId))[term]?.dueOn ?? null;

  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make(), {
      now: () => new Date('2026-11-23T09:00:00Z'),
      async open(folder, clock) {
        const opened = await openDatabase(folder, clock, withTrialTerms);
        if (!opened.ok) throw new Error(opened.error.code);
        return opened.value;
      },
    });
    for (const [at, placesAsOfOn] of ['2026-11-20', '2026-11-19', '2026-10-30'].entries()) {
      const { fields, lists } = soundProvider();
      const named = { ...fields, ...lists, fullName: `Дом ${at}`, placesAsOfOn };
      ids.push((await office.must('record.create', { registry, fields: named })).recordId);
    }
    const [first = ''] = ids;
    await office.must('record.move', { registry, recordId: first, baseVersion: 1, to: 'review' });
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  const found = async (where: readonly Condition[]) =>
    (await office.must('record.list', { registry, where })).rows.map(({ recordId }) => recordId);

  it('narrow a list by their days', async () => {
    const [first = '', second = '', third = ''] = ids;
    const days = await Promise.all([first, second, third].map((id) => due(id, 'request')));
    expect(days).toEqual([...days].sort().reverse());
    expect(await found([{ field: 'term:request', to: days[1] ?? '' }])).toEqual([second, third]);
    expect(await found([{ field: 'dueOn', is: days[2] ?? '' }])).toEqual([third]);
    expect(await found([{ field: 'term:registryDecision', empty: false }])).toEqual([first]);
    expect(await found([{ field: 'term:registryNotice', from: '2000-01-01' }])).toEqual([]);
  });

  it('are counted by month, and each cell opens as many records', async () => {
    for (const by of [['term:request:month'], ['dueOn:month', 'status'], ['term:registryDecision']]) {
      const { cells } = await office.must('record.ask', { registry, by });
      expect(cells).not.toEqual([]);
      for (const cell of cells) expect(await found(cellWhere([], cell))).toHaveLength(cell.value);
    }
  });

  it('leave the list when they end', async () => {
    const open: Condition[] = [{ field: 'term:registryDecision', empty: false }];
    expect(await found(open)).toHaveLength(1);
    const [recordId = ''] = ids;
    const decision = { reason: 'Не хватает документов' };
    await office.must('record.move', { registry, recordId, baseVersion: 2, to: 'draft', decision });
    expect(await found(open)).toEqual([]);
  });

  it('are unknown where none of this code is declared', async () => {
    for (const field of ["term:request' OR 1", 'term:appeal'])
      expect(await office.refusal('record.list', { registry, where: [{ field, empty: false }] })).toBe(
        'question.unknown',
      );
    expect(await office.refusal('record.list', { registry, sort: [{ field: 'dueOn' }] })).toBe(
      'question.malformed',
    );
  });
});
