import type { Registry, Words } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import type { FieldKind, Option } from '../registry/fieldKinds';
import {
  publishedFields,
  toPublishedObject,
  type PublishedField,
  type PublishedRecord,
} from './publishedRows';

/**
 * The JSON export and its schema (JSON Schema 2020-12), both made of the declaration. Readers outside rely on the
 * committed `resources/schemas/`: fields may be added to it, never renamed or given another meaning; a change that
 * breaks readers needs a new version.
 */
const publishedVersion = 1;

const schemaIdOf = (registry: Registry): string =>
  `urn:yardam:schema:${listNameOf(registry)}:${publishedVersion}`;

/** The name of the list of records in the document: `providers`. */
const listNameOf = (registry: Registry): string => `${registry.code}s`;

export interface PublishedOffice {
  readonly code: string;
  readonly name: string;
}

/** The whole document of an export; `madeAt` is an ISO 8601 instant given by the caller. */
export function publishedDocument(
  registry: Registry,
  {
    madeAt,
    office,
    records,
    context,
  }: {
    madeAt: string;
    office: PublishedOffice;
    records: readonly PublishedRecord[];
    context: FieldContext;
  },
): Record<string, unknown> {
  return {
    schema: schemaIdOf(registry),
    madeAt,
    office: { code: office.code, name: office.name },
    [listNameOf(registry)]: records.map((record) => toPublishedObject(registry, record, context)),
  };
}

export type Schema = Readonly<Record<string, unknown>>;

/** The schema of `publishedDocument`. */
export function publishedSchema(registry: Registry): Schema {
  const text = { type: 'string', minLength: 1 };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaIdOf(registry),
    title: titleOf(registry.name),
    ...objectOf({
      schema: { const: schemaIdOf(registry) },
      madeAt: { type: 'string', format: 'date-time' },
      office: objectOf({ code: text, name: text }),
      [listNameOf(registry)]: { type: 'array', items: { $ref: `#/$defs/${registry.code}` } },
    }),
    $defs: { [registry.code]: recordSchema(publishedFields(registry)) },
  };
}

export const objectOf = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

export function recordSchema(fields: readonly PublishedField[]): Schema {
  return objectOf(Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])));
}

function fieldSchema({ label, kind, list, always }: PublishedField): Schema {
  const title = titleOf(label);
  if (list !== undefined) return { title, type: 'array', items: recordSchema(list) };
  const schema = kind === undefined ? {} : kindSchema(kind);
  if (always || schema['type'] === 'array') return { title, ...schema };
  const options = Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {};
  return { title, ...schema, type: [schema['type'], 'null'], ...options };
}

const titleOf = ({ ru, tt }: Words): string => (ru === tt ? ru : `${ru} / ${tt}`);

function kindSchema(kind: FieldKind): Schema {
  switch (kind.type) {
    case 'text':
      return { type: 'string', maxLength: kind.max };
    case 'personName':
    case 'code':
      return { type: 'string' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'integer':
      return { type: 'integer', minimum: kind.min, maximum: kind.max };
    case 'year':
      return { type: 'integer', minimum: 1900, maximum: 2100 };
    case 'money':
      return { type: 'integer', minimum: 0, description: 'копейки / тиен' };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return choiceSchema(kind.options);
    case 'choices':
      return { type: 'array', items: choiceSchema(kind.options), uniqueItems: true };
    case 'classifier':
      return kind.classifier === 'okopf'
        ? { type: 'string', pattern: '^\\d{5}$', description: 'ОКОПФ (ОК 028-2012)' }
        : { type: 'string', pattern: '^\\d{8}(\\d{3})?$', description: 'ОКТМО (ОК 033-2013)' };
    case 'codes':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
    case 'phones':
      return { type: 'array', items: { type: 'string', pattern: '^\\+7\\d{10}$' }, uniqueItems: true };
    case 'emails':
      return { type: 'array', items: { type: 'string', maxLength: 254 }, uniqueItems: true };
    case 'record':
      return recordSchemaOf(kind.registry);
  }
}

/** A record that is named: which one, in which edition where that is told, and what it is called. */
const recordSchemaOf = (registry: string): Schema => ({
  ...objectOf({ id: { type: 'string' }, edition: textOrNothing, title: textOrNothing }),
  description: registry,
});
const textOrNothing = { type: ['string', 'null'] };

const choiceSchema = (options: readonly Option[]): Schema => ({
  type: 'string',
  enum: options.map(({ code }) => code),
  description: options.map(({ code, ru, tt }) => `${code}: ${titleOf({ ru, tt })}`).join('; '),
});
