import { describe, expect, it } from 'vitest';
import { indexRecords } from '../../domain/import/findDuplicates';
import { readRows } from '../../domain/import/readRows';
import { provider } from '../../domain/registry/provider/declaration';
import { recordContext as context } from '../support/record/fieldContext';
import { planImport } from '../support/record/planImport';
import { codesOf, plan, record } from '../support/record/planSheet';
import { soundProvider } from '../support/record/soundProvider';

describe('decisions about rows that resemble something', () => {
  const { fields } = soundProvider();
  const here = record('here', { ...fields, note: 'Старое' });

  it('takes none of several candidates for being the first', () => {
    const name = String(fields['fullName']);
    const existing = ['one', 'two'].map((id) => record(id, { fullName: name }));
    const sheet = { columns: ['fullName', 'shortName'], rows: [[name, 'Кратко']], existing };
    const unclear = plan({ ...sheet, decisions: [{ row: 2, action: 'update' }] }).rows[0];
    expect(unclear).toMatchObject({ action: 'error', recordId: null });
    expect(codesOf(unclear)).toEqual([' twin.notChosen']);
    const chosen = plan({ ...sheet, decisions: [{ row: 2, action: 'update', recordId: 'two' }] }).rows[0];
    expect(chosen).toMatchObject({ action: 'update', recordId: 'two', fields: { shortName: 'Кратко' } });
    const stranger = plan({ ...sheet, decisions: [{ row: 2, action: 'update', recordId: 'three' }] }).rows[0];
    expect(codesOf(stranger)).toEqual([' twin.notChosen']);
  });

  it('refuses a row whose candidate was changed after the operator decided', () => {
    const rows = [[String(fields['fullName']), String(fields['inn']), 'Кратко']];
    const sheet = { columns: ['fullName', 'inn', 'shortName'], rows, existing: [here] };
    const decision = { row: 2, action: 'update', recordId: 'here', overwrite: ['shortName'] } as const;
    const late = plan({ ...sheet, decisions: [{ ...decision, baseVersion: 2 }] }).rows[0];
    expect(codesOf(late)).toEqual([' twin.changedSince']);
    expect(plan({ ...sheet, decisions: [{ ...decision, baseVersion: 3 }] }).counts.updated).toBe(1);
  });

  it('compares a row with what the record keeps, not with what a row before it stated in vain', () => {
    const { lists } = soundProvider();
    const sound = { ...here, status: 'included', lists };
    const columns = ['fullName', 'inn', 'shortName', 'placesTotal', '+note'];
    const [name, inn] = [String(fields['fullName']), String(fields['inn'])];
    // The rows of the record say 60 places of a stationary form.
    const rows = [
      [name, inn, 'Кратко', '40', 'первая'],
      [name, inn, 'Кратко', '', 'вторая'],
    ];
    const overwrite = ['shortName', 'placesTotal'];
    const decisions = [2, 3].map((row) => ({
      ...{ row, action: 'update' as const, recordId: 'here', overwrite },
    }));
    const planned = plan({ columns, rows, existing: [sound], decisions });
    expect(planned.rows.map(({ action }) => action)).toEqual(['error', 'update']);
    expect(codesOf(planned.rows[0])).toEqual(['capacities places.formsAboveTotal']);
    expect(planned.rows[1]?.fields).toEqual({ shortName: 'Кратко', note: 'Старое\n+note: вторая' });
  });

  it('decides about all that are alike at once, and leaves out those with several candidates', () => {
    const existing = [
      here,
      record('a', { fullName: 'Дом' }),
      record('b', { fullName: 'Дом' }),
      record('c', { fullName: 'Сад' }),
    ];
    const rows = [
      ['Любое', String(fields['inn'])],
      ['Дом', ''],
      ['Сад', ''],
    ];
    const table = { header: ['fullName', 'inn'], rows: rows.map((cells, at) => ({ row: at + 2, cells })) };
    const planned = planImport({
      registry: provider,
      rows: [...readRows(provider, table, table.header, context)],
      existing: indexRecords(provider, existing),
      decisions: [{ row: 4, action: 'create' }],
      alike: [
        { by: 'name', action: 'update' },
        { by: 'inn', action: 'create' },
      ],
      context,
    });
    expect(planned.rows.map(({ action }) => action)).toEqual(['create', 'skip', 'create']);
  });
});
