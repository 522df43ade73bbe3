import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';

/** Whoever knows the matter and the district finds whom to call, in any registry that a municipality narrows. */
describe('whom to call', () => {
  let office: DeskOffice;
  let centre: string;
  let contact: string;
  beforeAll(async () => {
    office = await openDeskOffice();
    const participant = async (name: string, oktmo: string) => {
      const contacts = [{ matter: 'notices', post: 'диспетчер', phones: ['+78436600001'] }];
      const fields = { name, kind: 'other', oktmo, phones: ['+78436600000'], contacts };
      return office.must('record.create', { registry: 'participant', fields });
    };
    centre = (await participant('Центр «Тихая заводь»', '92612440')).recordId;
    const other = (await participant('Центр «Родник»', '92602000')).recordId;
    for (const [at, oktmo, phone] of [
      [centre, '92612000', '+78436600002'],
      [other, '92602000', '+78559200002'],
    ] as const)
      await office.must('record.create', {
        registry: 'specialist',
        fields: {
          ...{ participant: at, sector: 'social', speciality: 'childPsychologist', oktmo },
          ...{ positionCount: 1, phones: [phone], confirmedOn: '2025-01-10' },
        },
      });
    const { lists } = await office.must('record.open', { registry: 'participant', recordId: centre });
    contact = String(lists['contacts']?.[0]?.['id']);
  });
  afterAll(() => office.close());

  const found = async (registry: string, search: string) =>
    (await office.must('record.list', { registry, search })).rows;
  const ids = async (search: string) => (await found('participant', search)).map(({ recordId }) => recordId);

  it.each(['ребёнок, Арский район, психолог', 'бала Арча районы', 'Арский р-н'])(
    'is a specialist of that place for «%s», with his telephone',
    async (search) => {
      const rows = await found('specialist', search);
      expect(rows.map(({ fields }) => fields['phones'])).toEqual([['+78436600002']]);
    },
  );

  it('narrows participants with the settlements of the municipality', async () => {
    expect((await ids('Арский район')).filter((id) => id === centre)).toEqual([centre]);
    expect(await ids('Арский район, родник')).toEqual([]);
    expect(await ids('Азнакаевский район, тихая')).toEqual([]);
  });

  it('finds a participant by what its contacts are for, as long as they are there', async () => {
    expect(await ids('диспетчер, Арский район')).toEqual([centre]);
    expect(await ids('извещения Арский район')).toEqual([centre]);
    const change = async (fields: object) => {
      const { version } = await office.must('record.open', { registry: 'participant', recordId: centre });
      await office.must('record.save', {
        ...{ registry: 'participant', recordId: centre, baseVersion: version },
        fields: { contacts: [{ id: contact, matter: 'notices', phones: ['+78436600001'], ...fields }] },
      });
    };
    await change({ post: 'дежурный' });
    expect([await ids('диспетчер Арский район'), await ids('дежурный Арский район')]).toEqual([[], [centre]]);
    const { version } = await office.must('record.open', { registry: 'participant', recordId: centre });
    await office.must('record.save', {
      ...{ registry: 'participant', recordId: centre, baseVersion: version, fields: { contacts: [] } },
    });
    expect([await ids('дежурный'), await ids('тихая')]).toEqual([[], [centre]]);
  });

  it('prints and exports what it shows', async () => {
    const shown = { search: 'психолог, Арский район' };
    const { rows } = await office.must('export.make', { registry: 'specialist', format: 'csv', shown });
    expect(rows).toBe(1);
  });
});
