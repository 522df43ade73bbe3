import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type OpenOffice } from '../support/exchange/offices';

/** The ministry's `office.json` names itself and a district; their cards say otherwise. */
const registry = 'participant';

describe('office.json and the cards of its offices', () => {
  let folder: string;
  let mintrud: OpenOffice;
  let card: string;
  const born = async (fields: Readonly<Record<string, string | readonly string[]>>) =>
    (await mintrud.must('record.create', { registry, fields })).recordId;
  const told = async (code: string) =>
    (await mintrud.must('office.differences', {})).offices.find((one) => one.code === code);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-cards-'));
    mintrud = await openOffice(folder, 'mintrud', ['almet']);
  });
  afterAll(async () => {
    await mintrud.app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('offers a card by its name where none has the code', async () => {
    const name = 'Альметьевский отдел';
    card = await born({ name, kind: 'territorial', oktmo: '92601000', mailbox: 'OLD~RT' });
    const cards = (await told('almet'))?.cards ?? [];
    expect(cards).toMatchObject([{ recordId: card, title: name, isBound: false }]);
    expect(cards[0]?.differences.map(({ fact, offered, line }) => [fact, offered, line])).toEqual([
      ['code', 'almet', null],
      ['uid', '33333333-1111-4111-8111-111111111111', null],
      ['mailbox', 'ALMET~RT', '"mailbox": "OLD~RT"'],
      ['oktmo', '92608000', '"oktmo": ["92608000","92601000"]'],
    ]);
  });

  it('binds the card and takes what is chosen, nothing else', async () => {
    const chosen = { registry, recordId: card, office: 'almet' };
    await mintrud.must('office.take', { ...chosen, facts: ['code', 'mailbox'] });
    const { fields } = await mintrud.must('record.open', { registry, recordId: card });
    expect(fields).toMatchObject({ officeCode: 'almet', mailbox: 'ALMET~RT', oktmo: '92601000' });
    expect(fields['edmsUid'] ?? null).toBeNull();
    const [bound] = (await told('almet'))?.cards ?? [];
    expect(bound).toMatchObject({ recordId: card, isBound: true });
    expect(bound?.differences.map(({ fact }) => fact)).toEqual(['uid', 'oktmo']);
    await mintrud.must('office.take', { ...chosen, facts: ['uid', 'oktmo'] });
    expect(await told('almet')).toBeUndefined();
  });

  it('tells what the own part of the file lacks, and takes nothing of it', async () => {
    const name = 'Проверочное министерство';
    const own = await born({
      name,
      kind: 'body',
      act: 'Закон о министерстве',
      officeCode: 'mintrud',
      phones: ['+7 843 555 01 02'],
    });
    const [bound] = (await told('mintrud'))?.cards ?? [];
    const phone = bound?.differences.find(({ fact }) => fact === 'phone');
    expect(phone).toMatchObject({ field: 'phones', said: '', offered: null });
    expect(phone?.line).toMatch(/^"phone": ".+"$/);
    const another = { registry, recordId: own, office: 'almet' };
    expect(await mintrud.refusal('office.take', { ...another, facts: ['code'] })).toBe('record.notFound');
  });
});
