import { createRegistries } from '../../../domain/registry';
import { defineRegistry } from '../../../domain/registry/defineRegistry';
import { shippedRegistries } from '../../../domain/registry/shipped';
import { latestVersionOf, type Declared } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { fileTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** A noun that does not ship and has files: legal acts. It says no more of them than their kinds and what they may be. */
export const act = defineRegistry({
  code: 'trialAct',
  table: 'trial_act',
  name: { ru: 'Акты', tt: 'Актлар' },
  owner: 'decider',
  fields: {
    title: {
      kind: { type: 'text', max: 500 },
      label: { ru: 'Название', tt: 'Исеме' },
      requiredFrom: 'draft',
      search: true,
    },
  },
  root: {
    titleField: 'title',
    columns: ['title', 'status'],
    filters: ['status'],
    lists: {},
    statuses: {
      order: ['draft', 'active'],
      words: { draft: { ru: 'Проект', tt: 'Проект' }, active: { ru: 'Действует', tt: 'Гамәлдә' } },
      moves: [
        {
          from: 'draft',
          to: 'active',
          words: { ru: 'Ввести', tt: 'Кертү' },
          event: 'enact',
          decision: false,
        },
      ],
      versionedFrom: 'active',
    },
    rights: { see: ['administrator'], read: ['administrator'], write: ['administrator'] },
    files: {
      kinds: [
        { code: 'text', ru: 'Текст', tt: 'Текст' },
        { code: 'letter', ru: 'Письмо', tt: 'Хат', clause: 'п. 1' },
      ],
      types: ['pdf', 'docx', 'png'],
      maxSize: 1024 * 1024,
    },
  },
});

const actStep: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'acts with files',
  sql: [rootTable('trial_act', { columns: { title: 'TEXT' } }), fileTable('trial_act', false)].join('\n'),
};

/** What ships and acts with files. */
export const withActs: Declared = {
  registries: createRegistries([...shippedRegistries, act]),
  migrations: [...shippedMigrations, actStep],
};
