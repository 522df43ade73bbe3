import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInto, makeKeyOffices, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';

/** A question under a name is its operator's own, and nothing of a person lies open in it. */
describe('a kept view', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  beforeAll(async () => {
    offices = await makeKeyOffices();
    office = await offices.open(await offices.copy());
  });
  afterAll(async () => {
    await office.close();
    await offices.remove();
  });

  it('is shown to whoever kept it, replaced under its name, and dropped by him alone', async () => {
    const registry = 'provider';
    const [own, other] = [await office.at('operator'), await office.at('specialist')];
    const free = { registry, name: 'Свободные', where: [{ field: 'placesFree', from: 1 }] };
    const sort = [{ field: 'placesFree', descending: true }];
    await own.must('view.keep', free);
    const { viewId } = await own.must('view.keep', { ...free, sort });
    const kept = { viewId, name: 'Свободные', where: free.where, sort };
    expect((await own.must('view.list', { registry })).views).toEqual([kept]);
    expect((await other.must('view.list', { registry })).views).toEqual([]);
    await other.must('view.drop', { registry, viewId });
    expect((await own.must('view.list', { registry })).views).toHaveLength(1);
    expect(await own.code('record.list', { registry, where: free.where, sort })).toBe('ok');
    await own.must('view.drop', { registry, viewId });
    expect((await own.must('view.list', { registry })).views).toEqual([]);
  });

  it('names no person, and is a question', async () => {
    const desk = await office.at('operator');
    const keep = (registry: string, field: string) =>
      desk.code('view.keep', { registry, name: 'Кто-то', where: [{ field, is: 'Ялантова' }] });
    expect(await keep('person', 'surname')).toBe('question.sealed');
    expect(await keep('person', 'nothing')).toBe('question.unknown');
    expect(await keep('person', 'status')).toBe('ok');
    expect(await lookInto(office.dataFolder, 'SELECT name FROM saved_view')).toEqual([{ name: 'Кто-то' }]);
  });
});
