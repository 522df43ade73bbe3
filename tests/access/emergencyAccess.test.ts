import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract, type CallName, type Input } from '../../domain/contract';
import { afresh, create, journal, opened, openInEmergency } from '../support/offices/emergency';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  tamper,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';

/**
 * Emergency access reads and never writes, is found again while it lasts, marks the card, and the head can look at what
 * was opened.
 */
const registry = 'person';
const hour = 3_600_000;
const [mine, theirs] = ['92602000', '92608000'];
const reason = 'Ребёнок Ялантовой один дома';
let offices: KeyOffices;
let office: KeyOffice;
let now = 0;
let operator: Desk;
let specialist: Desk;
let neighbour: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
});
afterAll(() => offices.remove());
beforeEach(async () => {
  now = Date.parse('2026-12-01T09:00:00Z');
  await open(await offices.copy());
});
afterEach(() => office.close());

async function open(dataFolder: string): Promise<void> {
  office = await offices.open(dataFolder, { now: () => new Date(now) });
  [operator, specialist, neighbour] = [
    await office.at('operator'),
    await office.at('specialist'),
    await office.at('neighbour'),
  ];
}

const listed = async (desk: Desk, search = '') =>
  (await desk.must('record.list', { registry, search })).rows.map(({ recordId }) => recordId);

describe('what emergency access opened', () => {
  let recordId = '';
  beforeEach(async () => {
    recordId = await create(neighbour, 'Ялантова', { birthOn: '1950-03-08' });
    await openInEmergency(specialist, { search: 'Ялантова Өмет', reason });
  });

  /** Every call that names a record, by the shape of its input: a new one must say here what becomes of it. */
  const reads = [
    ...(['record.open', 'record.history', 'record.references'] as const),
    ...(['file.list', 'term.ofRecord'] as const),
  ];
  const elsewhere = [
    'emergency.take',
    'document.make',
    'person.destroy',
    'import.apply',
    'review.decide',
    'file.open',
    'office.take',
    'shipped.take',
    'shipped.decline',
  ];
  const inputs: Readonly<Record<string, object>> = {
    'record.save': { registry, baseVersion: 1, fields: { note: 'Чужая рука' } },
    'record.move': { registry, baseVersion: 1, to: 'closed' },
    'record.withdraw': { registry, baseVersion: 1 },
    'record.check': { registry, fields: { note: 'Чужая рука' } },
    'draft.keep': { registry, baseVersion: 1, fields: { note: 'Чужая рука' } },
    'draft.open': { registry },
    'file.attach': { registry, fileId: 'none' },
    'file.detach': { registry, rowId: 'none' },
    'record.duplicates': { registry, fields: {} },
    'record.keepBoth': { registry, keep: [{ recordId: 'other', reason: 'Другой человек' }] },
  };

  it('is read and never written, whatever the call', async () => {
    const naming = Object.entries(contract)
      .filter(([, { input }]) => /"recordIds?"/.test(JSON.stringify(z.toJSONSchema(input, { io: 'input' }))))
      .map(([name]) => name);
    const known: string[] = [...reads, ...elsewhere, ...Object.keys(inputs)];
    expect(naming.filter((name) => !known.includes(name))).toEqual([]);
    for (const name of reads)
      expect([name, await specialist.code(name, { registry, recordId })]).toEqual([name, 'ok']);
    for (const [name, input] of Object.entries(inputs)) {
      const code = await specialist.code(name as CallName, { ...input, recordId } as never);
      expect([name, code]).toEqual([name, 'emergency.readOnly']);
    }
    const opened = await specialist.code('file.open', { registry, recordId, rowId: 'none' });
    expect(opened).toBe('file.notFound');
    const extract = { kind: 'provider-extract', recordId } as const;
    expect(await specialist.code('document.make', extract)).toBe('record.notFound');
    const imported = { registry, fileId: 'none', decisions: [{ row: 1, action: 'update', recordId }] };
    expect(await specialist.code('import.apply', imported as never)).toBe('permission.denied');
    const decided = { registry, recordId, field: 'note', take: { value: 'Чужая рука' } };
    expect(await specialist.code('review.decide', decided)).toBe('permission.denied');
    expect((await operator.must('record.open', { registry, recordId })).version).toBe(1);
    expect(await lookInto(office.dataFolder, 'SELECT * FROM draft')).toEqual([]);
  });

  it('is no way to destroy for who became a head in the meantime', async () => {
    const admin = await office.at('admin');
    await admin.must('user.change', { login: 'specialist', role: 'head' });
    const head = await office.at('head');
    const { accessCode: code } = await head.must('key.grant', { login: 'specialist' });
    specialist = await office.at('specialist');
    const password = passwordOf('specialist');
    await specialist.must('key.accept', { code, password });
    const order = {
      registry,
      recordIds: [recordId],
      ground: 'purposeReached',
      reason: 'Цель достигнута',
      password,
    };
    expect(await specialist.code('person.destroy', order)).toBe('emergency.readOnly');
  });

  it('marks the card with who opened it, why and until when', async () => {
    const until = new Date(now + 24 * hour).toISOString();
    const mark = { login: 'specialist', name: 'Проверкина specialist', reason, until };
    const card = await specialist.must('record.open', { registry, recordId });
    expect(card).toMatchObject({ emergency: mark, moves: [] });
    const old = await specialist.must('record.open', { registry, recordId, atVersion: 1 });
    expect(old).toMatchObject({ emergency: mark });
    // Taken again it lasts as long as the last one.
    now += hour;
    specialist = await afresh(office, 'specialist');
    await openInEmergency(specialist, { search: 'Ялантова Өмет', reason: 'Второй звонок соседей' });
    expect((await specialist.must('record.open', { registry, recordId })).emergency).toMatchObject({
      ...{ reason: 'Второй звонок соседей', until: new Date(now + 24 * hour).toISOString() },
    });
    operator = await afresh(office, 'operator');
    const own = await operator.must('record.open', { registry, recordId });
    expect(own.emergency).toBeUndefined();
    expect(own.moves).not.toEqual([]);
    // Who has come to his territory is his own: no mark, and he may write.
    const moved = { registry, recordId, baseVersion: 1, fields: { territory: mine } };
    await operator.must('record.save', moved);
    expect((await specialist.must('record.open', { registry, recordId })).emergency).toBeUndefined();
    const { rows, total } = await specialist.must('record.list', { registry });
    expect([rows.map((row) => row.emergencyUntil), total]).toEqual([[undefined], 1]);
    const note = { registry, recordId, baseVersion: 2, fields: { note: 'Переехала к нам' } };
    expect(await specialist.code('record.save', note)).toBe('ok');
  });

  it('is found again while it lasts, after a restart too, and is gone afterwards', async () => {
    const until = new Date(now + 24 * hour).toISOString();
    const own = await create(specialist, 'Ялантова');
    const foreign = await create(neighbour, 'Ялантова', { givenName: 'Чужая' });
    const lists = async () => [
      await listed(specialist),
      await listed(specialist, 'ялант'),
      await listed(specialist, '08.03.1950'),
      await listed(specialist, 'никто'),
    ];
    const while_ = [[recordId, own], [recordId, own], [recordId], []];
    expect(await lists()).toEqual(while_);
    const { rows } = await specialist.must('record.list', { registry });
    expect(rows.map(({ emergencyUntil }) => emergencyUntil)).toEqual([until, undefined]);
    const theirFilter = { registry, filters: { territory: [theirs] } };
    const mineFilter = { registry, filters: { territory: [mine] } };
    const closed = { registry, filters: { status: ['closed'] } };
    const pages: [Input<'record.list'>, string[]][] = [
      [theirFilter, [recordId]],
      [mineFilter, [own]],
      [closed, []],
      // What is selected in the list: the window asks whether it is still there.
      [{ registry, only: [recordId] }, [recordId]],
      [{ registry, only: [own] }, [own]],
      [{ registry, only: [own, recordId] }, [recordId, own]],
      [{ registry, only: [foreign] }, []],
    ];
    for (const [input, ids] of pages) {
      const page = await specialist.must('record.list', input);
      expect([page.rows.map((row) => row.recordId), page.total]).toEqual([ids, ids.length]);
    }
    // Page by page nobody is left out and nobody comes twice.
    const walked: string[] = [];
    for (let from = 0; from < 3; from += 1) {
      const page = await specialist.must('record.list', { registry, from, limit: 1 });
      expect(page.total).toBe(2);
      walked.push(...page.rows.map((row) => row.recordId));
    }
    expect(walked).toEqual([recordId, own]);

    const { dataFolder } = office;
    await office.close();
    now += 23 * hour;
    await open(dataFolder);
    expect(await lists()).toEqual(while_);
    expect(await opened(specialist, recordId)).toBe('ok');
    now += hour;
    await office.close();
    await open(dataFolder);
    expect(await lists()).toEqual([[own], [own], [], []]);
    expect((await specialist.must('record.list', { registry })).total).toBe(1);
    for (const [name, input] of Object.entries({
      ...inputs,
      'record.open': { registry },
      'record.history': { registry },
    }))
      expect([name, await specialist.code(name as CallName, { ...input, recordId })]).toEqual([
        ...[name, 'record.elsewhere'],
      ]);
    expect(await opened(specialist, foreign)).toBe('record.elsewhere');
  });

  it('is in nobody else’s list', async () => {
    await tamper(office.dataFolder, "UPDATE person SET territory = '92601000'");
    expect(await listed(neighbour)).toEqual([]);
    expect(await listed(specialist)).toEqual([recordId]);
  });
});

describe('the head', () => {
  it('looks at what was opened, which is a line of the journal and takes no mark away', async () => {
    const recordId = await create(neighbour, 'Ялантова');
    await openInEmergency(specialist, { search: 'Ялантова Өмет', reason });
    const head = await office.at('head');
    const { accesses } = await head.must('emergency.list', { unseenOnly: true });
    expect(accesses).toMatchObject([{ login: 'specialist', recordId, reason, seenAt: null }]);
    const number = accesses[0]?.number ?? 0;
    expect(await head.must('emergency.look', { number })).toEqual({ registry, recordId });
    expect(await journal(office, 'emergency.look')).toMatchObject([
      { object: `person/${recordId}`, operator: 'Проверкина head' },
    ]);
    expect((await head.must('emergency.list', { unseenOnly: true })).accesses).toHaveLength(1);
    await head.must('emergency.see', { upTo: number });
    expect((await head.must('emergency.list', { unseenOnly: true })).accesses).toEqual([]);
    expect((await head.must('emergency.list', {})).accesses).toHaveLength(1);
    // Also what was looked at already, and has ended since.
    expect(await head.code('emergency.look', { number })).toBe('ok');
    expect(await head.code('emergency.look', { number: number + 1 })).toBe('record.notFound');
    expect(await specialist.code('emergency.look', { number })).toBe('permission.denied');
  });

  it('of a district sees what lies beyond his own right, to read, till he leaves', async () => {
    const admin = await office.at('admin');
    await admin.must('user.change', { login: 'head', territory: [mine] });
    const recordId = await create(neighbour, 'Ялантова');
    const other = await create(neighbour, 'Другова');
    await openInEmergency(specialist, { search: 'Ялантова Өмет', reason });
    const head = await afresh(office, 'head');
    expect(await opened(head, recordId)).toBe('record.elsewhere');
    const [access] = (await head.must('emergency.list', {})).accesses;
    await head.must('emergency.look', { number: access?.number ?? 0 });
    const card = await head.must('record.open', { registry, recordId });
    expect(card).toMatchObject({ emergency: { login: 'specialist', reason }, moves: [] });
    expect(await head.code('record.history', { registry, recordId })).toBe('ok');
    expect(await opened(head, other)).toBe('record.elsewhere');
    expect(await listed(head)).toEqual([]);
    const password = passwordOf('head');
    const order = {
      registry,
      recordIds: [recordId],
      ground: 'purposeReached',
      reason: 'Цель достигнута',
      password,
    };
    expect(await head.code('person.destroy', order)).toBe('emergency.readOnly');
    await head.must('session.lock', {});
    await head.must('session.signIn', { login: 'head', password });
    expect(await opened(head, recordId)).toBe('record.elsewhere');
  });
});
