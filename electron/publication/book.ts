import type { Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';

/** The registries of the book that this one declares, itself first. Persons are in none. */
export const bookOf = ({ root }: Registries, first: Registry): readonly Registry[] => [
  first,
  ...(first.root?.book?.with ?? []).flatMap((code) => {
    const other = root(code);
    return other === undefined || isPersonal(other) ? [] : [other];
  }),
];
