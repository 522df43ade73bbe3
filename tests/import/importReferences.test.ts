import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import { publishedSchema } from '../../domain/publication/publishedSchema';
import { withErrands } from '../support/offices/trialReferences';
import { makeKeyOffices, type Desk, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';

/** Tables in and out: a cell names a record by its title or its number, and a file says what it is called. */
let offices: KeyOffices;
let office: KeyOffice;
let desk: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
  office = await offices.open(await offices.copy(), withErrands);
  desk = await office.at('operator');
});
afterAll(async () => {
  await office.close();
  await offices.remove();
});

const organ = async (name: string, more: RecordFields = {}): Promise<string> =>
  (await desk.must('record.create', { registry: 'organ', fields: { name, ...more } })).recordId;
const upload = (...lines: readonly string[]) =>
  desk.upload('list.csv', Buffer.from(['Суть;Исполнитель;По положению', ...lines].join('\r\n')));
async function move(registry: string, recordId: string, to: string): Promise<void> {
  const { version } = await desk.must('record.open', { registry, recordId });
  await desk.must('record.move', { registry, recordId, baseVersion: version, to });
}
async function fieldsOf(subject: string): Promise<RecordFields> {
  const { rows } = await desk.must('record.list', { registry: 'errand', search: subject });
  const recordId = rows[0]?.recordId ?? '';
  return (await desk.must('record.open', { registry: 'errand', recordId })).fields;
}

describe('a table whose cells name records', () => {
  it('finds them by title however spelled, by id, and in the edition that stands', async () => {
    const school = await organ('Отдел «Ёлочка»', { edition: 7 });
    const fileId = await upload(
      'Первое;отдел  елочка;ОТДЕЛ ЁЛОЧКА',
      `Второе;${school.toUpperCase()};`,
      'Третье;Нет такого;',
    );
    const preview = await desk.must('import.preview', { registry: 'errand', fileId });
    expect(
      preview.noted.map(({ row, issues }) => [row, issues.map(({ path, code }) => `${path} ${code}`)]),
    ).toEqual([[4, ['organ reference.unknown']]]);
    await desk.must('import.apply', { registry: 'errand', fileId });
    expect(await fieldsOf('первое')).toMatchObject({ organ: school, rules: `${school}@7` });
    expect(await fieldsOf('второе')).toMatchObject({ organ: school, rules: null });
    expect(await fieldsOf('третье')).toMatchObject({ organ: null, note: 'Исполнитель: Нет такого' });
  });

  it('says which row is ambiguous, and takes the one that the field asks for', async () => {
    await organ('Два одинаковых');
    await organ('Два одинаковых');
    const [closed, standing] = [await organ('Был и стал'), await organ('Был и стал')];
    await move('organ', closed, 'included');
    await move('organ', closed, 'excluded');
    const fileId = await upload('Спорное;Два одинаковых;', 'Ясное;Был и стал;');
    const preview = await desk.must('import.preview', { registry: 'errand', fileId });
    expect(preview.noted).toMatchObject([
      { row: 2, issues: [{ path: 'organ', code: 'reference.ambiguous', params: { count: 2 } }] },
    ]);
    const { batchId } = await desk.must('import.apply', { registry: 'errand', fileId });
    expect(await fieldsOf('спорное')).toMatchObject({ organ: null, note: 'Исполнитель: Два одинаковых' });
    expect(await fieldsOf('ясное')).toMatchObject({ organ: standing });
    await desk.must('import.undo', { batchId });
    expect((await desk.must('record.references', { registry: 'organ', recordId: standing })).rows).toEqual(
      [],
    );
  });

  it('is written out in words, and for machines with id, edition and title', async () => {
    const named = await organ('Выгружаемое');
    const fields = { subject: 'В выгрузку', organ: named, copies: [{ organ: named }] };
    const { recordId } = await desk.must('record.create', { registry: 'errand', fields });
    await move('errand', recordId, 'included');
    const textOf = async (format: 'csv' | 'json') => {
      const { file } = await desk.must('export.make', { registry: 'errand', format });
      return String(await office.app.filesOf(desk.session)?.find(file.fileId)?.read());
    };
    const csv = await textOf('csv');
    expect(csv).toContain('Выгружаемое');
    expect(csv).not.toContain(named);
    const document: unknown = JSON.parse(await textOf('json'));
    const said = { id: named, edition: null, title: 'Выгружаемое' };
    expect(document).toMatchObject({ errands: [{ organ: said, copies: [{ organ: said }] }] });
    const errand = withErrands.registries.root('errand');
    expect(
      errand !== undefined && z.fromJSONSchema(publishedSchema(errand)).safeParse(document).success,
    ).toBe(true);
  });
});
