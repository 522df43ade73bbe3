import { createRegistries } from '../../../domain/registry';
import { behaviours } from '../../../domain/registry/behaviours';
import { shippedRegistries } from '../../../domain/registry/shipped';
import type { Declared } from '../../../db/file/migrate';
import { shippedMigrations } from '../../../db/migrations/shipped';
import { commission } from './declaration';
import { commissionStep } from './migration';
import { commissionPapers } from './papers';
import { commissionRules } from './rules';

/** What the generated lists would hold with the folder of the noun in `domain/registry`. */
export const withCommissions: Declared = {
  registries: createRegistries([...shippedRegistries, commission], {
    ...behaviours,
    commission: { rules: commissionRules, papers: commissionPapers },
  }),
  migrations: [...shippedMigrations, commissionStep],
};
