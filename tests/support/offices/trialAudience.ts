import { createRegistries } from '../../../domain/registry';
import { behaviours } from '../../../domain/registry/behaviours';
import { defineRegistry, type FieldDeclaration } from '../../../domain/registry/defineRegistry';
import { shippedRegistries } from '../../../domain/registry/shipped';
import { latestVersionOf, type Declared } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { listTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** A noun that does not ship, shown to offices by every condition there is and by parts: plans, with measures and parties. */
const text = (name: string): FieldDeclaration => ({
  kind: { type: 'text', max: 100 },
  label: { ru: name, tt: name },
});
const list = (code: string, table: string, name: string) =>
  defineRegistry({
    ...{ code, table, name: { ru: code, tt: code }, owner: 'decider' },
    parent: { registry: 'plan', list: name },
    fields: { office: text('Кто'), what: text('Что') },
  });

const move = (from: string, to: string) => ({
  ...{ from, to, words: { ru: to, tt: to }, event: to, decision: false },
});

const plan = defineRegistry({
  code: 'plan',
  table: 'plan',
  name: { ru: 'Планы', tt: 'Планнар' },
  owner: 'decider',
  fields: {
    subject: { ...text('Предмет'), requiredFrom: 'draft', search: true },
    oktmo: { kind: { type: 'classifier', classifier: 'oktmo' }, label: { ru: 'Район', tt: 'Район' } },
    executor: text('Исполнитель'),
    note: text('Заметка'),
  },
  root: {
    titleField: 'subject',
    columns: ['subject', 'status'],
    filters: ['status'],
    lists: {
      measures: list('planMeasure', 'plan_measure', 'measures'),
      parties: list('planParty', 'plan_party', 'parties'),
    },
    statuses: {
      order: ['draft', 'open', 'closed'],
      words: {
        draft: { ru: 'проект', tt: 'проект' },
        open: { ru: 'открыт', tt: 'ачык' },
        closed: { ru: 'закрыт', tt: 'ябык' },
      },
      moves: [move('draft', 'open'), move('open', 'draft'), move('open', 'closed'), move('closed', 'open')],
      versionedFrom: 'open',
    },
    rights: {
      see: ['administrator'],
      read: ['administrator'],
      check: ['administrator'],
      write: ['administrator'],
      move: ['administrator'],
    },
    held: { territory: 'oktmo' },
    audience: [
      { territory: 'oktmo', kinds: ['body', 'territorial'] },
      { offices: 'executor' },
      { kinds: ['body'], statuses: ['open'], part: { fields: ['subject'], lists: ['measures'] } },
      { offices: 'parties.office', part: { fields: ['subject', 'note'] } },
      { kinds: ['institution'], statuses: ['open', 'closed'], part: { fields: ['note'] } },
      { kinds: ['institution'], statuses: ['closed'] },
    ],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Главное', tt: 'Төп' },
      items: ['subject', 'oktmo', 'executor', 'note', 'measures', 'parties'],
    },
  ],
});

const step: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'plans',
  sql: [
    rootTable('plan', {
      columns: { subject: 'TEXT', oktmo: 'TEXT', executor: 'TEXT', note: 'TEXT' },
      held: true,
    }),
    listTable('plan_measure', { office: 'TEXT', what: 'TEXT' }),
    listTable('plan_party', { office: 'TEXT', what: 'TEXT' }),
  ].join('\n'),
};

/** What ships, and plans. */
export const withPlans: Declared = {
  registries: createRegistries([...shippedRegistries, plan], behaviours),
  migrations: [...shippedMigrations, step],
};
