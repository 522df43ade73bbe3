import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type OpenOffice } from '../support/exchange/offices';
import { openCorrespondence, said } from '../support/exchange/foreignOffice';
import { readPackage } from '../../electron/exchange/letter/packageReader';
import { carryPost } from '../support/exchange/postman';
import { soundProvider } from '../support/record/soundProvider';

/** A participant that is no office of ours is told of a provider when a decision makes it public, and then of all of it. */
const registry = 'provider';

describe('who is told of a record', () => {
  let folder: string;
  let mintrud: OpenOffice;
  let minzdrav: OpenOffice;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-audience-'));
    mintrud = await openOffice(folder, 'mintrud', ['minzdrav']);
    minzdrav = await openOffice(folder, 'minzdrav', ['mintrud']);
  });
  afterAll(async () => {
    await mintrud.app.close();
    await minzdrav.app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('keeps a draft back, again and again, and sends the whole record once it is included', async () => {
    const { fields, lists } = soundProvider();
    const { recordId } = await mintrud.must('record.create', { registry, fields: { ...fields, ...lists } });
    expect(await mintrud.must('exchange.run', {})).toMatchObject({ laid: 0 });
    const later = { phones: ['+78559275678'] };
    await mintrud.must('record.save', { registry, recordId, baseVersion: 1, fields: later });
    expect(await mintrud.must('exchange.run', {})).toMatchObject({ laid: 0 });
    await mintrud.must('record.move', { registry, recordId, baseVersion: 2, to: 'review' });
    expect(await mintrud.must('exchange.run', {})).toMatchObject({ laid: 0 });
    const decision = {
      number: '1',
      decidedOn: '2026-11-20',
      ground: 'решение',
      decidedBy: 'Примерова А. А.',
    };
    await mintrud.must('record.move', { registry, recordId, baseVersion: 3, to: 'included', decision });
    expect(await mintrud.must('exchange.run', {})).toMatchObject({ laid: 1 });
    await carryPost([mintrud, minzdrav]);
    expect(await minzdrav.must('exchange.run', {})).toMatchObject({ applied: 1 });
    const here = await mintrud.must('record.open', { registry, recordId });
    const there = await minzdrav.must('record.open', { registry, recordId });
    expect(there.fields).toEqual(here.fields);
    expect(there.lists).toEqual(here.lists);
    expect(there.registrationNumber).toBe('16-000001');
  });

  it('withdraws it by name when it is looked at anew, and brings it back whole', async () => {
    const { fields, lists } = soundProvider();
    const { recordId } = await mintrud.must('record.create', { registry, fields: { ...fields, ...lists } });
    await move(recordId, 'review');
    await move(recordId, 'included');
    await exchange();
    const [whole] = await heldBy(minzdrav, recordId);
    await move(recordId, 'excluded');
    await move(recordId, 'review');
    const { baseVersion } = await versionOf(recordId);
    await mintrud.must('record.save', {
      registry,
      recordId,
      baseVersion,
      fields: { phones: ['+78559275670'] },
    });
    await exchange();
    expect(await heldBy(minzdrav, recordId)).toEqual([]);
    expect(await minzdrav.refusal('record.open', { registry, recordId })).toBe('record.notFound');
    const { entries } = await minzdrav.must('record.history', { registry, recordId, limit: 1000 });
    // What was withheld from it is not there: its last line says that the record left.
    expect(entries[0]).toMatchObject({ field: 'removed', after: true, office: 'mintrud', origin: 'package' });
    expect(entries.map(({ after }) => after)).not.toContain('excluded');
    expect(entries.length).toBeGreaterThan(10);
    await exchange();
    expect(await heldBy(minzdrav, recordId)).toEqual([]);

    await move(recordId, 'included');
    await exchange();
    const [here] = await heldBy(mintrud, recordId);
    expect(await heldBy(minzdrav, recordId)).toEqual([here]);
    expect(here).not.toEqual(whole);
    expect(await minzdrav.must('audit.verify', {})).toMatchObject({ ok: true });
  });

  const decision = { number: '1', decidedOn: '2026-11-20', ground: 'решение', decidedBy: 'Примерова А. А.' };
  const versionOf = async (recordId: string) => {
    const { version: baseVersion, moves } = await mintrud.must('record.open', { registry, recordId });
    return { baseVersion, moves };
  };
  async function move(recordId: string, to: string): Promise<void> {
    const { baseVersion, moves } = await versionOf(recordId);
    const decided = moves.find((one) => one.to === to)?.decision === true;
    const act = { registry, recordId, baseVersion, to };
    await mintrud.must('record.move', decided ? { ...act, decision } : act);
  }
  async function exchange(): Promise<void> {
    for (const office of [mintrud, minzdrav, mintrud]) {
      await office.must('exchange.run', {});
      await carryPost([mintrud, minzdrav]);
    }
  }
  async function heldBy(office: OpenOffice, recordId: string) {
    const { rows } = await office.must('record.list', { registry, limit: 100 });
    const ids = rows.flatMap((row) => (row.recordId === recordId ? [recordId] : []));
    return Promise.all(
      ids.map(async (id) => {
        const { fields, lists, status } = await office.must('record.open', { registry, recordId: id });
        return { fields, lists, status };
      }),
    );
  }
});

describe('a body that is told of a draft', () => {
  const draft = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const other = '22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const word = (counter: number, id: string, field: string, after: string) => {
    const told = said('mintrud', counter, id, field, after);
    return { ...told, accepted: told.stamp };
  };
  const born = (from: number, id: string, status: string) => [
    word(from, id, 'status', status),
    word(from + 1, id, 'decider', 'mintrud'),
    word(from + 2, id, 'fullName', `Дом ${status}`),
  ];

  it('takes nothing of it and the rest of the package, and says so by name until it may see it', async () => {
    const { office, lay, laidFor } = await openCorrespondence('minzdrav', ['mintrud']);
    await lay('mintrud', 1, [...born(1, draft, 'draft'), ...born(11, other, 'included')]);
    expect(await office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
    const { rows } = await office.must('record.list', { registry });
    expect(rows.map(({ recordId }) => recordId)).toEqual([other]);
    expect(await office.database.read.all('SELECT 1 FROM change_event WHERE root_id = ?', [draft])).toEqual(
      [],
    );
    const { entries } = await office.must('exchange.journal', { limit: 10 });
    expect(entries.find(({ state }) => state === 'applied')).toMatchObject({
      error: 'packet.notForUs',
      detail: `provider/${draft}`,
    });
    const [answer] = await laidFor('mintrud');
    const read = await readPackage(
      new Map(Object.entries(answer?.files ?? {}).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
    );
    expect(read).toMatchObject({ value: { manifest: { refused: [{ registry, recordId: draft }] } } });
    expect((await office.must('audit.verify', {})).ok).toBe(true);

    await lay('mintrud', 2, [...born(1, draft, 'draft'), word(21, draft, 'status', 'included')]);
    expect(await office.must('exchange.run', {})).toMatchObject({ applied: 1 });
    expect((await office.must('record.list', { registry })).total).toBe(2);
  });
});
