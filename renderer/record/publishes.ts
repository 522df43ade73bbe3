import type { Registry } from '../../domain/registry/defineRegistry';

/** Has the registry anything for the public? Only then are there extracts, printed lists and documents of it. */
export const publishes = (registry: Registry): boolean =>
  Object.values(registry.fields).some(({ published }) => published === true);
