import type { Registry } from '../defineRegistry';
import type { Registries } from '../index';
import type { RecordKind } from './recordReference';

/** A field that names records. */
export interface ReferenceField {
  readonly registry: Registry;
  readonly field: string;
  readonly kind: RecordKind;
}

export const referenceFieldsOf = (registry: Registry): readonly ReferenceField[] =>
  Object.entries(registry.fields).flatMap(([field, { kind }]) =>
    kind.type === 'record' ? [{ registry, field, kind }] : [],
  );

/** Fields that name records, by code of the registry they stand in: for `registries.once`. */
export const referenceFields = ({
  all,
}: Registries): ReadonlyMap<string, ReadonlyMap<string, ReferenceField>> =>
  new Map(
    all.flatMap((registry) => {
      const fields = referenceFieldsOf(registry);
      return fields.length === 0
        ? []
        : [[registry.code, new Map(fields.map((one) => [one.field, one]))] as const];
    }),
  );

/** The fields of all registries that name records of this one. */
export const fieldsNaming = ({ all }: Registries, target: Registry): readonly ReferenceField[] =>
  all.flatMap(referenceFieldsOf).filter(({ kind }) => kind.registry === target.code);

/** The field that names the edition of a registry's records, where some field is pinned to one. */
export const editionField = (registries: Registries, target: Registry): string | undefined =>
  fieldsNaming(registries, target).find(({ kind }) => kind.pinned !== undefined)?.kind.pinned;
