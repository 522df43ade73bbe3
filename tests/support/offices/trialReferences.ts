import { roles } from '../../../domain/access/roles';
import { providerAudience } from '../../../domain/registry/provider/audience';
import type { RightsTable } from '../../../domain/registry/traits/rights';
import { behaviours } from '../../../domain/registry/behaviours';
import { createRegistries } from '../../../domain/registry';
import { defineRegistry } from '../../../domain/registry/defineRegistry';
import { shippedRegistries } from '../../../domain/registry/shipped';
import { latestVersionOf, type Declared } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { listTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** Two nouns that do not ship: bodies, and errands that name bodies (in a row of theirs too) and a citizen. */
const words = (ru: string) => ({ ru, tt: ru });
const text = { type: 'text', max: 300 } as const;
const rights: RightsTable = {
  ...{ see: roles, read: roles, check: roles, trace: roles },
  ...{ import: ['administrator', 'registryOperator'], export: ['registryOperator'] },
  ...{ review: ['administrator', 'registryOperator'] },
  write: ['administrator', 'registryOperator'],
  move: ['administrator', 'registryOperator', 'head'],
};
const statuses = {
  order: ['draft', 'included', 'excluded'],
  words: { draft: words('Проект'), included: words('Действует'), excluded: words('Упразднён') },
  moves: [
    { from: 'draft', to: 'included', words: words('Включить'), event: 'included', decision: false },
    { from: 'included', to: 'excluded', words: words('Исключить'), event: 'excluded', decision: false },
  ],
  versionedFrom: 'included',
};

const organ = defineRegistry({
  code: 'organ',
  table: 'organ',
  name: words('Ведомства'),
  owner: 'decider',
  fields: {
    name: { kind: text, label: words('Название'), requiredFrom: 'draft', search: true, published: true },
    edition: { kind: { type: 'integer', min: 1, max: 99 }, label: words('Редакция положения') },
    above: { kind: { type: 'record', registry: 'organ' }, label: words('Вышестоящее') },
  },
  root: {
    titleField: 'name',
    columns: ['name', 'above', 'status'],
    filters: ['status'],
    lists: {},
    statuses,
    rights,
    audience: providerAudience,
  },
  sections: [{ code: 'main', title: words('Главное'), items: ['name', 'edition', 'above'] }],
});

const errandCopy = defineRegistry({
  code: 'errandCopy',
  table: 'errand_copy',
  name: words('Кому копия'),
  owner: 'decider',
  parent: { registry: 'errand', list: 'copies' },
  fields: {
    organ: { kind: { type: 'record', registry: 'organ' }, label: words('Ведомство'), published: true },
    purpose: { kind: text, label: words('Для чего') },
  },
});

const errand = defineRegistry({
  code: 'errand',
  table: 'errand',
  name: words('Поручения'),
  owner: 'decider',
  fields: {
    subject: { kind: text, label: words('Суть'), requiredFrom: 'draft', search: true, published: true },
    organ: {
      kind: { type: 'record', registry: 'organ', in: ['draft', 'included'] },
      label: words('Исполнитель'),
      published: true,
    },
    rules: {
      kind: { type: 'record', registry: 'organ', pinned: 'edition' },
      label: words('По положению'),
    },
    citizen: { kind: { type: 'record', registry: 'person' }, label: words('О ком') },
    note: { kind: { type: 'text', max: 2000, lines: 'many' }, label: words('Заметка') },
  },
  root: {
    titleField: 'subject',
    columns: ['subject', 'organ', 'rules', 'citizen', 'status'],
    filters: ['status', 'organ'],
    importing: { note: 'note', headings: {}, ignored: [], fillers: [] },
    lists: { copies: errandCopy },
    statuses,
    rights,
    audience: providerAudience,
  },
  sections: [
    {
      code: 'main',
      title: words('Главное'),
      items: ['subject', 'organ', 'rules', 'citizen', 'copies', 'note'],
    },
  ],
});

const step: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'bodies and errands',
  sql: [
    rootTable('organ', { columns: { name: 'TEXT', edition: 'INTEGER', above: 'TEXT' } }),
    rootTable('errand', {
      columns: { subject: 'TEXT', organ: 'TEXT', rules: 'TEXT', citizen: 'TEXT', note: 'TEXT' },
    }),
    listTable('errand_copy', { organ: 'TEXT', purpose: 'TEXT' }),
  ].join('\n'),
};

/** What ships, bodies and errands. */
export const withErrands: Declared = {
  registries: createRegistries([...shippedRegistries, organ, errand], behaviours),
  migrations: [...shippedMigrations, step],
};

/** Cells that name a record, as the rows say it and as the index says it: the two must be the same. */
export const cellsByRows = `
  SELECT registry, row_id, field, root_id, substr(value, 1, 36) AS target,
         nullif(substr(value, 38), '') AS edition FROM (
    SELECT 'organ' AS registry, id AS row_id, 'above' AS field, id AS root_id, above AS value FROM organ
    UNION ALL SELECT 'errand', id, 'organ', id, organ FROM errand
    UNION ALL SELECT 'errand', id, 'rules', id, rules FROM errand
    UNION ALL SELECT 'errand', id, 'citizen', id, citizen FROM errand
    UNION ALL SELECT 'errandCopy', id, 'organ', parent_id, organ FROM errand_copy
  ) WHERE value IS NOT NULL ORDER BY 1, 2, 3`;
export const cellsByIndex = `
  SELECT registry, row_id, field, root_id, target_id AS target, edition FROM record_reference
   WHERE registry IN ('organ', 'errand', 'errandCopy') ORDER BY 1, 2, 3`;
