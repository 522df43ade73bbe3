import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveUpload } from '../../electron/files/uploadedFile';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { includedProvider } from '../support/record/includedProvider';
import { lyingIn, pdfOf } from '../support/record/contents';
import { soundProvider } from '../support/record/soundProvider';

/** What a package says of a file is its row: the bytes stay where they were attached, and an office without them says so. */
const registry = 'provider';
const inAznakaevo = '92602000';

describe('the row of a file', () => {
  let world: World;
  let recordId: string;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  async function attach({ app, session, must }: OpenOffice, words: string) {
    const bytes = Readable.from([pdfOf(words, 300_000)]);
    const handed = await receiveUpload(
      app,
      session,
      { name: `${words}.pdf`, mime: 'application/pdf' },
      bytes,
    );
    if (!handed.ok) throw new Error(handed.error.code);
    return must('file.attach', { registry, recordId, fileId: handed.value.fileId, kind: 'licence' });
  }
  const settle = (): Promise<void> => comeToRest(world.offices());
  const namesIn = async ({ must }: OpenOffice) =>
    ((await must('record.open', { registry, recordId })).lists['files'] ?? []).map(({ name }) => name);
  const hereIn = async ({ must }: OpenOffice) =>
    (await must('file.list', { registry, recordId })).files.map(({ here }) => here);

  it('travels without its bytes, and is accepted by the office that decides', async () => {
    const { aznakaevo, mintrud } = world;
    const { fields, lists } = soundProvider();
    ({ recordId } = await aznakaevo.must('record.create', {
      registry,
      fields: { ...fields, ...lists, oktmo: inAznakaevo },
    }));
    const { rowId } = await attach(aznakaevo, 'лицензия');
    await settle();
    expect([await namesIn(mintrud), await hereIn(mintrud)]).toEqual([['лицензия.pdf'], [false]]);
    expect(await mintrud.refusal('file.open', { registry, recordId, rowId })).toBe('file.absent');
    expect([await namesIn(aznakaevo), await hereIn(aznakaevo)]).toEqual([['лицензия.pdf'], [true]]);
    const { file } = await aznakaevo.must('file.open', { registry, recordId, rowId });
    expect(file.size).toBe(pdfOf('лицензия', 300_000).length);
    expect((await aznakaevo.must('exchange.status', {})).conflicts).toBe(0);
    await mintrud.must('file.detach', { registry, recordId, rowId });
    await settle();
    expect(await namesIn(aznakaevo)).toEqual([]);
    await expect.poll(async () => (await lyingIn(aznakaevo.dataFolder)).contents).toBe(0);
  });

  it('is a proposal where the record is frozen: its bytes wait for the answer and go with a refusal', async () => {
    const { aznakaevo, mintrud } = world;
    recordId = await includedProvider(mintrud, { oktmo: inAznakaevo });
    await settle();
    const { asked, rowId } = await attach(aznakaevo, 'предложение');
    expect([asked, await namesIn(aznakaevo)]).toEqual([true, []]);
    await settle();
    expect((await lyingIn(aznakaevo.dataFolder)).uses).toBe(1);
    const { items } = await mintrud.must('review.list', {});
    // A proposed row is taken or declined whole.
    const item = items.find((one) => one.rowId === rowId);
    if (item === undefined) throw new Error('nothing was asked');
    await mintrud.must('review.decide', {
      ...{
        registry,
        recordId,
        rowId: item.rowId,
        field: item.field,
        take: 'held' as const,
        reason: 'Не нужно',
      },
    });
    await settle();
    expect([await namesIn(mintrud), await namesIn(aznakaevo)]).toEqual([[], []]);
    await expect.poll(async () => (await lyingIn(aznakaevo.dataFolder)).contents).toBe(0);
  });

  it('that was proposed and accepted has its bytes still where it was attached', async () => {
    const { aznakaevo, mintrud } = world;
    recordId = await includedProvider(mintrud, { oktmo: inAznakaevo });
    await settle();
    const { rowId } = await attach(aznakaevo, 'принятое');
    await settle();
    const { items } = await mintrud.must('review.list', {});
    const item = items.find((one) => one.rowId === rowId);
    if (item === undefined) throw new Error('nothing was asked');
    await mintrud.must('review.decide', {
      ...{ registry, recordId, rowId: item.rowId, field: item.field },
      take: { stamp: item.others.at(-1)?.stamp ?? '' },
    });
    await settle();
    for (const office of [mintrud, aznakaevo]) expect(await namesIn(office)).toEqual(['принятое.pdf']);
    expect(await hereIn(aznakaevo)).toEqual([true]);
    await aznakaevo.must('file.open', { registry, recordId, rowId });
  });
});
