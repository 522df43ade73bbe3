import { roles } from '../../../domain/access/roles';
import { error, textOf, type RecordRule } from '../../../domain/record/recordContent';
import { createRegistries } from '../../../domain/registry';
import { defineRegistry } from '../../../domain/registry/defineRegistry';
import { behaviours } from '../../../domain/registry/behaviours';
import { shippedRegistries } from '../../../domain/registry/shipped';
import { latestVersionOf, type Declared } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { listTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** A noun that does not ship: pacts between offices and other bodies, with the bodies as a list. */
const pactParty = defineRegistry({
  code: 'pactParty',
  table: 'pact_party',
  name: { ru: 'Стороны', tt: 'Яклар' },
  owner: 'decider',
  parent: { registry: 'pact', list: 'parties' },
  fields: {
    name: { kind: { type: 'text', max: 500 }, label: { ru: 'Название', tt: 'Исеме' }, requiredFrom: 'draft' },
    phones: { kind: { type: 'phones' }, label: { ru: 'Телефоны', tt: 'Телефоннар' } },
  },
});

export const pact = defineRegistry({
  code: 'pact',
  table: 'pact',
  name: { ru: 'Соглашения', tt: 'Килешүләр' },
  owner: 'decider',
  fields: {
    subject: {
      kind: { type: 'text', max: 500 },
      label: { ru: 'Предмет', tt: 'Предмет' },
      requiredFrom: 'draft',
      search: true,
      published: true,
    },
    signedOn: {
      kind: { type: 'date', notAfterToday: true },
      label: { ru: 'Дата подписания', tt: 'Кул куелган көне' },
      published: true,
    },
    endsOn: { kind: { type: 'date' }, label: { ru: 'Действует до', tt: 'Кайчанга кадәр' }, published: true },
  },
  root: {
    titleField: 'subject',
    columns: ['subject', 'signedOn', 'status'],
    filters: ['status'],
    lists: { parties: pactParty },
    terms: [{ term: 'request', starts: { field: 'signedOn' }, ends: [{ events: ['signed'] }] }],
    rights: {
      ...{ see: roles, read: roles, check: roles, trace: roles, export: ['administrator', 'reportCompiler'] },
      ...{ write: ['administrator', 'registryOperator'], move: ['administrator', 'head'] },
    },
    statuses: {
      order: ['draft', 'signed'],
      words: { draft: { ru: 'Проект', tt: 'Проект' }, signed: { ru: 'Подписано', tt: 'Кул куелган' } },
      moves: [
        {
          from: 'draft',
          to: 'signed',
          words: { ru: 'Подписать', tt: 'Кул кую' },
          event: 'signed',
          decision: false,
        },
      ],
      versionedFrom: 'signed',
    },
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Главное', tt: 'Төп' },
      items: ['subject', 'signedOn', 'endsOn', 'parties'],
    },
  ],
});

const pactRules: RecordRule = ({ record }) => {
  const [signedOn, endsOn] = [textOf(record.fields, 'signedOn'), textOf(record.fields, 'endsOn')];
  return signedOn !== null && endsOn !== null && endsOn < signedOn
    ? [error('endsOn', 'date.tooEarly', { notBefore: signedOn })]
    : [];
};

const pactStep: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'pacts',
  sql: [
    rootTable('pact', { columns: { subject: 'TEXT', signed_on: 'TEXT', ends_on: 'TEXT' } }),
    listTable('pact_party', { name: 'TEXT', phones: 'TEXT' }),
  ].join('\n'),
};

/** What ships and one noun more. */
export const withPact: Declared = {
  registries: createRegistries([...shippedRegistries, pact], {
    ...behaviours,
    pact: { rules: pactRules },
  }),
  migrations: [...shippedMigrations, pactStep],
};
