import { createRegistries } from '../../domain/registry';
import { behaviours } from '../../domain/registry/behaviours';
import { shippedRegistries } from '../../domain/registry/shipped';
import type { Declared } from '../../db/file/migrate';
import { shippedMigrations } from '../../db/migrations/shipped';

/** What the program ships with: hosts open offices with it, and nothing beneath them imports it. */
export const shipped: Declared = {
  registries: createRegistries(shippedRegistries, behaviours),
  migrations: shippedMigrations,
};
