import type { IdentityKey } from '../../domain/registry/traits/identity';
import { snakeCase } from './tables';

/**
 * Where a key of identity lies: a single value as it is kept in the column of its field, what its spellings have in common
 * in a column of its own. Both are indexed among records that are not withdrawn.
 */
export const keyColumn = (key: IdentityKey): string => {
  const [field, ...more] = key.fields;
  if (field === undefined || more.length > 0) throw new Error(`key ${key.code} is not of one field`);
  return isKeptKey(key) ? `${snakeCase(key.code)}_key` : snakeCase(field);
};

/** Does the writer keep the key beside the value? */
export const isKeptKey = ({ compare }: IdentityKey): boolean => compare === 'organisation';
