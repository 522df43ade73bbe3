import type { Registry } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import { toPublishedObject, publishedFields, type PublishedRecord } from './publishedRows';
import { objectOf, recordSchema, type PublishedOffice, type Schema } from './publishedSchema';

/** A book as one JSON document of ours, and its schema: what names each other does so by the ids that stand here. */
const schemaIdOf = (root: Registry): string => `urn:yardam:schema:${root.root?.book?.code ?? root.code}:1`;

export interface BookPart {
  readonly registry: Registry;
  readonly records: readonly (PublishedRecord & { readonly recordId: string })[];
}

export function publishedBook(
  root: Registry,
  parts: readonly BookPart[],
  {
    madeAt,
    office,
    context,
  }: { readonly madeAt: string; readonly office: PublishedOffice; readonly context: FieldContext },
): Record<string, unknown> {
  const lists = parts.map(({ registry, records }) => [
    `${registry.code}s`,
    records.map((record) => ({ id: record.recordId, ...toPublishedObject(registry, record, context) })),
  ]);
  return {
    schema: schemaIdOf(root),
    madeAt,
    office,
    ...Object.fromEntries<unknown>(lists as [string, unknown][]),
  };
}

/** The schema of `publishedBook`. */
export function bookSchema(root: Registry, registries: readonly Registry[]): Schema {
  const text = { type: 'string', minLength: 1 };
  const lists = registries.map((registry): [string, Schema] => {
    const id = {
      name: 'id',
      label: { ru: 'id', tt: 'id' },
      kind: { type: 'text', max: 60 },
      always: true,
    } as const;
    return [`${registry.code}s`, { type: 'array', items: recordSchema([id, ...publishedFields(registry)]) }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaIdOf(root),
    ...objectOf({
      schema: { const: schemaIdOf(root) },
      madeAt: { type: 'string', format: 'date-time' },
      office: objectOf({ code: text, name: text }),
      ...Object.fromEntries(lists),
    }),
  };
}
