import type { Registry } from './defineRegistry';
import { childRegistries } from './index';

/**
 * What follows from the word `sealed` in a declaration. A registry with one sealed field, its own or of a list, is
 * personal: need to know by territory, journal of reading, a key per record, no export, no exchange.
 */
export const isPersonal = (root: Registry): boolean =>
  [root, ...childRegistries(root)].some(({ fields }) => Object.values(fields).some(({ sealed }) => sealed));

export const sealedFields = (registry: Registry): readonly string[] =>
  Object.keys(registry.fields).filter((field) => isSealedField(registry, field));

/** System fields (`status`, `removed` …) are never sealed. */
export const isSealedField = (registry: Registry, field: string): boolean =>
  Object.hasOwn(registry.fields, field) && registry.fields[field]?.sealed === true;
