import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';
import { makeProvidersCsv } from '../support/record/makeProviders';
import { soundProvider } from '../support/record/soundProvider';
import { dumpTables } from '../support/offices/soundDatabase';

/** From a real list to records and back, through the program as a host opens it. */
const registry = 'provider';
const realList = join(import.meta.dirname, '..', '..', 'resources', 'examples', 'providers-tatarstan.csv');
const all = { registry, limit: 500 };

describe('import of a spreadsheet', () => {
  let office: DeskOffice;
  beforeEach(async () => {
    office = await openDeskOffice();
  });
  afterEach(() => office.close());

  const uploadRealList = async () => office.upload(await readFile(realList));
  const count = async () => (await office.must('record.list', all)).total;
  /** What lies in the office's file, seen from outside. */
  async function everything(): Promise<Record<string, unknown[]>> {
    const connection = await connect(join(office.dataFolder, databaseFile), 'read');
    const { backup_run, audit = [], ...dump } = await dumpTables(connection);
    await connection.close();
    // The backup before an import that came to nothing is no part of it.
    const isOfWork = (line: unknown): boolean => !JSON.stringify(line).includes('backup.make');
    return { ...dump, audit: audit.filter(isOfWork) };
  }

  it('previews the real list without changing anything', async () => {
    const before = await everything();
    const preview = await office.must('import.preview', { registry, fileId: await uploadRealList() });
    expect(preview).toMatchObject({ rows: 16, complete: 0, drafts: 15, duplicates: 1, errors: 0 });
    expect(preview.layout).toMatchObject({ encoding: 'windows-1251', delimiter: ';', headerRow: 0 });
    expect(preview.columns.map(({ field }) => field)).toContain('fullName');
    const pair = preview.noted.filter(({ duplicates }) => duplicates.length > 0);
    expect(pair).toMatchObject([{ row: 16, duplicates: [{ by: 'name', recordId: null }] }]);
    expect(await everything()).toEqual(before);
  });

  it('imports it once: the second time every row is known, and one undoing withdraws all', async () => {
    const fileId = await uploadRealList();
    const counts = { rows: 16, created: 15, updated: 0, drafts: 15, duplicates: 1, errors: 0, problems: [] };
    const first = await office.must('import.apply', { registry, fileId });
    expect(first).toEqual({ ...counts, batchId: first.batchId });
    const { rows, total } = await office.must('record.list', all);
    expect(total).toBe(15);
    expect(new Set(rows.map(({ fields }) => fields['status']))).toEqual(new Set(['draft']));
    const recordId = rows[0]?.recordId ?? '';
    const { entries } = await office.must('record.history', { registry, recordId });
    expect(new Set(entries.map(({ origin }) => origin))).toEqual(new Set(['import']));
    const opened = await office.must('record.open', { registry, recordId });
    expect(opened.lacks.map(({ code }) => code)).toContain('field.required');
    expect(opened.fields['inn']).toBeNull();

    const second = await office.must('import.apply', { registry, fileId: await uploadRealList() });
    expect(second).toMatchObject({ created: 0, updated: 0, duplicates: 16, errors: 0 });
    expect(await count()).toBe(15);

    expect(await office.must('import.undo', { batchId: first.batchId })).toEqual({
      withdrawn: 15,
      restored: 0,
    });
    expect(await count()).toBe(0);
    expect((await office.must('record.list', { ...all, search: 'дом' })).rows).toEqual([]);
    expect(await office.refusal('record.open', { registry, recordId })).toBe('record.notFound');
    expect(await office.refusal('import.undo', { batchId: first.batchId })).toBe('import.undone');
    const { batches } = await office.must('import.list', { registry });
    expect(batches.map(({ created, undoneAt }) => [created, undoneAt === null])).toEqual([
      [0, true],
      [15, false],
    ]);
    // What was withdrawn is no duplicate of anything.
    expect(await office.must('import.apply', { registry, fileId: await uploadRealList() })).toMatchObject({
      created: 15,
    });
  });

  it('is not undone over work that somebody has done since', async () => {
    const { batchId } = await office.must('import.apply', { registry, fileId: await uploadRealList() });
    const { rows } = await office.must('record.list', all);
    const recordId = rows[3]?.recordId ?? '';
    await office.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'Проверено' } });
    const before = await everything();
    expect(await office.refusal('import.undo', { batchId })).toBe('import.superseded');
    expect(await everything()).toEqual(before);
    expect(await office.refusal('import.undo', { batchId: 'none' })).toBe('import.notFound');
  });

  it('updates a known provider when told so, field by field, and gives its values back', async () => {
    const fields = { fullName: 'ГАУСО «Тихая заводь»', phones: ['+78559271234'], note: 'Было' };
    const { recordId } = await office.must('record.create', { registry, fields });
    // Two rows of the file name the same provider; both are to change it.
    const table = [
      'Полное наименование;Телефон;Адрес',
      '"ГАУСО ""Тихая заводь""";+7 855 927 55 55;г. Азнакаево, ул. Тихая, 1',
      '"ГАУСО ""Тихая заводь""";+7 855 927 66 66;',
    ].join('\r\n');
    const undecided = await office.must('import.apply', { registry, fileId: await office.upload(table) });
    expect(undecided).toMatchObject({ created: 0, updated: 0, duplicates: 2 });
    const overwrite = ['phones'];
    const decisions = [2, 3].map((row) => ({ row, action: 'update' as const, recordId, overwrite }));
    const applied = await office.must('import.apply', {
      registry,
      fileId: await office.upload(table),
      decisions,
    });
    expect(applied).toMatchObject({ created: 0, updated: 2, errors: 0 });
    const after = await office.must('record.open', { registry, recordId });
    // Each row is judged over what the row before has made: two steps.
    expect(after).toMatchObject({ version: 3, fields: { phones: ['+78559276666'], note: 'Было' } });

    const { entries } = await office.must('record.history', { registry, recordId });
    const phones = entries
      .filter(({ field }) => field === 'phones')
      .map(({ before, after: became }) => [before, became]);
    expect(phones).toEqual([
      [['+78559275555'], ['+78559276666']],
      [['+78559271234'], ['+78559275555']],
      [null, ['+78559271234']],
    ]);
    expect(await office.must('import.undo', { batchId: applied.batchId })).toEqual({
      withdrawn: 0,
      restored: 1,
    });
    const restored = await office.must('record.open', { registry, recordId });
    expect(restored).toMatchObject({ version: 4, fields: { ...fields, legalAddress: null } });
  });

  it('judges the plan anew where it writes: what was saved or imported meanwhile is seen', async () => {
    const fields = { fullName: 'АНО «Тихая заводь»', inn: '1650000024' };
    const { recordId } = await office.must('record.create', { registry, fields });
    const table = 'Полное наименование;ИНН;Сокращенное наименование\nАНО «Тихая заводь»;1650000024;Заводь';
    const preview = await office.must('import.preview', { registry, fileId: await office.upload(table) });
    expect(preview).toMatchObject({ duplicates: 1, alike: [{ by: 'inn', rows: 1 }] });
    expect(preview.noted[0]?.duplicates).toMatchObject([
      { recordId, standing: { version: 1, status: 'draft', registrationNumber: null } },
    ]);
    await office.must('record.save', { registry, recordId, baseVersion: 1, fields: { shortName: 'Своё' } });
    const overwrite = ['shortName'];
    const decided = { row: 2, action: 'update' as const, recordId, baseVersion: 1, overwrite };
    const applied = await office.must('import.apply', {
      registry,
      fileId: await office.upload(table),
      decisions: [decided],
    });
    expect(applied).toMatchObject({ updated: 0, errors: 1 });
    expect(applied.problems[0]?.issues.map(({ code }) => code)).toEqual(['twin.changedSince']);
    expect((await office.must('record.open', { registry, recordId })).fields['shortName']).toBe('Своё');
  });

  it('leaves a record that it changes sound where it stands, row by row and every time', async () => {
    const { fields, lists } = soundProvider();
    const { recordId } = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
    await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const open = () => office.must('record.open', { registry, recordId });
    // By the row alone each is sound; the record's own rows say 60 places of a stationary form.
    const head = 'Полное наименование;ИНН;Формы обслуживания;Всего мест;Мест свободно';
    const name = '"ГАУСО «Дом-интернат „Тихая заводь“»";1655000003';
    const fewer = `${name};;40;4`;
    const elsewhere = `${name};на дому;;`;
    const good = `${name};;70;5`;
    const apply = async (...rows: string[]) => {
      const fileId = await office.upload([head, ...rows].join('\n'));
      const preview = await office.must('import.preview', { registry, fileId });
      expect(preview).toMatchObject({ duplicates: rows.length });
      const overwrite = ['placesTotal', 'placesFree', 'serviceForms'];
      const decisions = rows.map((_row, at) => {
        return { row: at + 2, action: 'update' as const, recordId, overwrite };
      });
      return office.must('import.apply', { registry, fileId, decisions });
    };
    const before = await open();
    for (const time of [1, 2]) {
      const refused = await apply(fewer, elsewhere);
      expect([time, refused]).toMatchObject([time, { updated: 0, errors: 2 }]);
      expect(refused.problems.map(({ row }) => row)).toEqual([2, 3]);
      expect(await open()).toEqual(before);
    }
    expect(await apply(fewer, good, elsewhere)).toMatchObject({ updated: 1, errors: 2 });
    const after = await open();
    expect(after).toMatchObject({ status: 'review', lacks: [], fields: { placesTotal: 70, placesFree: 5 } });
    // Whoever opens it next can save it.
    const { version: baseVersion } = after;
    await office.must('record.save', { registry, recordId, baseVersion, fields: { note: 'Проверено' } });
  });

  it('imports one file once, also when it is asked for twice at the same moment', async () => {
    const files = [await uploadRealList(), await uploadRealList()];
    const both = await Promise.all(files.map((fileId) => office.must('import.apply', { registry, fileId })));
    expect(both.map(({ created }) => created).sort()).toEqual([0, 15]);
    expect(await count()).toBe(15);
  });

  it('shows what waits for a decision before what is only told', async () => {
    const rows = Array.from({ length: 250 }, (_none, at) => `${at};АНО «Список ${at}»;12345`);
    const table = ['Код;Полное наименование;Телефон', ...rows, '251;АНО «Список 5»;'].join('\n');
    const preview = await office.must('import.preview', { registry, fileId: await office.upload(table) });
    expect(preview).toMatchObject({ duplicates: 1, noted: { length: 200 } });
    expect(preview.noted[0]).toMatchObject({ row: 252, duplicates: [{ row: 7 }] });
  });

  it('cancelled in the middle leaves nothing behind', async () => {
    const before = await everything();
    const steps: number[] = [];
    const stop = office.app.subscribe(office.session, (name, payload) => {
      if (name !== 'task.progressed' || !('done' in payload)) return;
      steps.push(payload.done);
      void office.must('task.cancel', { taskId: 'slow' });
    });
    const fileId = await office.upload(makeProvidersCsv(300));
    expect(await office.refusal('import.apply', { registry, fileId, taskId: 'slow' })).toBe('task.cancelled');
    stop();
    expect(steps).toHaveLength(1);
    expect(steps[0]).toBeLessThan(300);
    expect(await everything()).toEqual(before);
    expect(await count()).toBe(0);
    expect(await office.refusal('task.cancel', { taskId: 'slow' })).toBe('task.notFound');
    const again = await office.must('import.apply', { registry, fileId, taskId: 'slow' });
    expect(await count()).toBe(again.created);
  });

  it('refuses what it cannot read by name and leaves everything as it is', async () => {
    const before = await everything();
    const refusal = async (bytes: string) =>
      office.refusal('import.apply', { registry, fileId: await office.upload(bytes) });
    expect(await refusal('')).toBe('import.empty');
    expect(await refusal('Полное наименование\r\n')).toBe('import.empty');
    expect(await refusal('а;б\r\n1;2')).toBe('import.unmapped');
    expect(await refusal('Полное наименование;Телефон\r\n"Дом;1\r\n')).toBe('import.badQuote');
    expect(await office.refusal('import.apply', { registry, fileId: 'none' })).toBe('file.notFound');
    expect(await office.refusal('import.apply', { registry: 'other', fileId: 'none' })).toBe(
      'registry.unknown',
    );
    expect(await everything()).toEqual(before);
  });
});
