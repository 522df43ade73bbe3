import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type OpenOffice } from '../support/exchange/offices';
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
});
