import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formColumns, formMarkRows, formSheetName } from '../../domain/import/emptyForm';
import { participant } from '../../domain/registry/participant/declaration';
import { specialist } from '../../domain/registry/specialist/declaration';
import type { Registry } from '../../domain/registry/defineRegistry';
import { writeWorkbook } from '../../electron/spreadsheet/writeWorkbook';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';

/** An empty form goes to who has no program; it is known when it comes back, whatever became of its headings. */
describe('an empty form of a registry', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make());
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  /** A form that came back: its rows filled in, its headings spoilt. */
  const filled = async (root: Registry, row: Readonly<Record<string, string>>): Promise<string> => {
    const columns = formColumns(root);
    const bytes = await writeWorkbook({
      madeAt: '2026-11-30T09:00:00.000Z',
      sheets: [
        {
          name: 'Лист',
          rows: [columns.map((_, at) => `столбец ${at}`), columns.map(({ field }) => row[field] ?? null)],
        },
        { name: formSheetName, hidden: true, rows: formMarkRows(root) },
      ],
    });
    return (await office.files().keep({ name: 'form.xlsx', mime: '', bytes })).fileId;
  };

  it('is made of every registry that is imported, and holds nothing yet', async () => {
    const { file } = await office.must('form.make', { registry: 'participant' });
    const empty = { registry: 'participant', fileId: file.fileId };
    expect(await office.call('import.preview', empty)).toMatchObject({ error: { code: 'import.empty' } });
    expect(await office.call('form.make', { registry: 'legalAct' })).toMatchObject({
      error: { code: 'import.none' },
    });
  });

  it('is known by its hidden sheet, and its columns with it', async () => {
    const name = 'Проверочная школа';
    const fileId = await filled(participant, { name, kind: 'внешний участник', phones: '+7 843 555-00-01' });
    const { columns } = await office.must('import.preview', { registry: 'participant', fileId });
    expect(columns.map(({ field }) => field)).toEqual(formColumns(participant).map(({ field }) => field));
    expect(await office.must('import.apply', { registry: 'participant', fileId })).toMatchObject({
      created: 1,
    });
    const { rows } = await office.must('record.list', { registry: 'participant', search: name });
    expect(rows).toHaveLength(1);
  });

  it('of one registry is not taken for another', async () => {
    const fileId = await filled(specialist, { speciality: 'психолог' });
    expect(await office.call('import.preview', { registry: 'participant', fileId })).toMatchObject({
      error: { code: 'import.otherForm', params: { registry: 'specialist' } },
    });
  });
});
