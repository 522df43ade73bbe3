import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../electron/spreadsheet/readTable';
import { areUsableColumns, guessColumns } from '../../domain/import/guessColumns';
import { createDuplicateFinder, indexRecords } from '../../domain/import/findDuplicates';
import type { RowDecision } from '../../domain/import/planImport';
import { readRows } from '../../domain/import/readRows';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { provider } from '../../domain/registry/provider/declaration';
import { recordContext as context } from '../support/record/fieldContext';
import { planImport } from '../support/record/planImport';
import { codesOf, plan, record, standing } from '../support/record/planSheet';
import { soundProvider } from '../support/record/soundProvider';

const nobody = indexRecords(provider, []);

describe('the real list of providers', async () => {
  const path = fileURLToPath(new URL('../../resources/examples/providers-tatarstan.csv', import.meta.url));
  const table = await readTable({ read: () => readFile(path), size: (await stat(path)).size });
  if (!table.ok) throw new Error(table.error.code);
  const { header, rows } = table.value;
  const columns = guessColumns(
    provider,
    header,
    rows.map(({ cells }) => cells),
  );
  const read = [...readRows(provider, table.value, columns, context)];
  const planOf = (decisions: RowDecision[] = []) =>
    planImport({ registry: provider, rows: read, existing: nobody, decisions, context });

  it('has its columns guessed', () => {
    expect(Object.fromEntries(header.map((heading, index) => [heading, columns[index]]))).toEqual({
      '№ п/п': '-',
      'Рег. номер': '+note',
      'Полное наименование поставщика': 'fullName',
      'Сокращенное наименование': 'shortName',
      'Муниципальное образование': 'oktmo',
      ОПФ: 'legalForm',
      'Форма социального обслуживания': 'serviceForms',
      'Койко-дней в год (стационар)': '+note',
      'Койко-дней в год (полустационар)': '+note',
      Телефон: 'phones',
      'E-mail': 'emails',
      ИНН: 'inn',
      ОГРН: 'ogrn',
      'Источник сведений': 'source',
    });
    expect(areUsableColumns(provider, columns)).toBe(true);
  });

  it('becomes 15 drafts, the institution that stands twice once', () => {
    const { counts, rows: planned } = planOf();
    expect(counts).toEqual({ rows: 16, created: 15, updated: 0, drafts: 15, duplicates: 1, errors: 0 });
    const second = planned.find(({ duplicates }) => duplicates.length > 0);
    expect(second).toMatchObject({
      row: 16,
      action: 'skip',
      duplicates: [{ by: 'name', row: 2, recordId: null }],
    });
    const [pair] = second?.duplicates ?? [];
    expect(pair?.differences.map(({ field }) => field).sort()).toEqual(['fullName', 'shortName']);
    expect(pair?.differences.find(({ field }) => field === 'shortName')).toEqual({
      field: 'shortName',
      theirs: 'ГАУСО "Азнакаевский ДИПИ"',
      ours: null,
    });
  });

  it('finds the municipality of every row that states one, however spaced, and of no other', () => {
    const column = columns.indexOf('oktmo');
    for (const [index, row] of read.entries()) {
      const stated = rows[index]?.cells[column] !== '';
      expect(row.fields['oktmo'] !== undefined).toBe(stated);
    }
    expect(read.filter(({ fields }) => fields['oktmo'] !== undefined)).toHaveLength(14);
    const byRow = (row: number) => read.find((one) => one.row === row)?.fields['oktmo'];
    const names = new Map(context.classifiers.oktmo.entries.map(({ code, ru }) => [code, ru]));
    expect(names.get(String(byRow(5)))).toBe('Алькеевский муниципальный район');
    expect(names.get(String(byRow(8)))).toBe('Елабужский муниципальный район');
    expect(byRow(16)).toBe(byRow(2));
  });

  it('reads forms split by a comma, a semicolon and a new line', () => {
    const forms = new Map(read.map(({ row, fields }) => [row, fields['serviceForms']]));
    expect(forms.get(13)).toEqual(['semiStationary', 'stationary']);
    expect(forms.get(14)).toEqual(['semiStationary', 'stationary']);
    expect(forms.get(17)).toEqual(['home', 'semiStationary']);
    expect(forms.get(16)).toEqual(['stationary']);
    expect(forms.get(15)).toBeUndefined();
  });

  it('keeps the bed-days in the note, invents nothing and complains of nothing', () => {
    const notes = read.filter(({ fields }) => fields['note'] !== undefined);
    expect(notes.map(({ row, fields }) => [row, fields['note']])).toEqual([
      [12, 'Койко-дней в год (стационар): 14 835'],
      [13, 'Койко-дней в год (стационар): 12 075\nКойко-дней в год (полустационар): 490'],
      [14, 'Койко-дней в год (стационар): 12 420\nКойко-дней в год (полустационар): 245'],
    ]);
    const named = new Set(read.flatMap(({ fields }) => Object.keys(fields)));
    expect([...named].sort()).toEqual(
      ['entityKind', 'fullName', 'legalForm', 'note', 'oktmo', 'serviceForms', 'shortName', 'source'].sort(),
    );
    expect(new Set(read.map(({ fields }) => fields['legalForm']))).toEqual(new Set(['75201']));
    expect(new Set(read.map(({ fields }) => fields['entityKind']))).toEqual(new Set(['legalEntity']));
    expect(read.flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('tells each draft what it lacks for consideration', () => {
    const first = planOf().rows[0];
    expect(first?.lacks.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['inn', 'ogrn', 'kpp', 'legalAddress', 'phones', 'headName', 'places']),
    );
    expect(first?.lacks.map(({ path }) => path)).not.toContain('legalForm');
  });

  it('creates the repeated row when the operator says so, or adds it to the first', () => {
    expect(planOf([{ row: 16, action: 'create' }]).counts).toMatchObject({ created: 16, duplicates: 0 });
    const merged = planOf([{ row: 16, action: 'update' }]);
    expect(merged.counts).toMatchObject({ created: 15, updated: 1, duplicates: 0 });
    expect(merged.rows[0]?.fields).toMatchObject({
      fullName: planOf().rows[0]?.fields['fullName'],
      shortName: 'ГАУСО "Азнакаевский ДИПИ"',
    });
  });

  it('is found whole when it is imported a second time', () => {
    const existing = planOf()
      .rows.filter(({ action }) => action === 'create')
      .map(({ row, fields }) => record(`r${row}`, fields));
    const again = planImport({
      registry: provider,
      rows: read,
      existing: indexRecords(provider, existing),
      decisions: [],
      context,
    });
    expect(again.counts).toEqual({ rows: 16, created: 0, updated: 0, drafts: 0, duplicates: 16, errors: 0 });
    expect(again.rows[0]?.duplicates).toEqual([
      { by: 'name', row: null, recordId: 'r2', title: again.rows[0]?.title, standing, differences: [] },
    ]);
  });
});

describe('planning', () => {
  const { fields } = soundProvider();
  const here = record('here', { ...fields, note: 'Старое' });

  it('counts a row without a name as an error and every other row as a draft', () => {
    const { counts, rows } = plan({
      columns: ['fullName', 'inn'],
      rows: [
        ['', '7707083893'],
        ['Центр', ''],
      ],
    });
    expect(counts).toMatchObject({ rows: 2, created: 1, drafts: 1, errors: 1 });
    expect(codesOf(rows[0])).toEqual(['fullName field.required']);
    expect(rows[0]?.title).toBe('7707083893');
  });

  it('puts a value that contradicts the row into the note instead of refusing the row', () => {
    const { rows } = plan({
      columns: ['fullName', 'inn', 'kpp', 'placesTotal', 'placesFree'],
      rows: [['ИП Сабирова', '500100732259', '165501001', '10', '12']],
    });
    expect(rows[0]).toMatchObject({
      action: 'create',
      fields: {
        inn: '500100732259',
        entityKind: 'entrepreneur',
        placesTotal: 10,
        note: 'kpp: 165501001\nplacesFree: 12',
      },
    });
    expect(rows[0]?.fields).not.toHaveProperty('kpp');
    expect(codesOf(rows[0])).toEqual(['kpp field.notForEntity', 'placesFree places.freeAboveTotal']);
  });

  it('refuses a row whose note cannot hold what the cells say: cutting would lose it', () => {
    const { rows } = plan({ columns: ['fullName', '+note'], rows: [['Центр', 'ы'.repeat(50_000)]] });
    expect(rows[0]?.action).toBe('error');
    expect(codesOf(rows[0])).toEqual(['note text.tooLong']);
  });

  it('fills the gaps of a record, writes over what was named and nothing else, and adds to its note', () => {
    const sheet = {
      columns: ['fullName', 'inn', 'phones', 'shortName', '+note'],
      rows: [[String(fields['fullName']), String(fields['inn']), '8 (855) 927-99-99', '', 'Новое']],
      existing: [here],
    };
    expect(plan(sheet).counts).toMatchObject({ created: 0, duplicates: 1 });
    const { rows, counts } = plan({ ...sheet, decisions: [{ row: 2, action: 'update' }] });
    expect(counts).toMatchObject({ updated: 1, duplicates: 0, drafts: 0 });
    expect(rows[0]).toMatchObject({ action: 'update', recordId: 'here', duplicates: [{ by: 'inn' }] });
    expect(rows[0]?.fields).toEqual({ note: 'Старое\n+note: Новое' });
    const asked = plan({ ...sheet, decisions: [{ row: 2, action: 'update', overwrite: ['phones', 'inn'] }] });
    expect(asked.rows[0]).toMatchObject({ baseVersion: 3, recordId: 'here' });
    expect(asked.rows[0]?.fields).toEqual({ phones: ['+78559279999'], note: 'Старое\n+note: Новое' });
    const gap = record('here', { ...fields, phones: null });
    const filled = plan({ ...sheet, existing: [gap], decisions: [{ row: 2, action: 'update' }] });
    expect(filled.rows[0]?.fields).toMatchObject({ phones: ['+78559279999'] });
  });

  it('takes a row of sums for no record, but a name that has the word for one', () => {
    const names = ['Итого', 'ВСЕГО по району', 'АНО «Итого»', 'Всегда рядом'];
    const { rows } = plan({ columns: ['fullName'], rows: names.map((name) => [name]) });
    expect(rows.map(({ action }) => action)).toEqual(['error', 'error', 'create', 'create']);
    expect(codesOf(rows[0])).toEqual(['fullName row.total']);
  });

  it('warns of Latin letters that look Cyrillic, and not of a word that is Latin', () => {
    const names = ['АНО «Зaбoтa»', 'АНО «Hope и забота»', 'IT-центр'];
    const { rows } = plan({ columns: ['fullName'], rows: names.map((name) => [name]) });
    expect(rows.map(codesOf)).toEqual([['fullName text.mixedScript'], [], []]);
  });

  it('puts two rows over one record without losing the note of either', () => {
    const rows = ['первая', 'вторая'].map((note) => ['Любое', String(fields['inn']), note]);
    const decisions = [2, 3].map((row) => ({ row, action: 'update' as const }));
    const planned = plan({ columns: ['fullName', 'inn', 'note'], rows, existing: [here], decisions }).rows;
    expect(planned[1]).toMatchObject({ recordId: 'here', fields: { note: 'Старое\nпервая\nвторая' } });
  });

  it('takes namesakes with other codes for other organisations', () => {
    const name = String(fields['fullName']);
    const rows = [
      [name, '7707083893'],
      [name, ''],
    ];
    const [other, unsure] = plan({ columns: ['fullName', 'inn'], rows, existing: [here] }).rows;
    expect(other).toMatchObject({ action: 'create', duplicates: [] });
    expect(unsure?.duplicates.map(({ by, row, recordId }) => [by, row, recordId])).toEqual([
      ['name', null, 'here'],
      ['name', 2, null],
    ]);
  });

  it('finds a pair by ОГРН when the names and ИНН do not meet', () => {
    const row = ['Совсем другое название', String(fields['ogrn'])];
    const planned = plan({ columns: ['fullName', 'ogrn'], rows: [row], existing: [here] }).rows;
    expect(planned[0]?.duplicates).toMatchObject([{ by: 'ogrn', recordId: 'here' }]);
  });
});

describe('ten thousand rows against a hundred thousand records', () => {
  it('take less than two seconds of the processor, even when every name is the same', () => {
    const fieldsOf = (number: number): FieldValues => ({ fullName: 'Центр', inn: String(number) });
    const records = Array.from({ length: 100_000 }, (_, number) => record(`r${number}`, fieldsOf(number)));
    const existing = {
      ...nobody,
      inn: new Map(records.map((one, number) => [String(number), [one]])),
      name: new Map([['центр', records]]),
    };
    const finder = createDuplicateFinder(provider);
    const rows = Array.from({ length: 10_000 }, (_, row) => {
      const inn = row % 2 === 0 ? String(row * 20) : null;
      return { row, title: '', fields: { fullName: 'Центр', inn }, keys: { inn, name: 'центр' } };
    });
    const began = process.cpuUsage();
    const found = rows.map((row) => finder.find(row, existing));
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(2_000);
    expect(Math.max(...found.map((duplicates) => duplicates.length))).toBe(20);
    expect(found.flat().filter(({ by }) => by === 'inn')).toHaveLength(2_500);
  });
});
