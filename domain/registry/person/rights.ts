import type { RightsTable } from '../traits/rights';

const keepers = ['registryOperator', 'territorialSpecialist'] as const;

/**
 * Who may do what with citizens (907 п. 5.5, 152-ФЗ ст. 19): neither the administrator nor the auditor sees one, nothing
 * of them is imported, exported or decided between offices, and only the head destroys.
 */
export const personRights = {
  see: [...keepers, 'head', 'observer'],
  read: [...keepers, 'head'],
  check: keepers,
  write: keepers,
  move: keepers,
  destroy: ['head'],
} as const satisfies RightsTable;
