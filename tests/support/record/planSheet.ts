import { indexRecords, type ExistingRecord } from '../../../domain/import/findDuplicates';
import type { PlannedRow, RowDecision } from '../../../domain/import/planImport';
import { readRows } from '../../../domain/import/readRows';
import type { FieldValues } from '../../../domain/registry/fieldKinds';
import { provider } from '../../../domain/registry/provider/declaration';
import { recordContext as context } from './fieldContext';
import { planImport } from './planImport';

/** How a record stands that was never reviewed. */
export const standing = { version: 3, status: 'draft', registrationNumber: null };

/** A provider that is here already. */
export const record = (recordId: string, fields: FieldValues): ExistingRecord => ({
  ...standing,
  recordId,
  title: String(fields['fullName']),
  fields,
});

interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly existing?: readonly ExistingRecord[];
  readonly decisions?: readonly RowDecision[];
}

/** Plans rows whose headings are the names of their fields; row 1 is the heading. */
export function plan({ columns, rows, existing = [], decisions = [] }: Sheet) {
  const table = { header: columns, rows: rows.map((cells, index) => ({ row: index + 2, cells })) };
  return planImport({
    registry: provider,
    rows: [...readRows(provider, table, columns, context)],
    existing: indexRecords(provider, existing),
    decisions,
    context,
  });
}

export const codesOf = (row: PlannedRow | undefined): string[] =>
  (row?.issues ?? []).map(({ path, code }) => `${path} ${code}`);
