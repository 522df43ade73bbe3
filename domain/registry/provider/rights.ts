import { roles } from '../../access/roles';
import type { RightsTable } from '../traits/rights';

const keepers = ['administrator', 'registryOperator', 'territorialSpecialist'] as const;

/** Who may do what with providers: everything in the registry is public (442-ФЗ ст. 25 ч. 4), so every role reads it. */
export const providerRights = {
  see: roles,
  read: roles,
  check: roles,
  write: keepers,
  move: [...keepers, 'head'],
  review: keepers,
  trace: roles,
  import: keepers,
  export: [...keepers, 'reportCompiler', 'head'],
} as const satisfies RightsTable;
