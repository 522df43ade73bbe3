import type { ExistingRecords } from '../../../domain/import/findDuplicates';
import { createPlanner, type ImportPlan, type ImportRequest } from '../../../domain/import/planImport';
import type { ImportRow } from '../../../domain/import/readRows';

/** Plans all rows at once. */
export function planImport({
  rows,
  existing,
  ...request
}: ImportRequest & { readonly rows: readonly ImportRow[]; readonly existing: ExistingRecords }): ImportPlan {
  const planner = createPlanner(request);
  planner.add(rows, existing);
  return planner.plan();
}
