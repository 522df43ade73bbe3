import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeToRest } from '../support/exchange/comeToRest';
import { openOffice, type OpenOffice } from '../support/exchange/offices';
import { uploadTo } from '../support/offices/uploadTo';

/** The ministry keeps a card of the directory until its body has the program; then the body's office does, and what hangs on it. */
const registry = 'participant';
const inAlmet = '92608000';

describe('who keeps a card of the directory', () => {
  let folder: string;
  let mintrud: OpenOffice;
  let minzdrav: OpenOffice;
  let almet: OpenOffice;
  let card: string;
  let hospital: string;
  let psychologist: string;
  let now = new Date('2026-11-23T09:00:00Z');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-keepers-'));
    const clock = () => (now = new Date(now.getTime() + 1000));
    mintrud = await openOffice(folder, 'mintrud', ['minzdrav', 'almet'], clock);
    minzdrav = await openOffice(folder, 'minzdrav', ['mintrud'], clock);
    almet = await openOffice(folder, 'almet', ['mintrud'], clock);
    const { rows } = await mintrud.must('record.list', { registry, search: 'здравоохранения' });
    card = rows[0]?.recordId ?? '';
    hospital = await born(mintrud, registry, { ...ofHospital('Больница № 1'), body: card });
    psychologist = await born(mintrud, 'specialist', { ...ofSpecialist, participant: hospital });
    await settle();
  });
  afterAll(async () => {
    for (const { app } of [mintrud, minzdrav, almet]) await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const ofHospital = (name: string) => ({ name, kind: 'subordinate', oktmo: inAlmet });
  const ofSpecialist = {
    ...{ sector: 'health', speciality: 'psychologist', oktmo: inAlmet, positionCount: 2 },
    confirmedOn: '2026-11-01',
  };
  const born = async ({ must }: OpenOffice, of: string, fields: Record<string, string | number>) =>
    (await must('record.create', { registry: of, fields })).recordId;
  const settle = (): Promise<void> => comeToRest([mintrud, minzdrav, almet]);
  const open = ({ must }: OpenOffice, recordId: string, of = registry) =>
    must('record.open', { registry: of, recordId });
  async function save(office: OpenOffice, recordId: string, fields: Record<string, unknown>, of = registry) {
    const { version: baseVersion } = await open(office, recordId, of);
    const input = { registry: of, recordId, baseVersion, fields: fields as Record<string, string> };
    const result = await office.app.request(office.session, 'record.save', input);
    return result.ok ? (result.value.proposed ?? 'taken') : result.error.code;
  }
  /** What the record says of a field in all three offices, when everything was told. */
  async function everywhere(recordId: string, field: string, of = registry) {
    await settle();
    const all = [mintrud, minzdrav, almet];
    return Promise.all(all.map(async (office) => (await open(office, recordId, of)).fields[field]));
  }
  const keptBy = async (keeper: string) => {
    const where = [{ field: 'keeper', is: keeper }];
    const { rows } = await mintrud.must('record.list', { registry, where });
    return rows.map(({ recordId }) => recordId).toSorted();
  };

  it('is the ministry until the body has the program: a district proposes, a body says nothing', async () => {
    expect(await save(minzdrav, card, { site: 'minzdrav.example' })).toBe('record.notYours');
    expect(await save(minzdrav, psychologist, { positionCount: 3 }, 'specialist')).toBe('record.notYours');
    expect(await save(almet, card, { site: 'almet.example' })).toEqual(['site']);
    expect(await save(mintrud, card, { site: 'mintrud.example' })).toBe('taken');
    expect(await everywhere(card, 'site')).toEqual(Array(3).fill('mintrud.example'));
  });

  it('is the office of the body from then on, and of its subordinates and their specialists', async () => {
    expect(await save(mintrud, card, { officeCode: 'minzdrav' })).toBe('taken');
    await settle();
    expect(await keptBy('minzdrav')).toEqual([card, hospital].toSorted());
    expect(await save(minzdrav, card, { site: 'minzdrav.example' })).toBe('taken');
    expect(await save(minzdrav, hospital, { site: 'hospital.example' })).toBe('taken');
    expect(await save(minzdrav, psychologist, { positionCount: 4 }, 'specialist')).toBe('taken');
    expect(await everywhere(card, 'site')).toEqual(Array(3).fill('minzdrav.example'));
    expect(await everywhere(hospital, 'site')).toEqual(Array(3).fill('hospital.example'));
    expect(await everywhere(psychologist, 'positionCount', 'specialist')).toEqual([4, 4, 4]);
  });

  it('proposes what the ministry decides, and is alone with its contacts but for the ministry', async () => {
    expect(await save(minzdrav, card, { shortName: 'По-нашему' })).toEqual(['shortName']);
    expect(await save(almet, card, { site: 'almet.example' })).toBe('record.notYours');
    expect(await save(almet, psychologist, { positionCount: 9 }, 'specialist')).toBe('record.notYours');
    expect(await save(minzdrav, card, { officeCode: 'almet' })).toEqual(['officeCode']);
    expect(await save(mintrud, card, { site: 'again.example' })).toBe('taken');
    expect(await everywhere(card, 'site')).toEqual(Array(3).fill('again.example'));
  });

  it('lets the body bring what hangs on what it keeps, and nothing else', async () => {
    const fields = { ...ofSpecialist, speciality: 'speechTherapist' };
    const brought = await born(minzdrav, 'specialist', { ...fields, participant: hospital });
    const clinic = await born(minzdrav, registry, { ...ofHospital('Поликлиника № 2'), body: card });
    await settle();
    expect(await keptBy('minzdrav')).toEqual([card, hospital, clinic].toSorted());
    expect(await save(minzdrav, brought, { positionCount: 7 }, 'specialist')).toBe('taken');
    expect(await everywhere(brought, 'positionCount', 'specialist')).toEqual([7, 7, 7]);
    const other = { registry, fields: ofHospital('Ничья больница') };
    expect(await minzdrav.refusal('record.create', other)).toBe('record.notYours');
  });

  it('changes with what a record hangs on, by an import and by its undo', async () => {
    const { app, session, must } = mintrud;
    const { fields } = await open(mintrud, card);
    const columns = ['name', 'kind', 'body'];
    const heading = 'Полное наименование;Вид участника;Вышестоящий орган';
    const row = `Больница № 3;подведомственная организация;${String(fields['name'])}`;
    const fileId = await uploadTo(app, session, 'list.csv', `${heading}\n${row}`);
    const { batchId } = await must('import.apply', { registry, fileId, columns, decisions: [] });
    const { rows } = await must('record.list', { registry, search: 'Больница № 3' });
    expect(await keptBy('minzdrav')).toContain(rows[0]?.recordId);
    await must('import.undo', { batchId });
    expect(await keptBy('minzdrav')).not.toContain(rows[0]?.recordId);
    expect(await save(mintrud, hospital, { body: null })).toBe('taken');
    await settle();
    expect(await keptBy('minzdrav')).not.toContain(hospital);
    expect(await save(minzdrav, psychologist, { positionCount: 5 }, 'specialist')).toBe('record.notYours');
    expect(await save(mintrud, hospital, { body: card })).toBe('taken');
    await settle();
    expect(await save(minzdrav, psychologist, { positionCount: 5 }, 'specialist')).toBe('taken');
  });

  it('is another office when the code changes, and the ministry when it is emptied', async () => {
    await settle();
    expect(await save(mintrud, card, { officeCode: 'almet' })).toBe('taken');
    await settle();
    expect(await save(minzdrav, card, { site: 'minzdrav.example' })).toBe('record.notYours');
    expect(await save(almet, card, { site: 'almet.example' })).toBe('taken');
    expect(await everywhere(card, 'site')).toEqual(Array(3).fill('almet.example'));
    expect(await save(mintrud, card, { officeCode: null })).toBe('taken');
    await settle();
    expect(await keptBy('almet')).toEqual([]);
    expect(await save(almet, psychologist, { positionCount: 1 }, 'specialist')).toBe('record.notYours');
    expect(await save(mintrud, psychologist, { positionCount: 6 }, 'specialist')).toBe('taken');
    expect(await everywhere(psychologist, 'positionCount', 'specialist')).toEqual([6, 6, 6]);
  });
});
