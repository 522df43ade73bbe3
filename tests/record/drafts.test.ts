import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';

/** Drafts as the program keeps them: one for each window in which the form stood. */
const registry = 'provider';
let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
let office: InnerOffice;
beforeAll(async () => {
  folders = await createOfficeFolders();
});
afterAll(() => folders.remove());
beforeEach(async () => {
  office = await openInnerOffice(await folders.make());
});
afterEach(() => office.close());

const keep = (draftId: string, turn: number, note: string, recordId: string | null = null) =>
  office.must('draft.keep', {
    registry,
    recordId,
    draftId,
    turn,
    baseVersion: 1,
    fields: note === '' ? {} : { note },
  });
const notes = async (recordId: string | null = null): Promise<readonly unknown[]> => {
  const { draft, others } = await office.must('draft.open', { registry, recordId });
  return [...(draft === null ? [] : [draft]), ...others].map(({ fields }) => fields['note']);
};

it('of two windows stand beside each other, the last kept first, and one is forgotten alone', async () => {
  await keep('one', 1, 'первое');
  await keep('two', 1, 'второе');
  expect(await notes()).toEqual(['второе', 'первое']);
  await keep('one', 2, 'первое, дальше');
  expect(await notes()).toEqual(['первое, дальше', 'второе']);
  await keep('one', 3, '');
  expect(await notes()).toEqual(['второе']);
  await keep('two', 2, '');
  expect(await notes()).toEqual([]);
});

it('that was overtaken on its way does not take the place of the later one', async () => {
  await keep('one', 7, 'новее');
  await keep('one', 6, 'старее');
  expect(await notes()).toEqual(['новее']);
});

it('is dropped by the save that took it in, and no other is', async () => {
  const { recordId } = await office.must('record.create', { registry, fields: { fullName: 'Дом' } });
  await keep('one', 1, 'первое', recordId);
  await keep('two', 1, 'второе', recordId);
  const saved = { registry, recordId, baseVersion: 1, fields: { note: 'первое' }, draftId: 'one' };
  await office.must('record.save', saved);
  expect(await notes(recordId)).toEqual(['второе']);

  await keep('three', 1, 'новая запись');
  await keep('four', 1, 'другая новая запись');
  await office.must('record.create', { registry, fields: { fullName: 'Ещё дом' }, draftId: 'three' });
  expect(await notes()).toEqual(['другая новая запись']);
});
