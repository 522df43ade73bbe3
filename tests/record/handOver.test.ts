import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { includedProvider } from '../support/record/includedProvider';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { uploadTo } from '../support/offices/uploadTo';

/** A provider whose district changes is kept by the office of the other district from then on, by whatever door. */
const registry = 'provider';
const [inAznakaevo, inAlmet] = ['92602000', '92608000'];

describe('a provider whose district changes', () => {
  let world: World;
  let recordId: string;
  let now = new Date('2026-11-23T09:00:00Z');
  beforeAll(async () => {
    world = await openWorld(() => (now = new Date(now.getTime() + 1000)));
    recordId = await includedProvider(world.mintrud, { oktmo: inAznakaevo });
    await settle();
  });
  afterAll(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices());
  const open = ({ must }: OpenOffice, id = recordId) => must('record.open', { registry, recordId: id });
  async function save(office: OpenOffice, oktmo: string, id = recordId): Promise<void> {
    const { version: baseVersion } = await open(office, id);
    await office.must('record.save', { registry, recordId: id, baseVersion, fields: { oktmo } });
  }
  /** Everywhere it stands in this district, and its contacts are this district's to change and nobody's else. */
  async function expectIn(oktmo: string, id = recordId): Promise<void> {
    await settle();
    const keeper = oktmo === inAlmet ? 'almet' : 'aznakaevo';
    for (const office of world.offices()) {
      const { fields, notYours } = await open(office, id);
      const mayChange = !notYours.includes('phones');
      expect([office.code, fields['oktmo'], mayChange]).toEqual([
        office.code,
        oktmo,
        office.code === keeper || office.code === 'mintrud',
      ]);
    }
  }
  async function importOktmo({ app, session, must }: OpenOffice, oktmo: string): Promise<string> {
    const text = `Полное наименование;ИНН;ОКТМО\nДом;1655000003;${oktmo}`;
    const fileId = await uploadTo(app, session, 'list.csv', text);
    const decisions = [{ row: 2, action: 'update' as const, recordId, overwrite: ['oktmo'] }];
    return (await must('import.apply', { registry, fileId, decisions })).batchId;
  }

  it('by the form', async () => {
    await save(world.mintrud, inAlmet);
    await expectIn(inAlmet);
    await save(world.mintrud, inAznakaevo);
    await expectIn(inAznakaevo);
  });

  it('by an import, and back by its undo', async () => {
    const batchId = await importOktmo(world.mintrud, inAlmet);
    await expectIn(inAlmet);
    await world.mintrud.must('import.undo', { batchId });
    await expectIn(inAznakaevo);
  });

  it('by the proposal of its keeper, when it is taken', async () => {
    await save(world.aznakaevo, inAlmet);
    await expectIn(inAznakaevo);
    const [item] = (await world.mintrud.must('review.list', {})).items;
    const take = { stamp: item?.others[0]?.stamp ?? '' };
    await world.mintrud.must('review.decide', { registry, recordId, field: 'oktmo', take });
    await expectIn(inAlmet);
  });

  it('by what a district asks of a draft, when the program of the ministry takes it', async () => {
    const fields = { fullName: 'АНО «Кружок»', oktmo: inAznakaevo };
    const draft = (await world.mintrud.must('record.create', { registry, fields })).recordId;
    await expectIn(inAznakaevo, draft);
    await save(world.aznakaevo, inAlmet, draft);
    await expectIn(inAlmet, draft);
  });
});
