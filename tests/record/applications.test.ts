import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { lyingTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';

/** Applications of providers: every branch to its end, with numbers and terms; returned ones; two offices. */
const registry = 'application';
const fields = {
  applicant: 'АНО «Проверочный дом»',
  kind: 'include',
  inn: '1655000003',
  oktmo: '92602000',
  receivedOn: '2026-11-20',
  channel: 'post',
};
const decision = { number: '7', decidedOn: '2026-11-24', ground: 'заявление', decidedBy: 'Примерова А. А.' };

describe('an application of a provider', () => {
  let world: World;
  let now = new Date('2026-11-23T09:00:00+03:00');
  const later = (hours: number): void => void (now = new Date(now.getTime() + hours * 3_600_000));
  beforeAll(async () => {
    world = await openWorld(() => now);
  });
  afterAll(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices(), () => later(0.02));
  const apply = async (office: OpenOffice, more: object = {}): Promise<string> =>
    (await office.must('record.create', { registry, fields: { ...fields, ...more } })).recordId;
  const open = (office: OpenOffice, recordId: string) => office.must('record.open', { registry, recordId });
  async function move(office: OpenOffice, recordId: string, to: string, said?: object) {
    const { version: baseVersion } = await open(office, recordId);
    const input = { registry, recordId, baseVersion, to };
    return office.must('record.move', said === undefined ? input : { ...input, decision: said });
  }
  async function refusal(office: OpenOffice, recordId: string, to: string, said?: object): Promise<string> {
    const { version: baseVersion } = await open(office, recordId);
    const input = { registry, recordId, baseVersion, to };
    return office.refusal('record.move', said === undefined ? input : { ...input, decision: said });
  }
  async function save(office: OpenOffice, recordId: string, values: Record<string, string>) {
    const { version: baseVersion } = await open(office, recordId);
    await office.must('record.save', { registry, recordId, baseVersion, fields: values });
  }
  async function termsIn({ dataFolder }: OpenOffice, recordId: string) {
    const connection = await connect(join(dataFolder, databaseFile), 'read');
    const found = await lyingTerms(connection, recordId);
    await connection.close();
    return found;
  }
  async function entryIn(office: OpenOffice): Promise<string> {
    const { fields: own, lists } = soundProvider();
    const made = await office.must('record.create', { registry: 'provider', fields: { ...own, ...lists } });
    return made.recordId;
  }
  async function noticeOf(office: OpenOffice, recordId: string) {
    return office.must('document.make', { kind: 'application-notice', recordId });
  }

  it('is numbered by its office and year, granted with the entry it is about, and ends its terms', async () => {
    const { aznakaevo } = world;
    const recordId = await apply(aznakaevo);
    expect((await open(aznakaevo, recordId)).registrationNumber).toBeNull();
    expect(await move(aznakaevo, recordId, 'registered')).toMatchObject({
      status: 'registered',
      registrationNumber: 'З-aznakaevo-2026-0001',
    });
    expect((await open(aznakaevo, recordId)).fields).toMatchObject({ registeredOn: '2026-11-23' });
    expect(await termsIn(aznakaevo, recordId)).toMatchObject({
      registryPackage: { startedOn: '2026-11-23', dueOn: '2026-12-07', endedOn: null },
    });
    later(24);
    await move(aznakaevo, recordId, 'handedOver');
    expect(await termsIn(aznakaevo, recordId)).toMatchObject({
      registryPackage: { endedOn: '2026-11-24' },
      registryDecision: { startedOn: '2026-11-24', dueOn: '2026-11-25', endedOn: null },
    });
    // Nothing is granted without an entry, nor without a decision.
    expect(await refusal(aznakaevo, recordId, 'granted', decision)).toBe('record.invalid');
    await save(aznakaevo, recordId, { provider: await entryIn(aznakaevo) });
    expect(await refusal(aznakaevo, recordId, 'granted')).toBe('record.invalid');
    await move(aznakaevo, recordId, 'granted', decision);
    expect(await termsIn(aznakaevo, recordId)).toMatchObject({
      registryDecision: { endedOn: '2026-11-24' },
      registryNotice: { startedOn: '2026-11-24', dueOn: '2026-12-01', endedOn: null },
    });
    expect(await noticeOf(aznakaevo, recordId)).toMatchObject({ pages: 1 });
    await save(aznakaevo, recordId, { notifiedOn: '2026-11-24' });
    expect(await termsIn(aznakaevo, recordId)).toMatchObject({ registryNotice: { endedOn: '2026-11-24' } });
    expect(await refusal(aznakaevo, recordId, 'refused', decision)).toBe('record.moveForbidden');
  });

  it('is refused with a ground, and told of a day that is none before it came', async () => {
    const { aznakaevo } = world;
    const recordId = await apply(aznakaevo, { kind: 'change' });
    expect(await refusal(aznakaevo, recordId, 'refused', decision)).toBe('record.moveForbidden');
    const { registrationNumber } = await move(aznakaevo, recordId, 'registered');
    expect(registrationNumber).toBe('З-aznakaevo-2026-0002');
    await move(aznakaevo, recordId, 'handedOver');
    const groundless = { number: '8', decidedOn: '2026-11-24', decidedBy: 'Примерова А. А.' };
    expect(await refusal(aznakaevo, recordId, 'refused', groundless)).toBe('record.invalid');
    await move(aznakaevo, recordId, 'refused', { ...decision, ground: 'неполные сведения' });
    const { lists, version } = await open(aznakaevo, recordId);
    expect(lists['decisions']?.at(-1)).toMatchObject({ event: 'refuse', ground: 'неполные сведения' });
    const early = { fields: { notifiedOn: '2026-11-19' }, baseVersion: version };
    const saved = await aznakaevo.app.request(aznakaevo.session, 'record.save', {
      ...{ registry, recordId },
      ...early,
    });
    expect(JSON.stringify(saved)).toContain('period.reversed');
  });

  it('is returned with a reason from either place, and applied for again under a new number', async () => {
    const { aznakaevo } = world;
    const [first, second] = [await apply(aznakaevo), await apply(aznakaevo)];
    await move(aznakaevo, first, 'registered');
    expect(await refusal(aznakaevo, first, 'returned')).toBe('record.invalid');
    const reason = { reason: 'Нет подписи заявителя' };
    await move(aznakaevo, first, 'returned', reason);
    expect((await termsIn(aznakaevo, first))['registryPackage']?.endedOn).toBe('2026-11-24');
    expect((await termsIn(aznakaevo, first))['registryNotice']).toBeUndefined();
    await move(aznakaevo, second, 'registered');
    await move(aznakaevo, second, 'handedOver');
    await move(aznakaevo, second, 'returned', reason);
    expect((await termsIn(aznakaevo, second))['registryDecision']?.endedOn).toBe('2026-11-24');
    for (const to of ['draft', 'registered', 'handedOver'])
      expect(await refusal(aznakaevo, first, to)).toBe('record.moveForbidden');
    const again = await apply(aznakaevo);
    expect((await move(aznakaevo, again, 'registered')).registrationNumber).toBe('З-aznakaevo-2026-0005');
  });

  it('of the ministry bears no index', async () => {
    const { mintrud } = world;
    const own = await apply(mintrud, { oktmo: '92701000' });
    expect((await move(mintrud, own, 'registered')).registrationNumber).toBe('З-2026-0001');
  });

  it('of a district is read by the ministry with its number and terms, and is decided by the district', async () => {
    const { aznakaevo, mintrud, almet } = world;
    const provider = await entryIn(aznakaevo);
    const recordId = await apply(aznakaevo, { provider });
    const { registrationNumber } = await move(aznakaevo, recordId, 'registered');
    await settle();
    const there = await open(mintrud, recordId);
    expect(there).toMatchObject({ registrationNumber, status: 'registered' });
    expect(await termsIn(mintrud, recordId)).toEqual(await termsIn(aznakaevo, recordId));
    await move(aznakaevo, recordId, 'handedOver');
    await settle();
    // An act is of the office that decides: the ministry may not make it.
    const { version: baseVersion } = await open(mintrud, recordId);
    const act = { registry, recordId, baseVersion, to: 'granted', decision };
    expect(await mintrud.refusal('record.move', act)).toBe('record.moveForbidden');
    await move(aznakaevo, recordId, 'granted', { ...decision, decidedOn: '2026-11-24' });
    await settle();
    expect((await open(mintrud, recordId)).status).toBe('granted');
    expect(await termsIn(mintrud, recordId)).toEqual(await termsIn(aznakaevo, recordId));
    const { rows } = await mintrud.must('record.references', { registry: 'provider', recordId: provider });
    expect(rows.map((row) => row.recordId)).toContain(recordId);
    // Another district applies for nobody else's providers, and is told what the ministry is told.
    expect((await open(almet, recordId)).registrationNumber).toBe(registrationNumber);
  });

  it('of the next year begins at one', async () => {
    now = new Date('2027-01-11T09:00:00+03:00');
    const { almet } = world;
    for (const number of ['З-almet-2027-0001', 'З-almet-2027-0002']) {
      const recordId = await apply(almet, { oktmo: '92608000', receivedOn: '2027-01-11' });
      expect((await move(almet, recordId, 'registered')).registrationNumber).toBe(number);
    }
  });
});
