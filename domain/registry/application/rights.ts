import type { RightsTable } from '../traits/rights';

const keepers = ['administrator', 'registryOperator', 'territorialSpecialist'] as const;
const readers = [...keepers, 'reportCompiler', 'head'] as const;

/** Who may do what with applications: unlike the registry they are not public. */
export const applicationRights = {
  see: readers,
  read: readers,
  check: readers,
  write: keepers,
  move: [...keepers, 'head'],
  review: keepers,
  trace: readers,
} as const satisfies RightsTable;
